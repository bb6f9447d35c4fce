package io.github.sparkndarray.plan.explain;

import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.plan.explain.PlanDescription.BlocksDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.ClusterDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.InputDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.NestDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.OptionDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.ProjectedStage;
import io.github.sparkndarray.plan.explain.PlanDescription.ResultDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.StageDescription;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.plan.physical.BlockGroups;
import io.github.sparkndarray.plan.physical.BlockRegions;
import io.github.sparkndarray.plan.physical.ClusterSpec;
import io.github.sparkndarray.plan.physical.Delivery;
import io.github.sparkndarray.plan.physical.DeliveryOption;
import io.github.sparkndarray.plan.physical.Measured;
import io.github.sparkndarray.plan.physical.MeasuredRun;
import io.github.sparkndarray.plan.physical.MemoryProjection;
import io.github.sparkndarray.plan.physical.PhysicalPlan;
import io.github.sparkndarray.plan.physical.Stage;
import io.github.sparkndarray.plan.physical.TimeProjection;
import io.github.sparkndarray.plan.physical.Traffic;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Describes physical plans. */
public final class Describer {
  /** What becomes of a result that only later nests of its stage read. */
  static final String BETWEEN_NESTS = "between nests";

  private final PhysicalPlan plan;

  /** What stages used, by their ids; empty before the plan has run. */
  private final List<Measured> measured;

  /** By the numbers of their last nests, whose results others read. */
  private final Map<Integer, Stage> stages = new HashMap<>();

  private Describer(PhysicalPlan plan, List<Measured> measured) {
    this.plan = plan;
    this.measured = measured;
    plan.stages().forEach(stage -> stages.put(stage.terminal().id(), stage));
  }

  /** What is to be said of a plan. */
  public static PlanDescription describe(PhysicalPlan plan) {
    return new Describer(plan, List.of()).describe();
  }

  /** What is to be said of a plan that has run: what was measured stands beside its projection. */
  public static PlanDescription describe(MeasuredRun run) {
    return new Describer(run.plan(), run.stages()).describe();
  }

  private PlanDescription describe() {
    ClusterSpec cluster = plan.cluster();
    return new PlanDescription(
        new ClusterDescription(
            cluster.executors(), cluster.cores(), cluster.executorMemory(), cluster.bandwidth()),
        plan.stages().stream().map(this::describe).toList());
  }

  /** A stage's outputs, for example {@code argmin int64 (171075,), min float64 (171075,)}. */
  public static String title(Stage stage) {
    Shape shape = stage.terminal().outputShape();
    return stage.terminal().loop().outputs().stream()
        .map(output -> kind(output) + " " + output.dtype() + " " + shape)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String kind(Output output) {
    return output.reduction() == null ? "elementwise" : output.reduction().numpyName();
  }

  private StageDescription describe(Stage stage) {
    List<NestDescription> nests = new ArrayList<>();
    for (LogicalNest nest : stage.producers()) {
      nests.add(NestDescriber.describe(nest, producedIn(stage, nest)));
    }
    nests.add(NestDescriber.describe(stage.terminal(), results(stage)));
    return new StageDescription(
        stage.id() + 1,
        title(stage),
        nests,
        stage.inputs().stream().map(input -> describe(input, stage)).toList(),
        stage.options().stream().map(Describer::describe).toList(),
        blocks(stage),
        projected(stage),
        measured.isEmpty() ? null : measured.get(stage.id()));
  }

  /** The results that no other stage reads: each block has its own part of them. */
  private static List<ResultDescription> producedIn(Stage stage, LogicalNest nest) {
    String part = "";
    if (stage.grid().size() > 0) {
      Box block = stage.grid().box(0);
      BlockRegions regions = BlockRegions.of(stage.producers(), stage.terminal(), block);
      Box computed = regions.computed(nest);
      int rank = nest.loop().parallelRank();
      Shape box = Shape.of(LongStream.of(computed.shape().extents()).limit(rank).toArray());
      part = box + " in each block";
    }
    List<ResultDescription> results = new ArrayList<>();
    for (int output = 0; output < nest.loop().outputs().size(); output++) {
      results.add(result(nest, output, part, BETWEEN_NESTS));
    }
    return results;
  }

  private List<ResultDescription> results(Stage stage) {
    ChunkGrid grid = stage.outputGrid();
    String chunks = counted(grid.size(), "chunk") + " of " + grid.chunkShape();
    List<ResultDescription> results = new ArrayList<>();
    for (int output = 0; output < stage.terminal().loop().outputs().size(); output++) {
      results.add(result(stage.terminal(), output, chunks, kept(stage)));
    }
    return results;
  }

  private static ResultDescription result(
      LogicalNest nest, int output, String chunks, String kept) {
    ArrayRef.Result result = nest.result(output);
    double bytes = (double) result.shape().size() * result.dtype().itemSize();
    return new ResultDescription(
        NestDescriber.name(result), result.dtype() + " " + result.shape(), bytes, chunks, kept);
  }

  private String kept(Stage stage) {
    List<String> places = new ArrayList<>();
    switch (stage.keep()) {
      case ON_DRIVER -> places.add("kept on the driver");
      case IN_CLUSTER -> places.add("kept in the cluster");
      case NOWHERE -> {}
    }
    boolean isRequested =
        plan.outputs().stream().anyMatch(output -> output.nest() == stage.terminal().id());
    if (isRequested) {
      places.add(
          switch (plan.sink()) {
            case WRITE, WRITE_SLABS -> "written";
            case SELECT -> "selected from";
            case COLLECT -> "collected";
            case DROP -> "dropped";
          });
    }
    return String.join(", ", places);
  }

  private InputDescription describe(Stage.Input input, Stage stage) {
    ArrayRef array = input.array();
    String how = input.delivery().description();
    BlockGroups grid = stage.taskGrid();
    if (input.delivery() == Delivery.REPLICATED && grid != null) {
      how +=
          stage.runsAtChunks()
              ? ", to where other chunks lie"
              : ", " + times(grid.groups().counts()) + " groups of blocks";
    }
    if (input.delivery() == Delivery.ALIGNED && input.moved() == 0) {
      how += ", no bytes moved";
    }
    if (input.isWished()) {
      how += ", " + input.why();
    }
    Stage from =
        array.origin() instanceof ArrayRef.Result result ? stages.get(result.nest()) : null;
    return new InputDescription(
        NestDescriber.name(array),
        array.dtype() + " " + array.shape(),
        input.bytes(),
        from == null ? 0 : from.id() + 1,
        input.delivery().name(),
        input.moved(),
        how,
        input.why(),
        array.origin() instanceof ArrayRef.Source source && source.source().isMadeBefore());
  }

  private static OptionDescription describe(DeliveryOption option) {
    return new OptionDescription(
        option.delivery().name(),
        option.moved(),
        option.cost(),
        option.problem(),
        option.isChosen());
  }

  private static BlocksDescription blocks(Stage stage) {
    BlockGroups tasks = stage.taskGrid();
    return new BlocksDescription(
        stage.blockCount(),
        times(stage.grid().counts()),
        stage.grid().chunkShape().toString(),
        stage.isHalved(),
        stage.onDriver(),
        stage.onDriver() ? 0 : stage.tasks(),
        tasks == null || stage.runsAtChunks() ? "" : times(tasks.groups().counts()),
        stage.passCount(),
        stage.hasPartials());
  }

  private ProjectedStage projected(Stage stage) {
    Traffic traffic = stage.traffic();
    MemoryProjection memory = stage.memory();
    TimeProjection time = TimeProjection.of(stage, plan);
    return new ProjectedStage(
        stage.onDriver() ? 0 : (long) stage.tasks() * stage.passCount(),
        memory.task(),
        plan.cluster().taskMemory(),
        memory.executorShared(),
        memory.driver(),
        traffic.broadcast(),
        traffic.shuffled(),
        stage.bytesRead(),
        traffic.total(),
        time.work(),
        time.computing(),
        time.moving(),
        time.launching(),
        time.seconds());
  }

  private static String times(Shape counts) {
    return LongStream.of(counts.extents())
        .mapToObj(Long::toString)
        .collect(Collectors.joining(" × "));
  }

  private static String counted(long count, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
  }
}
