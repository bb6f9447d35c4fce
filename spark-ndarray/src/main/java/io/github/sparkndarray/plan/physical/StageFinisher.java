package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.plan.physical.Stage.Input;
import io.github.sparkndarray.plan.physical.Stage.Keep;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Decides deliveries, tasks and memory of a stage whose nests and blocks are settled. */
final class StageFinisher {
  /** Only arrays up to this size are read by stages that run on the driver. */
  private static final long SMALL_INPUT = 4L << 20;

  /** Panels, tiles and code of a running kernel. */
  private static final long KERNEL_SCRATCH = 4L << 20;

  /** What reading a box of a file takes beside the box itself. */
  static final long READ_STAGING = 4L << 20;

  private static final double LONGEST_TASK_NANOS = 1e9;

  /** Below this, what Spark needs for a task begins to count. */
  private static final double SHORTEST_TASK_NANOS = 100e6;

  /**
   * What the driver needs to start a task. It starts one after another, so that with thousands of
   * cores tasks must be longer for it to keep up.
   */
  private static final double LAUNCH_NANOS = 1e6;

  /** How much longer a task takes by {@link WorkEstimate} than vectorized kernels may need. */
  private static final double VECTORIZED = 10;

  private static final int TASKS_PER_SLOT = 4;
  private static final int MOST_TASKS = 1_000_000;

  private final StageDraft draft;
  private final List<Stage> earlier;
  private final ClusterSpec cluster;
  private final PlanSettings settings;

  StageFinisher(StageDraft draft, List<Stage> earlier, ClusterSpec cluster, PlanSettings settings) {
    this.draft = draft;
    this.earlier = earlier;
    this.cluster = cluster;
    this.settings = settings;
  }

  Stage finish(int id, Keep keep, Sink sink) {
    double work = 0;
    for (LogicalNest nest : draft.nests()) {
      work += WorkEstimate.nanos(nest.loop());
    }
    boolean onDriver = fitsDriver();
    DeliveryChoice.Chosen chosen =
        onDriver
            ? onDriver()
            : new DeliveryChoice(new StageReads(draft, this::chunks), cluster, settings)
                .choose(tasks(work, draft.grid().size()));
    int last = chosen.nests().size() - 1;
    BlockGroups grid = chosen.tasks();
    BlockGroups passes = chosen.passes();
    int each =
        passes == null
            ? tasks(work, draft.grid().size())
            : tasks(work / passes.count(), passes.group(0).size());
    return new Stage(
        id,
        chosen.nests().subList(0, last),
        chosen.nests().get(last),
        draft.grid(),
        chosen.inputs(),
        onDriver,
        grid == null ? each : grid.count(),
        grid,
        passes,
        chosen.alignedAxes(),
        chosen.options(),
        keep,
        work,
        project(chosen, keep, sink));
  }

  private DeliveryChoice.Chosen onDriver() {
    List<Input> inputs = new ArrayList<>();
    for (ArrayRef array : draft.outsideAccesses().keySet()) {
      inputs.add(new Input(array, Delivery.LOCAL, 0));
    }
    return new DeliveryChoice.Chosen(new StageReads(draft, this::chunks), inputs);
  }

  private boolean fitsDriver() {
    double points = 0;
    for (LogicalNest nest : draft.nests()) {
      points += IterationSpace.points(nest.loop());
    }
    return points <= settings.driverWork()
        && draft.outsideAccesses().keySet().stream()
            .allMatch(array -> ArrayBytes.of(array) <= SMALL_INPUT && chunks(array).isEmpty());
  }

  /** The chunks of an array that lies in the cluster's memory. */
  private Optional<ChunkGrid> chunks(ArrayRef array) {
    if (array instanceof ArrayRef.Source source
        && source.source() instanceof ChunkedSource chunked) {
      return Optional.of(chunked.grid());
    }
    if (array instanceof ArrayRef.Result result) {
      return earlier.stream()
          .filter(stage -> stage.terminal().id() == result.nest())
          .filter(stage -> stage.keep() == Keep.IN_CLUSTER)
          .map(Stage::outputGrid)
          .findFirst();
    }
    return Optional.empty();
  }

  private int tasks(double work, long blocks) {
    double slots = cluster.slots();
    double longest = Math.max(LONGEST_TASK_NANOS, slots * LAUNCH_NANOS * VECTORIZED);
    double most = Math.max(work / longest, slots * TASKS_PER_SLOT);
    double each = Math.ceil(Math.min(most, work / SHORTEST_TASK_NANOS) / slots);
    double wanted = slots * Math.max(1, each);
    return (int) Math.max(1, Math.min(Math.min(wanted, blocks), MOST_TASKS));
  }

  private MemoryProjection project(DeliveryChoice.Chosen chosen, Keep keep, Sink sink) {
    if (draft.grid().size() == 0) {
      return new MemoryProjection(0, 0, 0);
    }
    Box block = draft.grid().box(0);
    List<LogicalNest> producers = chosen.nests().subList(0, chosen.nests().size() - 1);
    LogicalNest terminal = chosen.nests().get(chosen.nests().size() - 1);
    BlockRegions regions = BlockRegions.of(producers, terminal, block);
    long task = KERNEL_SCRATCH;
    long shared = 0;
    long driver = 0;
    for (Input input : chosen.inputs()) {
      switch (input.delivery()) {
        case ALIGNED -> task += regions.bytes(input.array());
        case STORED -> task += regions.bytes(input.array()) + READ_STAGING;
        case REPLICATED -> {
          BlockGroups grid = Objects.requireNonNull(chosen.tasks());
          Box part = BlockRegions.of(producers, terminal, grid.box(0)).read(input.array());
          task += ArrayBytes.of(input.array(), part) + READ_STAGING;
        }
        case BROADCAST -> {
          shared += input.moved() > 0 ? input.bytes() : 0;
          driver += input.moved() > 0 ? 2 * input.bytes() : 0;
          task += !input.inParts() ? 0 : regions.bytes(input.array());
        }
        case PANELS -> {
          BlockGroups passes = Objects.requireNonNull(chosen.passes());
          Box part = BlockRegions.of(producers, terminal, passes.box(0)).read(input.array());
          long panel = ArrayBytes.of(input.array(), part);
          shared += panel;
          driver += 2 * panel;
          task += panel > BroadcastDelivery.VARIABLE_BYTES ? regions.bytes(input.array()) : 0;
        }
        case LOCAL -> driver += input.bytes();
      }
    }
    for (LogicalNest producer : draft.producers()) {
      for (int output = 0; output < producer.loop().outputs().size(); output++) {
        if (regions.arrays().containsKey(producer.result(output))) {
          task += regions.bytes(producer.result(output));
        }
      }
    }
    // A block's outputs exist once where they are made and, unless they are written from there, a
    // second time as serialized results.
    boolean serialized = keep != Keep.NOWHERE || sink == Sink.COLLECT;
    task += blockOutputBytes(block) * (serialized ? 3 : 1);
    if (keep == Keep.ON_DRIVER || sink == Sink.COLLECT) {
      driver += 2 * outputBytes();
    }
    return new MemoryProjection(task, shared, driver);
  }

  private long blockOutputBytes(Box block) {
    LoopNest loop = draft.terminal().loop();
    long elements = 1;
    for (int axis = 0; axis < loop.parallelRank(); axis++) {
      boolean parallel = loop.axes().get(axis).role() == Axis.Role.PARALLEL;
      elements *= parallel ? block.extent(axis) : 1;
    }
    long bytes = 0;
    for (Output output : loop.outputs()) {
      bytes += elements * BlockGrids.bytesPerElement(output);
    }
    return bytes;
  }

  private long outputBytes() {
    long bytes = 0;
    for (int output = 0; output < draft.terminal().loop().outputs().size(); output++) {
      bytes += ArrayBytes.of(draft.terminal().result(output));
    }
    return bytes;
  }
}
