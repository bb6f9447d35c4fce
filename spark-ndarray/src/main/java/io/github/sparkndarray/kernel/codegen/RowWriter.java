package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.run.Instructions;
import io.github.sparkndarray.kernel.run.OffHeapStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Writes the methods that compute a row of a tile in one variant: a small method for each stage,
 * and one that calls them.
 */
final class RowWriter implements Storage {
  private final Analysis analysis;
  private final Schedule schedule;
  private final Reads reads;
  private final Trackers trackers;
  private final LoopNest nest;
  private final NestText text;
  private final String prefix;
  private final ScratchTiles tiles;
  private final StringBuilder methods = new StringBuilder();
  private final Set<Node> stored = new HashSet<>();
  private final Map<Integer, Node> directRoots = new HashMap<>();
  private final String tileCode;
  private final String rowCode;
  private int stages;

  /**
   * @param trackers what is tracked inside loops
   * @param prefix what the names of the variant's methods and fields begin with
   */
  RowWriter(Analysis analysis, Trackers trackers, String prefix, ScratchTiles tiles) {
    this.analysis = analysis;
    this.trackers = trackers;
    this.schedule = new Schedule(analysis, trackers.targets());
    this.reads = new Reads(analysis, schedule);
    this.nest = analysis.graph().nest();
    this.text = new NestText(nest);
    this.prefix = prefix;
    this.tiles = tiles;
    findDirectRoots();
    findStored();
    tileCode = steps(schedule.tileSteps(), Map.of(), false);
    rowCode = steps(schedule.rowSteps(), Map.of(), true) + roots();
    methods.insert(0, scalars(schedule.scalars(), prefix + "scalars", Map.of()));
  }

  /** The statement that computes what does not vary along the tile, if anything. */
  private String scalarCall() {
    return schedule.scalars().isEmpty() ? "" : "    " + prefix + "scalars(r);\n";
  }

  /** What is computed once per tile. */
  String tileCode() {
    return tileCode.isEmpty() ? "" : scalarCall() + tileCode;
  }

  /** The name of the method that computes a row. */
  String rowMethod() {
    return prefix.isEmpty() ? "row" : prefix + "row";
  }

  /** All methods of this variant. */
  String methods() {
    return "  private void "
        + rowMethod()
        + "(int r, int n) {\n"
        + scalarCall()
        + rowCode
        + "  }\n"
        + methods;
  }

  Set<Integer> directOutputs() {
    return directRoots.keySet();
  }

  Trackers trackers() {
    return trackers;
  }

  @Override
  public String tile(Node node) {
    return "t" + tiles.slot(node);
  }

  @Override
  public String scalar(Node node) {
    return prefix + "s" + node.id();
  }

  @Override
  public String axisName(int axis) {
    return NestText.axisName(axis);
  }

  @Override
  public String extent(int axis) {
    return "n_" + NestText.axisName(axis);
  }

  @Override
  public String innerIndex(int operand, IntFunction<String> index) {
    String position = "";
    long axes = Graph.innerAxes(nest, nest.operands().get(operand));
    for (int axis = 0; axis < nest.axes().size(); axis++) {
      if ((axes >> axis & 1) != 0) {
        String own = index.apply(axis);
        position =
            position.isEmpty() ? own : "(" + position + " * " + extent(axis) + " + " + own + ")";
      }
    }
    return position;
  }

  private void findDirectRoots() {
    if (!analysis.layout().direct()) {
      return;
    }
    List<Node> roots = analysis.graph().roots();
    for (int output = 0; output < roots.size(); output++) {
      Node root = roots.get(output);
      if (analysis.alongTile(root)
          && analysis.lane(root).isVector()
          && root.dtype() != DType.BOOL
          && !schedule.isHoisted(root)
          && !directRoots.containsValue(root)) {
        directRoots.put(output, root);
      }
    }
  }

  private void findStored() {
    List<Step> all = new ArrayList<>(schedule.tileSteps());
    all.addAll(schedule.rowSteps());
    findStored(all);
    List<Node> roots = analysis.graph().roots();
    for (int output = 0; output < roots.size(); output++) {
      Node root = roots.get(output);
      boolean handedOn = !directRoots.containsKey(output) && trackers.isHandedOn(output);
      if (handedOn && root.kind() != Node.Kind.LOAD) {
        stored.add(root);
      }
    }
  }

  private void findStored(List<Step> steps) {
    for (Step step : steps) {
      stored.addAll(reads.of(step));
      if (step instanceof Step.Call call) {
        stored.add(call.node());
        call.node().inputs().forEach(this::storeScalarArgument);
      } else if (step instanceof Step.Loop loop) {
        stored.add(loop.inner());
        stored.add(loop.inner().input(0));
        findStored(loop.body());
      }
    }
  }

  private void storeScalarArgument(Node argument) {
    if (!analysis.alongTile(argument)) {
      stored.add(argument);
    }
  }

  /** The statements of some steps; their methods go to {@link #methods}. */
  private String steps(List<Step> steps, Map<Integer, String> open, boolean release) {
    Map<Node, Integer> lastRead = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      for (Node node : reads.of(steps.get(i))) {
        lastRead.put(node, i);
      }
    }
    StringBuilder statements = new StringBuilder();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (step instanceof Step.Stage stage) {
        statements.append(stage(stage, open));
      } else if (step instanceof Step.Call call) {
        statements.append(call(call.node(), open));
      } else if (step instanceof Step.Loop loop) {
        statements.append(loop(loop, open));
      }
      int done = i;
      lastRead.forEach(
          (node, last) -> {
            if (release && last == done && !schedule.isHoisted(node) && !isRoot(node)) {
              tiles.release(node);
            }
          });
    }
    return statements.toString();
  }

  private boolean isRoot(Node node) {
    return analysis.graph().roots().contains(node);
  }

  private String stage(Step.Stage stage, Map<Integer, String> open) {
    List<Integer> tracked = trackers.in(stage);
    StageWriter writer = StageWriter.ofTile(analysis, this, stage, open, tracked.size());
    Dialect dialect = writer.dialect();
    boolean direct = false;
    List<String> comments = new ArrayList<>();
    for (Node node : stage.nodes()) {
      String[] names = writer.value(node);
      if (stored.contains(node)) {
        tiles.hold(node);
        String array = writer.array(ScalarDialect.javaType(node.dtype()), tile(node));
        for (int copy = 0; copy < writer.copies(); copy++) {
          writer.line(dialect.store(node.dtype(), names[copy], array, writer.tileIndex(copy)));
        }
        comments.add(array + " = " + text.expression(node));
      }
      for (Map.Entry<Integer, Node> root : directRoots.entrySet()) {
        if (root.getValue() == node) {
          direct = true;
          comments.add("output " + root.getKey() + " = " + text.expression(node));
          for (int copy = 0; copy < writer.copies(); copy++) {
            writer.line(
                OffHeapStore.statement(
                    names[copy],
                    "m" + root.getKey(),
                    "w%d + (%s) * %d"
                        .formatted(
                            root.getKey(), writer.tileIndex(copy), node.dtype().itemSize())));
          }
        }
      }
    }
    TrackerWriter tracking =
        tracked.isEmpty() ? null : new TrackerWriter(trackers, tracked, comments.isEmpty(), writer);
    tracked.forEach(
        output ->
            comments.add("track output " + output + ": " + text.expression(trackers.key(output))));
    if (tracking != null) {
      tracking.write();
    }
    StringBuilder parameters = new StringBuilder();
    StringBuilder variables = new StringBuilder();
    for (String variable : open.values()) {
      parameters.append(", int ").append(variable);
      variables.append(", ").append(variable);
    }
    String name = prefix + "stage" + stages++;
    String loop = tracking == null ? name : name + "_scan";
    StringBuilder method = new StringBuilder("\n");
    comments.forEach(comment -> method.append("  // ").append(comment).append('\n'));
    if (tracking != null) {
      method.append("  private void %s(int r, int n%s) {%n".formatted(name, parameters));
      method.append(tracking.caller(loop, variables.toString())).append("  }\n\n");
      method.append("  // The first step from here on that may hold something better, or to.\n");
      parameters.append(tracking.parameters());
    }
    String type = tracking == null ? "void" : "int";
    method.append(
        "  private %s %s(int r, int from, int to%s) {%n".formatted(type, loop, parameters));
    method.append(writer.head());
    if (direct) {
      for (Map.Entry<Integer, Node> root : directRoots.entrySet()) {
        if (stage.nodes().contains(root.getValue())) {
          method.append(
              "    final %2$s m%1$d = (%2$s) target[%1$d];%n"
                  .formatted(root.getKey(), OffHeapStore.type()));
          method.append(
              "    final int w%1$d = targetStart[%1$d] + r * targetStep[%1$d];%n"
                  .formatted(root.getKey()));
        }
      }
    }
    if (tracking != null) {
      method.append(tracking.head());
    }
    method.append("    for (int v = from; v < to; v += ").append(writer.step()).append(") {\n");
    method.append(writer.body()).append("    }\n");
    method.append(tracking == null ? "  }\n" : "    return to;\n  }\n");
    methods.append(method);
    if (tracking != null) {
      return "    %s(r, n%s);%n".formatted(name, variables);
    }
    if (!direct) {
      return "    %s(r, 0, n%s);%n".formatted(name, variables);
    }
    // The last vector overlaps the one before: nothing is written past the row.
    String step = writer.step();
    return "    %1$s(r, 0, n - %2$s + 1);%n    if (n %% (%2$s) != 0) {%n      %1$s(r, n - %2$s, n - %2$s + 1);%n    }%n"
        .formatted(name, step);
  }

  private String call(Node node, Map<Integer, String> open) {
    List<String> arguments = new ArrayList<>();
    StringBuilder before = new StringBuilder();
    for (Node input : node.inputs()) {
      if (analysis.alongTile(input) && input.kind() == Node.Kind.LOAD) {
        arguments.add("p" + input.index());
        arguments.add(panelStart(input, open));
      } else {
        if (!analysis.alongTile(input)) {
          tiles.hold(input);
          before.append(fill(input, open));
        }
        arguments.add(tile(input));
        arguments.add("0");
      }
    }
    tiles.hold(node);
    String function =
        OperatorCode.of(Objects.requireNonNull(node.operator())).call(node.computeDType());
    String library =
        analysis.layout().instructions() == Instructions.VECTOR ? "VectorMath" : "ScalarMath";
    return before
        + "    %s.%s(%s, %s, 0, n);%n"
            .formatted(library, function, String.join(", ", arguments), tile(node));
  }

  private String panelStart(Node load, Map<Integer, String> open) {
    String inner = innerIndex(load.index(), axis -> Objects.requireNonNull(open.get(axis)));
    return "offset[%1$d] + r * rowStep[%1$d]".formatted(load.index())
        + (inner.isEmpty() ? "" : " + " + inner + " * pitch");
  }

  /** Fills a node's tile with the one value that it has for the row. */
  private String fill(Node node, Map<Integer, String> open) {
    String value =
        switch (node.kind()) {
          case LITERAL -> Graph.literal(node);
          case LOAD -> {
            String inner = innerIndex(node.index(), axis -> Objects.requireNonNull(open.get(axis)));
            yield "p%1$d[offset[%1$d] + r * rowStep[%1$d]%2$s]"
                .formatted(node.index(), inner.isEmpty() ? "" : " + " + inner);
          }
          default -> scalar(node);
        };
    return "    java.util.Arrays.fill(%s, 0, n, %s);%n".formatted(tile(node), value);
  }

  private String loop(Step.Loop loop, Map<Integer, String> open) {
    Node inner = loop.inner();
    Node input = inner.input(0);
    tiles.hold(inner);
    LoopAccumulator accumulator = new LoopAccumulator(inner, tile(inner), tiles);
    Map<Integer, String> inside = new LinkedHashMap<>(open);
    StringBuilder code = new StringBuilder(accumulator.start());
    for (int i = 0; i < inner.axes().size(); i++) {
      String name = axisName(inner.axes().get(i));
      inside.put(inner.axes().get(i), name);
      code.append(
          "    for (int %1$s = 0; %1$s < %2$s; %1$s++) {%n"
              .formatted(name, extent(inner.axes().get(i))));
    }
    String scalarMethod = prefix + "scalars" + stages++;
    methods.append(scalars(loop.scalars(), scalarMethod, inside));
    if (!loop.scalars().isEmpty()) {
      code.append("    ").append(scalarMethod).append("(r");
      inside.values().forEach(variable -> code.append(", ").append(variable));
      code.append(");\n");
    }
    code.append(steps(loop.body(), inside, false));
    String array;
    String at = "0";
    if (analysis.alongTile(input) && input.kind() == Node.Kind.LOAD) {
      array = "p" + input.index();
      at = panelStart(input, inside);
    } else {
      if (!analysis.alongTile(input)) {
        tiles.hold(input);
        code.append(fill(input, inside));
      }
      array = tile(input);
    }
    String last = axisName(inner.axes().get(inner.axes().size() - 1));
    code.append(accumulator.add(array, at, last));
    for (int i = 0; i < inner.axes().size(); i++) {
      code.append("    }\n");
      if (i == 0) {
        code.append(accumulator.endOfInnermost());
      }
    }
    return code.append(accumulator.finish()).toString();
  }

  /** A method that computes what does not vary along the tile. */
  private String scalars(List<Node> nodes, String name, Map<Integer, String> open) {
    if (nodes.isEmpty()) {
      return "";
    }
    StageWriter writer = StageWriter.ofScalars(analysis, this, nodes, open);
    for (Node node : nodes) {
      String value = writer.value(node)[0];
      writer.line("this." + scalar(node) + " = " + value + ";");
    }
    StringBuilder method = new StringBuilder("\n  private void " + name + "(int r");
    open.values().forEach(variable -> method.append(", int ").append(variable));
    return method
        .append(") {\n")
        .append(writer.head())
        .append(writer.body())
        .append("  }\n")
        .toString();
  }

  /** The statements that hand the outputs' values on. */
  private String roots() {
    StringBuilder code = new StringBuilder();
    List<Node> roots = analysis.graph().roots();
    for (int output = 0; output < roots.size(); output++) {
      Node root = roots.get(output);
      if (directRoots.containsKey(output) || !trackers.isHandedOn(output)) {
        continue;
      }
      String array;
      String at = "0";
      if (analysis.alongTile(root) && root.kind() == Node.Kind.LOAD) {
        array = "p" + root.index();
        at = panelStart(root, Map.of());
      } else {
        if (!analysis.alongTile(root)) {
          tiles.hold(root);
          code.append(fill(root, Map.of()));
        }
        array = tile(root);
      }
      code.append("    sinks[%d].accept(%s, %s, n, r);%n".formatted(output, array, at));
    }
    return code.toString();
  }

  /** The declarations of values that do not vary along the tile. */
  String fields() {
    StringBuilder fields = new StringBuilder();
    for (Node node : analysis.graph().nodes()) {
      if (!analysis.alongTile(node)
          && node.kind() != Node.Kind.LOAD
          && node.kind() != Node.Kind.LITERAL) {
        fields.append(
            "  private %s %s;%n".formatted(ScalarDialect.javaType(node.dtype()), scalar(node)));
      }
    }
    return fields.toString();
  }
}
