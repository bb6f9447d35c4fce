package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.plan.logical.LogicalPlan;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.IndexMap;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes physical plans. Nests are visited from the last to the first, so that whoever reads a
 * nest's results has its stage and its blocks already; a nest joins the stage of its readers where
 * each of their blocks needs a part of its own, and otherwise begins a stage.
 */
public final class Planner {
  /** Blocks are not made smaller than this to fit a task's memory. */
  private static final long SMALLEST_BLOCK_BYTES = 256 << 10;

  /** So many nests that make what others read are looked through. */
  static final int MOST_MAKERS = 4;

  /** Longer than this, making what a block reads is worth a stage with a task for each core. */
  private static final double LONGEST_MAKING_NANOS = 4e9;

  private final LogicalPlan logical;
  private final Sink sink;
  private final ClusterSpec cluster;
  private final PlanSettings settings;
  private final Folding folding;

  /** The chunks of what stays in the cluster for several readers, by the nests that make it. */
  private final Map<Integer, Shape> sharedChunks;

  private final ReducedCuts cuts;
  private final BlocksAlongChunks alongChunks;

  private final List<StageDraft> drafts = new ArrayList<>();

  private Planner(
      LogicalPlan logical,
      Sink sink,
      ClusterSpec cluster,
      Attempt attempt,
      Map<Integer, Shape> sharedChunks) {
    this.logical = logical;
    this.sink = sink;
    this.cluster = cluster;
    this.settings = attempt.settings();
    this.folding = attempt.folding();
    this.sharedChunks = sharedChunks;
    this.cuts = new ReducedCuts(logical, attempt.cutting());
    this.alongChunks =
        new BlocksAlongChunks(
            this::chunks,
            this::maker,
            this::isKept,
            this::travels,
            nest -> work(nest, 0),
            cluster,
            settings);
  }

  /**
   * The plan for a cluster. One that does not fit is tried with smaller blocks before it is
   * refused.
   *
   * @throws NDArrayException when it would not fit the cluster's memory or needs a delivery that
   *     there is not
   */
  public static PhysicalPlan plan(
      LogicalPlan logical, Sink sink, ClusterSpec cluster, PlanSettings settings) {
    NDArrayException error = null;
    for (Attempt attempt : attempts(settings)) {
      try {
        PhysicalPlan plan = best(logical, sink, cluster, attempt);
        Optional<MemoryCheck.Problem> problem = MemoryCheck.of(plan);
        if (problem.isEmpty()) {
          assert PlanInvariants.hold(plan);
          return plan;
        }
        error = error == null || attempt.folding() == Folding.BUSY ? problem.get().error() : error;
      } catch (NDArrayException e) {
        if (e.code() != ErrorCode.MEMORY) {
          throw e;
        }
        error = error == null ? e : error;
      }
    }
    throw Objects.requireNonNull(error);
  }

  /**
   * How a plan is made.
   *
   * @param settings blocks follow from these
   * @param cutting and where sums are cut from these
   * @param folding which passes join the stages of those that read them
   */
  private record Attempt(PlanSettings settings, PlanSettings cutting, Folding folding) {}

  /** Which passes whose results each block needs a part of join the stages that read them. */
  private enum Folding {
    /** Those that leave no cores idle. */
    BUSY,
    /** All. */
    ALL,
    /** None whose results the cluster can keep. */
    NONE
  }

  /**
   * What is tried until a plan fits: smaller blocks, with idle cores if need be, then stages of
   * their own for all passes, and at last what changes the bits of sums over kept arrays, their
   * chunks.
   */
  private static List<Attempt> attempts(PlanSettings settings) {
    List<PlanSettings> smaller = new ArrayList<>(List.of(settings));
    for (long bytes = settings.blockBytes(); bytes >= SMALLEST_BLOCK_BYTES; bytes /= 4) {
      smaller.add(settings.withBlockBytes(bytes / 4));
    }
    List<Attempt> attempts = new ArrayList<>();
    for (Folding folding : Folding.values()) {
      smaller.forEach(tried -> attempts.add(new Attempt(tried, settings, folding)));
    }
    smaller.forEach(tried -> attempts.add(new Attempt(tried, tried, Folding.BUSY)));
    return attempts;
  }

  /** The plan, with other chunks between its stages where these make it move less. */
  private static PhysicalPlan best(
      LogicalPlan logical, Sink sink, ClusterSpec cluster, Attempt attempt) {
    PhysicalPlan plan = new Planner(logical, sink, cluster, attempt, Map.of()).plan();
    Map<Integer, Shape> chunks = SharedChunks.of(plan, logical, attempt.settings());
    if (chunks.isEmpty()) {
      return plan;
    }
    PhysicalPlan other = new Planner(logical, sink, cluster, attempt, chunks).plan();
    return other.isLighter(plan) && MemoryCheck.of(other).isEmpty() ? other : plan;
  }

  private PhysicalPlan plan() {
    for (int n = logical.nests().size() - 1; n >= 0; n--) {
      place(logical.nests().get(n));
    }
    Collections.reverse(drafts);
    List<Stage> stages = new ArrayList<>();
    for (StageDraft draft : drafts) {
      List<StageDraft> readers = readers(draft.terminal());
      boolean requested = isRequested(draft.terminal());
      stages.add(
          new StageFinisher(draft, stages, readers, cluster, settings)
              .finish(stages.size(), keep(draft.terminal()), requested ? sink : Sink.DROP));
    }
    return new PhysicalPlan(stages, logical.outputs(), cluster, sink, logical.persisted());
  }

  private void place(LogicalNest nest) {
    List<StageDraft> readers = readers(nest);
    boolean folded =
        readers.size() == 1
            && mayBeFolded(nest)
            && !isBetterApart(nest, readers.get(0))
            && readers.get(0).fold(nest);
    if (!folded) {
      drafts.add(new StageDraft(nest, grid(nest, readers)));
    }
  }

  /**
   * Whether too few blocks read a nest's results to keep all cores busy with making them, or it is
   * to be apart to need less memory: if the cluster can keep the results.
   */
  private boolean isBetterApart(LogicalNest nest, StageDraft reader) {
    double work = WorkEstimate.nanos(nest.loop()) / Math.max(1, reader.grid().size());
    boolean isIdle = reader.grid().size() < cluster.slots() && work > LONGEST_MAKING_NANOS;
    boolean isApart =
        switch (folding) {
          case BUSY -> isIdle;
          case ALL -> false;
          case NONE -> true;
        };
    return isApart && resultBytes(nest) <= (double) cluster.executorMemory() * cluster.executors();
  }

  private static double resultBytes(LogicalNest nest) {
    double bytes = 0;
    for (int output = 0; output < nest.loop().outputs().size(); output++) {
      bytes += ArrayBytes.of(nest.result(output));
    }
    return bytes;
  }

  private List<StageDraft> readers(LogicalNest nest) {
    return drafts.stream().filter(draft -> reads(draft, nest)).toList();
  }

  private ChunkGrid grid(LogicalNest nest, List<StageDraft> readers) {
    PlanSettings wished = settings.wished(nest.wishes());
    ChunkGrid coarse = coarseGrid(nest, readers);
    ChunkGrid finer =
        FinerBlocks.cut(
            nest,
            coarse,
            array -> travels(array) && !MappedSource.isMapped(array, cluster, wished),
            cluster,
            wished);
    boolean isCoarse =
        wished.delivery() == PlanSettings.DeliveryWish.AUTO
            && !finer.equals(coarse)
            && alongChunks.cost(nest, coarse) < alongChunks.cost(nest, finer);
    ChunkGrid blocks = isCoarse ? coarse : finer;
    if (Double.isInfinite(alongChunks.cost(nest, blocks))) {
      // Better with idle cores than not at all.
      blocks =
          alongChunks
              .of(nest, coarse, true)
              .filter(along -> Double.isFinite(alongChunks.cost(nest, along)))
              .orElse(blocks);
    }
    Shape chunks = chunksOf(nest);
    return chunks == null ? blocks : BlockGrids.inChunks(nest.loop(), chunks, blocks);
  }

  /** The chunks that a nest's results must have, as users wish or as it is kept; else null. */
  private @Nullable Shape chunksOf(LogicalNest nest) {
    return nest.wishes().chunkShape() != null || logical.keeps(nest)
        ? cuts.chunksOf(nest)
        : sharedChunks.get(nest.id());
  }

  /** Whether an array can be sent in parts: from storage or from the cluster's memory. */
  private boolean travels(ArrayRef array) {
    return array instanceof ArrayRef.Source
        || (array instanceof ArrayRef.Result result
            && keep(logical.nests().get(result.nest())) == Stage.Keep.IN_CLUSTER);
  }

  private ChunkGrid coarseGrid(LogicalNest nest, List<StageDraft> readers) {
    ChunkGrid rows =
        BlockGrids.choose(
            nest.loop(), cuts.reads(nest), cuts.of(nest), work(nest, 0), cluster, settings);
    boolean isSelected = sink == Sink.SELECT && isRequested(nest);
    ChunkGrid chosen = isSelected ? PairBlocks.square(nest.loop(), rows) : rows;
    Optional<ChunkGrid> chunked = alongChunks.of(nest, chosen, false);
    if (chunked.isPresent()) {
      return chunked.get();
    }
    boolean inCluster = keep(nest) == Stage.Keep.IN_CLUSTER;
    if (!inCluster || readers.isEmpty()) {
      return chosen;
    }
    ChunkGrid like = likeReader(nest, chosen, readers.get(0));
    return BlocksAlongChunks.isIdle(readers.get(0), like.size(), cluster) ? chosen : like;
  }

  /** What a nest takes on one core, with those that may run in its blocks. */
  private double work(LogicalNest nest, int depth) {
    double work = WorkEstimate.nanos(nest.loop());
    if (depth < MOST_MAKERS) {
      Set<LogicalNest> makers = new HashSet<>();
      nest.inputs().forEach(array -> maker(array).ifPresent(makers::add));
      work += makers.stream().mapToDouble(maker -> work(maker, depth + 1)).sum();
    }
    return work;
  }

  /** The nest that makes an array, if it may run in the blocks of its reader. */
  private Optional<LogicalNest> maker(ArrayRef array) {
    return array instanceof ArrayRef.Result result
        ? Optional.of(logical.nests().get(result.nest())).filter(this::mayBeFolded)
        : Optional.empty();
  }

  private boolean mayBeFolded(LogicalNest nest) {
    return !isRequested(nest)
        && !logical.keeps(nest)
        && nest.wishes().chunkShape() == null
        && !nest.wishes().isApart()
        && !cuts.cuts(nest);
  }

  /** Whether an array's chunks follow from its expression alone, whatever the cluster. */
  private boolean isKept(ArrayRef array) {
    return array instanceof ArrayRef.Source
        || (array instanceof ArrayRef.Result result
            && logical.keeps(logical.nests().get(result.nest())));
  }

  /**
   * The chunks of an array that stays in the cluster's memory: the same where this plan is to keep
   * it there as where it lies there already, so that what is computed of it has the same bits.
   */
  private Optional<ChunkGrid> chunks(ArrayRef array) {
    if (array instanceof ArrayRef.Source source
        && source.source() instanceof ChunkedSource chunked) {
      return Optional.of(chunked.grid());
    }
    if (array instanceof ArrayRef.Result result) {
      LogicalNest maker = logical.nests().get(result.nest());
      boolean isLaidOut = logical.keeps(maker) || sharedChunks.containsKey(maker.id());
      Shape kept = isLaidOut ? chunksOf(maker) : null;
      boolean small = IterationSpace.points(maker.loop()) <= settings.driverWork();
      return kept == null || small
          ? Optional.empty()
          : Optional.of(new ChunkGrid(result.shape(), kept));
    }
    return Optional.empty();
  }

  /**
   * Blocks along the output's axes as the stage that reads the results has them, if it cuts them.
   */
  private static ChunkGrid likeReader(LogicalNest nest, ChunkGrid chosen, StageDraft reader) {
    long[] block = chosen.chunkShape().extents();
    boolean isCut = false;
    for (StageDraft.Access access : reader.accesses()) {
      if (access.array() instanceof ArrayRef.Result result && result.nest() == nest.id()) {
        for (int d = 0; d < access.map().sourceRank(); d++) {
          int axis = access.map().axis(d);
          boolean cut = axis != IndexMap.NO_AXIS && access.lengths()[axis] > 0;
          block[d] = cut ? access.lengths()[axis] : chosen.shape().extent(d);
          isCut |= cut;
        }
        break;
      }
    }
    return isCut ? BlockGrids.grid(nest.loop(), block) : chosen;
  }

  private static boolean reads(StageDraft draft, LogicalNest nest) {
    return draft.nests().stream()
        .flatMap(reader -> reader.inputs().stream())
        .anyMatch(input -> input instanceof ArrayRef.Result r && r.nest() == nest.id());
  }

  private boolean isRequested(LogicalNest nest) {
    return logical.outputs().stream().anyMatch(output -> output.nest() == nest.id());
  }

  private Stage.Keep keep(LogicalNest nest) {
    if (logical.keeps(nest)) {
      return Stage.Keep.IN_CLUSTER;
    }
    boolean read =
        logical.nests().stream()
            .flatMap(reader -> reader.inputs().stream())
            .anyMatch(input -> input instanceof ArrayRef.Result r && r.nest() == nest.id());
    if (!read) {
      return Stage.Keep.NOWHERE;
    }
    return resultBytes(nest) <= settings.keepOnDriver()
        ? Stage.Keep.ON_DRIVER
        : Stage.Keep.IN_CLUSTER;
  }
}
