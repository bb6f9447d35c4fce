package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.run.Forms;
import io.github.sparkndarray.kernel.run.Instructions;
import io.github.sparkndarray.kernel.run.Simd;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Writes the methods that compute a row of a tile in one variant: a small method for each stage,
 * and one that calls them.
 */
final class RowWriter implements Storage {
  /** The rows of a block, and the vectors of each: their accumulators fit a machine's registers. */
  static final int ROWS = 4;

  /** Machines with vectors of eight doubles have twice as many registers as those with less. */
  private static final int VECTORS = Simd.lanes64() >= 8 ? 4 : 2;

  /** More nodes than this make a block too long to be compiled well. */
  private static final int BLOCKED_NODES = 8;

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
  private final Step.@Nullable Stage blocked;
  private final String block;
  private final @Nullable SumsWriter sums;
  private final Set<Integer> inPlace;
  private final String rowCode;
  private int stages;

  /**
   * @param trackers what is tracked inside loops
   * @param prefix what the names of the variant's methods and fields begin with
   * @param isOnly whether there are no other variants: only then can rows be computed in blocks
   */
  RowWriter(
      Analysis analysis, Trackers trackers, String prefix, ScratchTiles tiles, boolean isOnly) {
    this.analysis = analysis;
    this.trackers = trackers;
    this.schedule = new Schedule(analysis, trackers.targets());
    this.reads = new Reads(analysis, schedule);
    this.nest = analysis.graph().nest();
    this.text = new NestText(nest);
    this.prefix = prefix;
    this.tiles = tiles;
    findDirectRoots();
    sums = isOnly ? findSums() : null;
    findStored();
    blocked = isOnly ? findBlocked() : null;
    inPlace = isOnly && blocked == null ? findInPlace() : Set.of();
    tileCode = steps(schedule.tileSteps(), Map.of(), false);
    rowCode = sums == null ? steps(schedule.rowSteps(), Map.of(), true) + roots() : "";
    block = sums == null ? writeBlock() : sums.methods();
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

  /** What computes the rows of a batch where that is not one row after the other. */
  @Nullable String rows() {
    return sums == null ? null : sums.rows();
  }

  /** All methods of this variant. */
  String methods() {
    if (sums != null) {
      return methods + block;
    }
    return "  private void "
        + rowMethod()
        + "(int r, int n) {\n"
        + scalarCall()
        + rowCode
        + "  }\n"
        + methods
        + block;
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
  public boolean isInPlace(int operand) {
    return inPlace.contains(operand);
  }

  /** The operands that are read where they are. */
  Set<Integer> inPlace() {
    return inPlace;
  }

  @Override
  public String axisName(int axis) {
    // From the sixth axis on, its letter may be the name of something else: n, p0, r, t3.
    return NestText.axisName(axis) + (axis < 5 ? "" : "_");
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
          && !root.dtype().isOnlyStored()
          && !schedule.isHoisted(root)
          && !directRoots.containsValue(root)) {
        directRoots.put(output, root);
      }
    }
  }

  private @Nullable SumsWriter findSums() {
    SumsWriter overRows = TileSumsWriter.of(analysis, schedule, this, text);
    return overRows != null
        ? overRows
        : RowSumsWriter.of(analysis, schedule, this, text, tiles, scalarCall());
  }

  /** Those of the operands that could be read in place that only loops over vectors read. */
  private Set<Integer> findInPlace() {
    Set<Node> computed = new HashSet<>();
    List<Step> steps = new ArrayList<>(schedule.tileSteps());
    steps.addAll(schedule.rowSteps());
    for (Step step : steps) {
      if (step instanceof Step.Stage stage && stage.lane().isVector()) {
        computed.addAll(stage.nodes());
      }
    }
    Set<Integer> found = new HashSet<>();
    analysis.layout().inPlace().stream().forEach(found::add);
    for (Node node : analysis.graph().nodes()) {
      for (Node input : node.inputs()) {
        if (input.kind() == Node.Kind.LOAD && !computed.contains(node)) {
          found.remove(input.index());
        }
      }
    }
    List<Node> roots = analysis.graph().roots();
    for (int output = 0; output < roots.size(); output++) {
      if (roots.get(output).kind() == Node.Kind.LOAD
          && sums == null
          && trackers.isHandedOn(output)) {
        found.remove(roots.get(output).index());
      }
    }
    return found;
  }

  private void findStored() {
    List<Step> all = new ArrayList<>(schedule.tileSteps());
    all.addAll(schedule.rowSteps());
    findStored(all);
    List<Node> roots = analysis.graph().roots();
    for (int output = 0; output < roots.size(); output++) {
      Node root = roots.get(output);
      boolean addedUp = sums != null && sums.isAddedUp(root);
      boolean handedOn =
          !directRoots.containsKey(output) && trackers.isHandedOn(output) && !addedUp;
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
    StageWriter writer =
        stage.equals(blocked)
            ? StageWriter.ofRows(analysis, this, stage, 1, VECTORS)
            : StageWriter.ofTile(analysis, this, stage, open, trackers.in(stage).size());
    StageMethod method = new StageMethod(writer, prefix + "stage" + stages++, open.values(), text);
    for (Node node : stage.nodes()) {
      writer.value(node);
      if (stored.contains(node)) {
        tiles.hold(node);
        method.store(node, tile(node));
      }
      directRoots.forEach(
          (output, root) -> {
            if (root == node) {
              method.storeOutput(node, output);
            }
          });
    }
    method.track(trackers, trackers.in(stage));
    methods.append(method.text());
    return method.call();
  }

  /**
   * The elements of a tile if rows are computed several at a time, else 0. They then lie in
   * registers, and all that a tile reads lies side by side, so that it stays in the nearest cache
   * while rows pass by it.
   */
  int columns() {
    return blocked == null ? 0 : VECTORS * blocked.lane().dialect().lanes();
  }

  /**
   * The stage of which rows are computed several at a time: where a row is one loop that reads more
   * than it computes with, and what it reads along the tile is the same for all rows.
   */
  private Step.@Nullable Stage findBlocked() {
    if (schedule.rowSteps().size() != 1
        || !(schedule.rowSteps().get(0) instanceof Step.Stage stage)
        || !stage.lane().isVector()
        || !schedule.scalars().isEmpty()
        || directRoots.size() != analysis.graph().roots().size()
        || stage.nodes().stream().noneMatch(this::isLooped)
        || stage.nodes().size() > BLOCKED_NODES
        || VECTORS * stage.lane().dialect().lanes() > Forms.SHORT) {
      return null;
    }
    for (Node node : analysis.graph().nodes()) {
      boolean both = analysis.alongTile(node) && analysis.alongRows(node);
      if (node.kind() == Node.Kind.LOAD && both) {
        return null;
      }
    }
    return stage;
  }

  /** The method that computes {@link #ROWS} rows, if there is one, and those that it calls. */
  private String writeBlock() {
    if (blocked == null) {
      return "";
    }
    StageWriter writer = StageWriter.ofRows(analysis, this, blocked, ROWS, VECTORS);
    StageMethod method = new StageMethod(writer, prefix + "block", Set.of(), text);
    directRoots.forEach((output, root) -> method.storeOutput(root, output));
    return "\n  // %d rows of a tile of n elements.%n  private void rows(int r, int n) {%n%s  }%n%s"
        .formatted(ROWS, method.call(), method.text());
  }

  private boolean isLooped(Node node) {
    return node.kind() == Node.Kind.INNER && !analysis.isUnrolled(node);
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
    boolean vectors = analysis.layout().instructions() == Instructions.VECTOR;
    int lanes = Simd.lanes64() * 8 / node.computeDType().itemSize();
    // Tiles have room for a whole last vector, whose elements past the row are never looked at.
    String count = vectors ? "n + %d & -%d".formatted(lanes - 1, lanes) : "n";
    return before
        + "    %s.%s(%s, %s, 0, %s);%n"
            .formatted(
                vectors ? "VectorMath" : "ScalarMath",
                function,
                String.join(", ", arguments),
                tile(node),
                count);
  }

  private String panelStart(Node load, Map<Integer, String> open) {
    String inner = innerIndex(load.index(), axis -> Objects.requireNonNull(open.get(axis)));
    return "offset[%1$d] + r * rowStep[%1$d]".formatted(load.index())
        + (inner.isEmpty() ? "" : " + " + inner + " * PITCH");
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
    LoopAccumulator accumulator =
        new LoopAccumulator(inner, analysis.isOnePart(inner), tile(inner), tiles);
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
      writer.code().line("this." + scalar(node) + " = " + value + ";");
    }
    StringBuilder method = new StringBuilder("\n  private void " + name + "(int r");
    open.values().forEach(variable -> method.append(", int ").append(variable));
    return method
        .append(") {\n")
        .append(writer.code().head())
        .append(writer.code().body())
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
