package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.plan.physical.Stage.Input;
import io.github.sparkndarray.plan.physical.Stage.Keep;
import io.github.sparkndarray.shape.ChunkGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Decides deliveries, tasks and memory of a stage whose nests and blocks are settled. */
final class StageFinisher {
  /** Only arrays up to this size are read by stages that run on the driver. */
  private static final long SMALL_INPUT = 4L << 20;

  /**
   * Results of a task up to this size are sent as they are, however small blocks are meant to be.
   */
  private static final long SMALL_RESULT = 64L << 10;

  /** Below this, waking another thread of the driver takes longer than it saves. */
  private static final double SHORTEST_SHARED_NANOS = 1e6;

  /** A share on the driver costs next to nothing, and the last ones should end together. */
  private static final int SHARES_PER_CORE = 16;

  private final StageDraft draft;
  private final List<Stage> earlier;
  private final List<StageDraft> readers;
  private final ClusterSpec cluster;
  private final PlanSettings settings;

  /**
   * @param earlier the stages before this one
   * @param readers the stages that read what this one makes
   */
  StageFinisher(
      StageDraft draft,
      List<Stage> earlier,
      List<StageDraft> readers,
      ClusterSpec cluster,
      PlanSettings settings) {
    this.draft = draft;
    this.earlier = earlier;
    this.readers = readers;
    this.cluster = cluster;
    this.settings = settings;
  }

  Stage finish(int id, Keep keep, Sink sink) {
    double work = WorkEstimate.nanos(draft);
    boolean isSmall = isSmall();
    long blocks = draft.blocks(BlockBox.all(draft.grid())).size();
    boolean onDriver = isSmall || isShortHere(blocks, keep);
    int least = leastTasks(keep, sink);
    TaskCount count = new TaskCount(cluster);
    DeliveryChoice.Chosen chosen = onDriver ? onDriver() : choose(count.of(draft, least));
    int last = chosen.nests().size() - 1;
    BlockGroups grid = chosen.tasks();
    BlockGroups passes = chosen.passes();
    int each =
        passes == null
            ? count.of(draft, least)
            : count.of(draft, passes.group(0), 1.0 / passes.count(), least / passes.count());
    int tasks = tasksWithChunks(chosen).orElseGet(() -> grid == null ? each : busy(grid));
    tasks = onDriver ? threads(work, blocks) : tasks;
    Traffic traffic = onDriver || blocks == 0 ? Traffic.NONE : traffic(chosen, tasks, keep);
    MemoryProjection memory =
        blocks == 0
            ? new MemoryProjection(0, 0, 0)
            : new StageMemory(draft.grid(), chosen, tasks, traffic)
                .project(keep, isSmall ? Sink.COLLECT : sink);
    return new Stage(
        id,
        chosen.nests().subList(0, last),
        chosen.nests().get(last),
        draft.grid(),
        draft.isHalved(),
        chosen.inputs(),
        onDriver,
        tasks,
        grid,
        passes,
        chosen.alignedAxes(),
        chosen.options(),
        onDriver && keep == Keep.IN_CLUSTER ? Keep.ON_DRIVER : keep,
        work,
        traffic,
        memory);
  }

  /**
   * How operands travel: tasks run where chunks lie unless that keeps cores idle, or it costs less
   * to send the chunks than what else blocks read.
   */
  private DeliveryChoice.Chosen choose(int tasks) {
    StageReads reads = reads().withFarPartsApart();
    DeliveryChoice inPlace = new DeliveryChoice(reads, cluster, settings);
    DeliveryChoice sent = new DeliveryChoice(reads.withNothingAligned(), cluster, settings);
    boolean mayBeSent =
        !reads.alignedAxes().isEmpty()
            && settings.delivery() == PlanSettings.DeliveryWish.AUTO
            && sent.leastCost(tasks).isPresent();
    if (!mayBeSent || inPlace.leastCost(tasks).isEmpty()) {
      return (mayBeSent ? sent : inPlace).choose(tasks);
    }
    DeliveryChoice.Chosen here = inPlace.choose(tasks);
    boolean isSent =
        BlocksAlongChunks.isIdle(draft, tasksWithChunks(here).orElse(tasks), cluster)
            || sent.leastCost(tasks).getAsDouble() < inPlace.leastCost(tasks).getAsDouble();
    return isSent ? sent.choose(tasks) : here;
  }

  /** The tasks of a pass: of pairs that are computed once, the first and the last differ. */
  private int ofPass(TaskCount count, BlockGroups passes, int least) {
    double all = draft.blocks(BlockBox.all(draft.grid())).size();
    BlockBox first = passes.group(0);
    BlockBox last = passes.group(passes.count() - 1);
    double ofFirst = draft.blocks(first).size();
    double ofLast = draft.blocks(last).size();
    return count.of(
        draft,
        ofFirst >= ofLast ? first : last,
        Math.max(ofFirst, ofLast) / all,
        least / passes.count());
  }

  /** How many tasks have blocks, of those that have rectangles of them. */
  private int busy(BlockGroups grid) {
    return draft.isHalved() ? new UpperGroups(grid).busy() : grid.count();
  }

  /** The tasks that run blocks where the chunks lie that they read, if any do. */
  private OptionalInt tasksWithChunks(DeliveryChoice.Chosen chosen) {
    return chosen.inputs().stream()
        .filter(input -> input.delivery() == Delivery.ALIGNED)
        .mapToInt(input -> partitions(input.array().origin()))
        .max();
  }

  private int partitions(ArrayRef array) {
    if (array instanceof ArrayRef.Source source
        && source.source() instanceof ChunkedSource chunked) {
      return chunked.partitions();
    }
    return earlier.stream()
        .filter(stage -> array instanceof ArrayRef.Result r && stage.terminal().id() == r.nest())
        .mapToInt(stage -> KeptChunks.partitions(stage, cluster))
        .findFirst()
        .orElse(1);
  }

  /**
   * Enough tasks that none has much more than a block's worth of results to send the driver, and
   * that results which stay in the cluster can lie where they are made.
   */
  private int leastTasks(Keep keep, Sink sink) {
    if (keep == Keep.IN_CLUSTER) {
      // Those that read the results where they lie have as many tasks.
      TaskCount count = new TaskCount(cluster);
      return readers.stream()
          .mapToInt(reader -> count.of(reader, 1))
          .reduce(KeptChunks.least(draft.outputGrid(), cluster), Math::max);
    }
    if (keep != Keep.ON_DRIVER && sink != Sink.COLLECT) {
      return 1;
    }
    long tasks = draft.resultBytes() / Math.max(SMALL_RESULT, settings.blockBytes());
    return (int) Math.max(1, Math.min(tasks, TaskCount.MOST));
  }

  private Traffic traffic(DeliveryChoice.Chosen chosen, int tasks, Keep keep) {
    double broadcast = 0;
    double shuffled = 0;
    for (Input input : chosen.inputs()) {
      switch (input.delivery()) {
        case BROADCAST, PANELS -> broadcast += input.moved();
        case REPLICATED, ALIGNED -> shuffled += input.moved();
        case STORED, MAPPED, LOCAL -> {}
      }
    }
    double partials = 0;
    if (draft.terminal().loop().isReduction()) {
      partials =
          PartialCount.bytes(
              draft.terminal(),
              draft.grid(),
              draft.isHalved(),
              tasks,
              chosen.tasks(),
              chosen.passes());
    }
    if (partials > 0) {
      shuffled += Traffic.mergesOnDriver(partials, keep) ? 0 : partials;
    } else if (keep == Keep.IN_CLUSTER && !staysInPlace(chosen, tasks)) {
      shuffled += draft.resultBytes();
    }
    return new Traffic(broadcast, shuffled, partials);
  }

  /**
   * Whether results that are kept may lie where they are made, as whoever reads them finds them.
   */
  private boolean staysInPlace(DeliveryChoice.Chosen chosen, int tasks) {
    long enough = KeptChunks.least(draft.outputGrid(), cluster);
    long chunks =
        chosen.alignedAxes().stream()
            .mapToLong(axis -> draft.grid().counts().extent(axis))
            .reduce(1, (a, b) -> a * b);
    boolean isFound =
        chosen.inputs().stream().noneMatch(input -> input.delivery() == Delivery.ALIGNED)
            || chunks == draft.grid().size();
    return chosen.passes() == null && tasks >= enough && isFound;
  }

  private DeliveryChoice.Chosen onDriver() {
    StageReads reads = reads();
    List<Input> inputs = new ArrayList<>();
    for (ArrayRef array : draft.outsideAccesses().keySet()) {
      // What is mapped takes no memory of the driver's own.
      inputs.add(
          isMapped(array)
              ? new Input(array, Delivery.MAPPED, 0)
              : isReadInParts(array)
                  ? new Input(array, Delivery.STORED, reads.readBytes(array))
                  : new Input(array, Delivery.LOCAL, 0));
    }
    return new DeliveryChoice.Chosen(reads, inputs);
  }

  /** Whether the driver reads of a stored array what each block needs, and not all at once. */
  private static boolean isReadInParts(ArrayRef array) {
    return array.origin() instanceof ArrayRef.Source source
        && !(source.source() instanceof ChunkedSource)
        && ArrayBytes.of(array) > Stage.READ_WHOLE;
  }

  private StageReads reads() {
    return new StageReads(draft, this::chunks, this::isMapped, this::partitions);
  }

  private boolean isMapped(ArrayRef array) {
    return MappedSource.isMapped(array, cluster, settings);
  }

  /** Whether a Spark job would only delay the cores that would run it. */
  private boolean isShortHere(long blocks, Keep keep) {
    return cluster.inDriver()
        && settings.driverWork() > 0
        && settings.delivery() == PlanSettings.DeliveryWish.AUTO
        && keep != Keep.IN_CLUSTER
        && draft.outsideAccesses().keySet().stream().allMatch(array -> chunks(array).isEmpty())
        && KernelTime.seconds(draft.producers(), draft.terminal(), draft.grid(), blocks, cluster)
                * 1e9
            <= settings.localNanos();
  }

  private boolean isSmall() {
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

  /** How many shares of a stage on the driver its threads take in turn. */
  private int threads(double work, long blocks) {
    long shares = work < SHORTEST_SHARED_NANOS ? 1 : (long) cluster.cores() * SHARES_PER_CORE;
    return (int) Math.max(1, Math.min(shares, blocks));
  }
}
