package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.plan.logical.LogicalPlan;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.IndexMap;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
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
  private static final int BLOCKS_PER_SLOT = 2;

  /** Blocks are not made smaller than this to fit a task's memory. */
  private static final long SMALLEST_BLOCK_BYTES = 256 << 10;

  /** Longer than this on one core, a block is worth moving its operands for. */
  private static final double LONGEST_BLOCK_NANOS = 1e9;

  private final LogicalPlan logical;
  private final Sink sink;
  private final ClusterSpec cluster;
  private final PlanSettings settings;

  /** The chunks of what stays in the cluster for several readers, by the nests that make it. */
  private final Map<Integer, Shape> sharedChunks;

  /** What blocks read, by nests. */
  private final Map<Integer, BlockReads> reads;

  private final List<StageDraft> drafts = new ArrayList<>();

  private Planner(
      LogicalPlan logical,
      Sink sink,
      ClusterSpec cluster,
      PlanSettings settings,
      Map<Integer, Shape> sharedChunks) {
    this.logical = logical;
    this.sink = sink;
    this.cluster = cluster;
    this.settings = settings;
    this.sharedChunks = sharedChunks;
    this.reads = BlockReads.of(logical, settings);
  }

  /**
   * The plan for a cluster. One that does not fit is tried with smaller blocks before it is
   * refused.
   *
   * @throws io.github.sparkndarray.error.NDArrayException when it would not fit the cluster's
   *     memory or needs a delivery that there is not
   */
  public static PhysicalPlan plan(
      LogicalPlan logical, Sink sink, ClusterSpec cluster, PlanSettings settings) {
    PlanSettings tried = settings;
    while (true) {
      PhysicalPlan plan = best(logical, sink, cluster, tried);
      Optional<MemoryCheck.Problem> problem = MemoryCheck.of(plan);
      if (problem.isEmpty()) {
        assert PlanInvariants.hold(plan);
        return plan;
      }
      if (!problem.get().ofTasks() || tried.blockBytes() < SMALLEST_BLOCK_BYTES) {
        throw problem.get().error();
      }
      tried = tried.withBlockBytes(tried.blockBytes() / 4);
    }
  }

  /** The plan, with other chunks between its stages where these make it move less. */
  private static PhysicalPlan best(
      LogicalPlan logical, Sink sink, ClusterSpec cluster, PlanSettings settings) {
    PhysicalPlan plan = new Planner(logical, sink, cluster, settings, Map.of()).plan();
    Map<Integer, Shape> chunks = SharedChunks.of(plan, logical, settings);
    if (chunks.isEmpty()) {
      return plan;
    }
    PhysicalPlan other = new Planner(logical, sink, cluster, settings, chunks).plan();
    return other.moved() < plan.moved() && MemoryCheck.of(other).isEmpty() ? other : plan;
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
            && !isRequested(nest)
            && !logical.keeps(nest)
            && nest.wishes().chunkShape() == null
            && !nest.wishes().isApart()
            && !BlockGrids.cutsReduction(nest.loop(), reads(nest), settings)
            && readers.get(0).fold(nest);
    if (!folded) {
      drafts.add(new StageDraft(nest, grid(nest, readers)));
    }
  }

  private List<StageDraft> readers(LogicalNest nest) {
    return drafts.stream().filter(draft -> reads(draft, nest)).toList();
  }

  private BlockReads reads(LogicalNest nest) {
    return Objects.requireNonNull(reads.get(nest.id()));
  }

  private ChunkGrid grid(LogicalNest nest, List<StageDraft> readers) {
    PlanSettings wished = settings.wished(nest.wishes());
    ChunkGrid coarse = coarseGrid(nest, readers);
    ChunkGrid blocks =
        wished.delivery() == PlanSettings.DeliveryWish.AUTO && movesLessInPlace(nest, coarse)
            ? coarse
            : FinerBlocks.cut(
                nest,
                coarse,
                array -> travels(array) && !MappedSource.isMapped(array, cluster, wished),
                cluster,
                wished);
    Shape chunks = chunksOf(nest);
    return chunks == null ? blocks : BlockGrids.inChunks(nest.loop(), chunks, blocks);
  }

  /** The chunks that a nest's results must have, as users wish or as it is kept; else null. */
  private @Nullable Shape chunksOf(LogicalNest nest) {
    Shape wished = nest.wishes().chunkShape();
    if (wished == null && logical.keeps(nest)) {
      return BlockGrids.keptChunks(nest.loop(), reads(nest), settings);
    }
    return wished == null ? sharedChunks.get(nest.id()) : wished;
  }

  /** Whether an array can be sent in parts: from storage or from the cluster's memory. */
  private boolean travels(ArrayRef array) {
    return array instanceof ArrayRef.Source
        || (array instanceof ArrayRef.Result result
            && keep(logical.nests().get(result.nest())) == Stage.Keep.IN_CLUSTER);
  }

  private ChunkGrid coarseGrid(LogicalNest nest, List<StageDraft> readers) {
    ChunkGrid rows = BlockGrids.choose(nest.loop(), reads(nest), cluster, settings);
    boolean isSelected = sink == Sink.SELECT && isRequested(nest);
    ChunkGrid chosen = isSelected ? PairBlocks.square(nest.loop(), rows) : rows;
    Optional<ChunkGrid> chunked = alongChunks(nest, chosen);
    if (chunked.isPresent()) {
      return chunked.get();
    }
    boolean inCluster = keep(nest) == Stage.Keep.IN_CLUSTER;
    return inCluster && !readers.isEmpty() ? likeReader(nest, chosen, readers.get(0)) : chosen;
  }

  /**
   * Whether some arrays in the cluster may stay where they lie, as their chunks are the blocks, and
   * what the blocks are sent of the others is less than all of them together.
   */
  private boolean movesLessInPlace(LogicalNest nest, ChunkGrid blocks) {
    double all =
        nest.inputs().stream()
            .filter(array -> chunks(array).isPresent())
            .mapToDouble(ArrayBytes::of)
            .sum();
    return movedInPlace(nest, blocks) < all;
  }

  /** The bytes that move where chunks that are blocks stay in place; infinite if there are none. */
  private double movedInPlace(LogicalNest nest, ChunkGrid blocks) {
    boolean isKnown =
        nest.inputs().stream().allMatch(array -> chunks(array).isPresent() || !travels(array));
    if (!isKnown) {
      return Double.POSITIVE_INFINITY;
    }
    StageReads reads =
        new StageReads(
            new StageDraft(nest, blocks),
            this::chunks,
            array -> MappedSource.isMapped(array, cluster, settings),
            array -> partitions(chunks(array)));
    return new ChunksInPlace(reads, cluster)
        .choose()
        .map(DeliveryChoice.Chosen::moved)
        .orElse(Double.POSITIVE_INFINITY);
  }

  private int partitions(Optional<ChunkGrid> chunks) {
    return chunks.map(grid -> KeptChunks.least(grid, cluster)).orElse(1);
  }

  /**
   * Blocks that are the chunks of an array in the cluster's memory, if the nest reads one so: of
   * several the one of which the fewest bytes move.
   */
  private Optional<ChunkGrid> alongChunks(LogicalNest nest, ChunkGrid chosen) {
    if (BlockGrids.isHalved(nest.loop(), chosen)) {
      return Optional.empty();
    }
    List<ChunkGrid> candidates = candidates(nest, chosen);
    return nest.loop().isReduction() || candidates.size() < 2
        ? candidates.stream().findFirst()
        : candidates.stream().min(Comparator.comparingDouble(blocks -> movedInPlace(nest, blocks)));
  }

  private List<ChunkGrid> candidates(LogicalNest nest, ChunkGrid chosen) {
    Set<ChunkGrid> candidates = new LinkedHashSet<>();
    for (KernelOperand operand : nest.loop().operands()) {
      if (operand instanceof KernelOperand.Memory memory) {
        ArrayRef array = nest.inputs().get(memory.input());
        Optional<ChunkGrid> along =
            chunks(array)
                .flatMap(lying -> along(lying, memory.map(), nest, chosen, isKept(array)))
                .filter(blocks -> !isIdle(nest, blocks, chosen))
                .filter(blocks -> !isTooLarge(nest, chunks(array), blocks));
        along.ifPresent(candidates::add);
      }
    }
    return List.copyOf(candidates);
  }

  /**
   * Whether blocks make more than blocks are meant to where they make more than a value for each
   * element of a chunk: all pairs of its rows with others.
   */
  private boolean isTooLarge(LogicalNest nest, Optional<ChunkGrid> lying, ChunkGrid blocks) {
    double points = blocks.chunkShape().size();
    double bytes = 0;
    for (Output output : nest.loop().outputs()) {
      bytes += points * BlockGrids.bytesPerElement(output);
    }
    return !nest.loop().isReduction()
        && lying.filter(chunks -> points <= chunks.chunkShape().size()).isEmpty()
        && bytes > settings.blockBytes();
  }

  /**
   * Blocks along the chunks of an array.
   *
   * @param isKept whether the array's chunks are part of what sums over it mean to the last bit
   */
  private static Optional<ChunkGrid> along(
      ChunkGrid chunks, IndexMap map, LogicalNest nest, ChunkGrid chosen, boolean isKept) {
    long[] block = isKept ? chosen.shape().extents() : chosen.chunkShape().extents();
    boolean isFree = isKept || FinerBlocks.isExact(nest.loop());
    for (int d = 0; d < chunks.shape().rank(); d++) {
      int axis = map.axis(d);
      long length = chunks.chunkShape().extent(d);
      boolean isCut = chunks.counts().extent(d) > 1;
      if (axis == IndexMap.NO_AXIS || axis >= block.length) {
        if (isCut) {
          return Optional.empty();
        }
      } else if (isCut || !isKept) {
        boolean isReduced = nest.loop().axes().get(axis).role() == Axis.Role.REDUCED;
        if (isReduced && !isFree && length != chosen.chunkShape().extent(axis)) {
          return Optional.empty();
        }
        block[axis] = length;
      }
    }
    return Optional.of(BlockGrids.grid(nest.loop(), block));
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
   * Whether blocks along chunks would keep cores idle for so long that it is better to move the
   * chunks to finer blocks.
   */
  private boolean isIdle(LogicalNest nest, ChunkGrid alongChunks, ChunkGrid chosen) {
    long enough = Math.min(chosen.size(), (long) cluster.slots() * BLOCKS_PER_SLOT);
    return alongChunks.size() < enough
        && WorkEstimate.nanos(nest.loop()) / alongChunks.size() > LONGEST_BLOCK_NANOS;
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
    long bytes = 0;
    for (int output = 0; output < nest.loop().outputs().size(); output++) {
      ArrayRef.Result result = nest.result(output);
      bytes += ArrayBytes.of(result);
    }
    return bytes <= settings.keepOnDriver() ? Stage.Keep.ON_DRIVER : Stage.Keep.IN_CLUSTER;
  }
}
