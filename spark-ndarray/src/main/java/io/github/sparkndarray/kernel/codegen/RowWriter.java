package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.kernel.LoopNest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

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
  private final RowArrays arrays;
  private final StringBuilder methods = new StringBuilder();
  private final Set<Node> stored = new HashSet<>();
  private final Map<Integer, Node> directRoots = new HashMap<>();
  private final String tileCode;
  private final @Nullable BlockedRows blocked;
  private final String block;
  private final @Nullable SumsWriter sums;
  private final Set<Integer> inPlace;
  private final boolean isPiecewise;
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
    this.arrays = new RowArrays(analysis, this, tiles);
    findDirectRoots();
    sums = isOnly ? findSums() : null;
    findStored();
    blocked = isOnly ? BlockedRows.of(analysis, schedule, this, directRoots) : null;
    inPlace =
        isOnly && blocked == null
            ? InPlace.operands(analysis, schedule, trackers, sums != null)
            : Set.of();
    isPiecewise = !isOnly && hasStagesAlone();
    tileCode = steps(schedule.tileSteps(), Map.of(), false);
    rowCode = sums == null ? steps(schedule.rowSteps(), Map.of(), true) + roots() : "";
    block = sums != null ? sums.methods() : blocked == null ? "" : blocked.methods(text);
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

  /** Whether the method for a row can compute a part of it. */
  boolean isPiecewise() {
    return isPiecewise;
  }

  /** Whether all that computes rows are loops over the elements, which keep or track them. */
  private boolean hasStagesAlone() {
    boolean handsOn = false;
    for (int output = 0; output < analysis.graph().roots().size(); output++) {
      handsOn |= !directRoots.containsKey(output) && trackers.isHandedOn(output);
    }
    return !handsOn && schedule.rowSteps().stream().allMatch(Step.Stage.class::isInstance);
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
        + (isPiecewise ? "(int r, int from, int to) {\n" : "(int r, int n) {\n")
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

  /** The elements of a tile if rows are computed several at a time, else 0. */
  int columns() {
    return blocked == null ? 0 : blocked.columns();
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
          && analysis.reachesMemory(analysis.lane(root))
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
      if (handedOn) {
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

  /**
   * The statements of some steps; their methods go to {@link #methods}.
   *
   * @param ofRow whether they are all that computes a row
   */
  private String steps(List<Step> steps, Map<Integer, String> open, boolean ofRow) {
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
        statements.append(stage(stage, open, ofRow && isPiecewise));
      } else if (step instanceof Step.Call call) {
        statements.append(arrays.call(call.node(), open));
      } else if (step instanceof Step.Loop loop) {
        statements.append(loop(loop, open));
      }
      int done = i;
      lastRead.forEach(
          (node, last) -> {
            if (ofRow && last == done && !schedule.isHoisted(node) && !isRoot(node)) {
              tiles.release(node);
            }
          });
    }
    return statements.toString();
  }

  private boolean isRoot(Node node) {
    return analysis.graph().roots().contains(node);
  }

  private String stage(Step.Stage stage, Map<Integer, String> open, boolean ofPart) {
    StageWriter writer =
        blocked != null && blocked.isOf(stage)
            ? blocked.ofOneRow()
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
    return ofPart ? method.call("from", "to") : method.call("0", "n");
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
    RowArrays.Place place = arrays.place(input, inside);
    code.append(place.before());
    String length = extent(inner.axes().get(inner.axes().size() - 1));
    code.append(accumulator.add(place.array(), place.at(), length));
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
      if (root.kind() == Node.Kind.LOAD && isInPlace(root.index())) {
        code.append(
            stage(new Step.Stage(Lane.vector(root.dtype()), List.of(root)), Map.of(), false));
      }
      RowArrays.Place place = arrays.place(root, Map.of());
      code.append(place.before());
      code.append(
          "    sinks[%d].accept(%s, %s, n, r);%n".formatted(output, place.array(), place.at()));
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
