package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.plan.logical.LogicalPlan;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.IndexMap;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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
  private final ClusterSpec cluster;
  private final PlanSettings settings;
  private final List<StageDraft> drafts = new ArrayList<>();

  private Planner(LogicalPlan logical, ClusterSpec cluster, PlanSettings settings) {
    this.logical = logical;
    this.cluster = cluster;
    this.settings = settings;
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
      PhysicalPlan plan = new Planner(logical, cluster, tried).plan(sink);
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

  private PhysicalPlan plan(Sink sink) {
    for (int n = logical.nests().size() - 1; n >= 0; n--) {
      place(logical.nests().get(n));
    }
    Collections.reverse(drafts);
    List<Stage> stages = new ArrayList<>();
    for (StageDraft draft : drafts) {
      boolean requested = isRequested(draft.terminal());
      stages.add(
          new StageFinisher(draft, stages, cluster, settings)
              .finish(stages.size(), keep(draft.terminal()), requested ? sink : Sink.DROP));
    }
    return new PhysicalPlan(stages, logical.outputs(), cluster, sink, logical.persisted());
  }

  private void place(LogicalNest nest) {
    List<StageDraft> readers = drafts.stream().filter(draft -> reads(draft, nest)).toList();
    boolean folded =
        readers.size() == 1
            && !isRequested(nest)
            && !logical.keeps(nest)
            && nest.wishes().chunkShape() == null
            && !BlockGrids.cutsReduction(nest.loop(), settings)
            && readers.get(0).fold(nest);
    if (!folded) {
      drafts.add(new StageDraft(nest, grid(nest, readers)));
    }
  }

  private ChunkGrid grid(LogicalNest nest, List<StageDraft> readers) {
    PlanSettings wished = settings.wished(nest.wishes());
    ChunkGrid blocks =
        FinerBlocks.cut(nest, coarseGrid(nest, readers), this::travels, cluster, wished);
    Shape chunks = chunksOf(nest);
    return chunks == null ? blocks : BlockGrids.inChunks(nest.loop(), chunks, blocks);
  }

  /** The chunks that a nest's results must have, as users wish or as it is kept; else null. */
  private @Nullable Shape chunksOf(LogicalNest nest) {
    Shape wished = nest.wishes().chunkShape();
    return wished == null && logical.keeps(nest)
        ? BlockGrids.keptChunks(nest.loop(), settings)
        : wished;
  }

  /** Whether an array can be sent in parts: from storage or from the cluster's memory. */
  private boolean travels(ArrayRef array) {
    return array instanceof ArrayRef.Source
        || (array instanceof ArrayRef.Result result
            && keep(logical.nests().get(result.nest())) == Stage.Keep.IN_CLUSTER);
  }

  private ChunkGrid coarseGrid(LogicalNest nest, List<StageDraft> readers) {
    ChunkGrid chosen = BlockGrids.choose(nest.loop(), cluster, settings);
    Optional<ChunkGrid> chunked = alongChunks(nest, chosen);
    if (chunked.isPresent()) {
      return chunked.get();
    }
    boolean inCluster = keep(nest) == Stage.Keep.IN_CLUSTER;
    return inCluster && !readers.isEmpty() ? likeReader(nest, chosen, readers.get(0)) : chosen;
  }

  /** Blocks that are the chunks of an array in the cluster's memory, if the nest reads one so. */
  private Optional<ChunkGrid> alongChunks(LogicalNest nest, ChunkGrid chosen) {
    if (BlockGrids.isHalved(nest.loop(), chosen)) {
      return Optional.empty();
    }
    for (KernelOperand operand : nest.loop().operands()) {
      Optional<ChunkGrid> lying =
          operand instanceof KernelOperand.Memory memory
              ? chunks(nest.inputs().get(memory.input()))
              : Optional.empty();
      if (lying.isPresent()) {
        KernelOperand.Memory memory = (KernelOperand.Memory) operand;
        ChunkGrid chunks = lying.get();
        long[] block = chosen.shape().extents();
        boolean fits = true;
        for (int d = 0; d < chunks.shape().rank(); d++) {
          int axis = memory.map().axis(d);
          if (chunks.counts().extent(d) > 1) {
            fits &= axis != IndexMap.NO_AXIS && axis < block.length;
            if (fits) {
              block[axis] = chunks.chunkShape().extent(d);
            }
          }
        }
        ChunkGrid along = fits ? BlockGrids.grid(nest.loop(), block) : chosen;
        if (fits && !isIdle(nest, along, chosen)) {
          return Optional.of(along);
        }
      }
    }
    return Optional.empty();
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
      Shape kept = logical.keeps(maker) ? chunksOf(maker) : null;
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

  /** Blocks along the output's axes as the stage that reads the results has them. */
  private static ChunkGrid likeReader(LogicalNest nest, ChunkGrid chosen, StageDraft reader) {
    long[] block = chosen.chunkShape().extents();
    for (StageDraft.Access access : reader.accesses()) {
      if (access.array() instanceof ArrayRef.Result result && result.nest() == nest.id()) {
        for (int d = 0; d < access.map().sourceRank(); d++) {
          int axis = access.map().axis(d);
          boolean cut = axis != IndexMap.NO_AXIS && access.lengths()[axis] > 0;
          block[d] = cut ? access.lengths()[axis] : chosen.shape().extent(d);
        }
        break;
      }
    }
    return BlockGrids.grid(nest.loop(), block);
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
      bytes += Math.multiplyExact(result.shape().size(), result.dtype().itemSize());
    }
    return bytes <= settings.keepOnDriver() ? Stage.Keep.ON_DRIVER : Stage.Keep.IN_CLUSTER;
  }
}
