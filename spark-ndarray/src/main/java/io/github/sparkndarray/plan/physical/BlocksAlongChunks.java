package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.IndexMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Finds blocks that are the chunks of arrays in the cluster's memory, so that these need not be
 * sent: tasks run where they lie.
 */
final class BlocksAlongChunks {
  private static final int BLOCKS_PER_SLOT = 2;

  /** Longer than this on one core, a block is worth moving its operands for. */
  private static final double LONGEST_BLOCK_NANOS = 1e9;

  private final Function<ArrayRef, Optional<ChunkGrid>> chunks;
  private final Function<ArrayRef, Optional<LogicalNest>> makers;
  private final Predicate<ArrayRef> isKept;
  private final Predicate<ArrayRef> travels;
  private final ToDoubleFunction<LogicalNest> work;
  private final ClusterSpec cluster;
  private final PlanSettings settings;

  /**
   * @param chunks the chunks of an array that stays in the cluster's memory
   * @param makers the nest that makes an array, which may run in the blocks that read it
   * @param isKept whether these follow from its expression alone, whatever the cluster
   * @param travels whether an array can be sent in parts
   * @param work what a nest takes on one core, with those that may run in its blocks
   */
  BlocksAlongChunks(
      Function<ArrayRef, Optional<ChunkGrid>> chunks,
      Function<ArrayRef, Optional<LogicalNest>> makers,
      Predicate<ArrayRef> isKept,
      Predicate<ArrayRef> travels,
      ToDoubleFunction<LogicalNest> work,
      ClusterSpec cluster,
      PlanSettings settings) {
    this.chunks = chunks;
    this.makers = makers;
    this.isKept = isKept;
    this.travels = travels;
    this.work = work;
    this.cluster = cluster;
    this.settings = settings;
  }

  /**
   * Blocks that are the chunks of an array in the cluster's memory, if the nest reads one so: of
   * several the one of which the fewest bytes move.
   *
   * @param mayBeIdle even if there are too few chunks for all cores
   */
  Optional<ChunkGrid> of(LogicalNest nest, ChunkGrid chosen, boolean mayBeIdle) {
    if (BlockGrids.isHalved(nest.loop(), chosen)) {
      return Optional.empty();
    }
    List<ChunkGrid> candidates = candidates(nest, chosen, mayBeIdle);
    return nest.loop().isReduction() || candidates.size() < 2
        ? candidates.stream().findFirst()
        : candidates.stream().min(Comparator.comparingDouble(blocks -> movedInPlace(nest, blocks)));
  }

  private List<ChunkGrid> candidates(LogicalNest nest, ChunkGrid chosen, boolean mayBeIdle) {
    List<Reading> readings = new ArrayList<>();
    for (KernelOperand operand : nest.loop().operands()) {
      if (operand instanceof KernelOperand.Memory memory) {
        int[] axes = IntStream.range(0, nest.loop().axes().size()).toArray();
        addReadings(nest, memory, axes, 0, readings);
      }
    }
    Set<ChunkGrid> candidates = new LinkedHashSet<>();
    for (Reading reading : readings) {
      if (mayBeIdle || !isIdle(nest, reading.chunks(), chosen)) {
        along(reading, nest, chosen)
            .filter(blocks -> !isTooLarge(nest, reading.chunks(), blocks))
            .ifPresent(candidates::add);
      }
    }
    return List.copyOf(candidates);
  }

  /**
   * Chunks that are read, by a nest or by those that make what it reads.
   *
   * @param axes for each dimension the nest's axis that it moves with
   */
  private record Reading(ChunkGrid chunks, int[] axes, boolean isKept) {}

  /**
   * Adds what an operand reads.
   *
   * @param axes for each axis of its nest the axis of the nest whose blocks are chosen
   */
  private void addReadings(
      LogicalNest nest,
      KernelOperand.Memory operand,
      int[] axes,
      int depth,
      List<Reading> readings) {
    ArrayRef array = nest.inputs().get(operand.input());
    int[] through =
        IntStream.range(0, operand.map().sourceRank())
            .map(operand.map()::axis)
            .map(axis -> axis == IndexMap.NO_AXIS ? axis : axes[axis])
            .toArray();
    Optional<ChunkGrid> lying = chunks.apply(array);
    Optional<LogicalNest> maker = lying.isPresent() ? Optional.empty() : makers.apply(array);
    lying.ifPresent(grid -> readings.add(new Reading(grid, through, isKept.test(array))));
    if (maker.isPresent() && depth < Planner.MOST_MAKERS) {
      LoopNest loop = maker.get().loop();
      int[] inside =
          IntStream.range(0, loop.axes().size())
              .map(axis -> axis < loop.parallelRank() ? through[axis] : IndexMap.NO_AXIS)
              .toArray();
      for (KernelOperand of : loop.operands()) {
        if (of instanceof KernelOperand.Memory memory) {
          addReadings(maker.get(), memory, inside, depth + 1, readings);
        }
      }
    }
  }

  /**
   * Whether blocks make more than blocks are meant to where they make more than a value for each
   * element of a chunk: all pairs of its rows with others.
   */
  private boolean isTooLarge(LogicalNest nest, ChunkGrid lying, ChunkGrid blocks) {
    double points = blocks.chunkShape().size();
    double bytes = 0;
    for (Output output : nest.loop().outputs()) {
      bytes += points * BlockGrids.bytesPerElement(output);
    }
    return !nest.loop().isReduction()
        && points > lying.chunkShape().size()
        && bytes > settings.blockBytes();
  }

  /** Blocks along the chunks of an array; nothing where these would cut sums in other places. */
  private static Optional<ChunkGrid> along(Reading reading, LogicalNest nest, ChunkGrid chosen) {
    ChunkGrid chunks = reading.chunks();
    long[] block = chosen.chunkShape().extents();
    boolean isFree = FinerBlocks.isExact(nest.loop());
    for (int axis = 0; reading.isKept() && axis < nest.loop().parallelRank(); axis++) {
      block[axis] = chosen.shape().extent(axis);
    }
    for (int d = 0; d < chunks.shape().rank(); d++) {
      int axis = reading.axes()[d];
      long length = chunks.chunkShape().extent(d);
      boolean isCut = chunks.counts().extent(d) > 1;
      if (axis == IndexMap.NO_AXIS || axis >= block.length) {
        if (isCut) {
          return Optional.empty();
        }
      } else if (isCut || !reading.isKept()) {
        boolean isReduced = nest.loop().axes().get(axis).role() == Axis.Role.REDUCED;
        if (isReduced && !isFree && length != chosen.chunkShape().extent(axis)) {
          return Optional.empty();
        }
        block[axis] = length;
      }
    }
    return Optional.of(BlockGrids.grid(nest.loop(), block));
  }

  /**
   * Whether tasks that run where chunks lie would keep cores idle for so long that it is better to
   * move the chunks to finer blocks.
   */
  private boolean isIdle(LogicalNest nest, ChunkGrid lying, ChunkGrid chosen) {
    long enough = Math.min(chosen.size(), (long) cluster.slots() * BLOCKS_PER_SLOT);
    return lying.size() < enough && work.applyAsDouble(nest) / lying.size() > LONGEST_BLOCK_NANOS;
  }

  /** Whether a stage would keep cores idle for long if it ran in a task for each of some chunks. */
  static boolean isIdle(StageDraft stage, long chunks, ClusterSpec cluster) {
    return chunks < Math.min(stage.grid().size(), cluster.slots())
        && WorkEstimate.nanos(stage) / chunks > LONGEST_BLOCK_NANOS;
  }

  /**
   * What it costs to bring blocks what they read, where some of it lies in chunks of the cluster;
   * infinite if it cannot be brought, or is not known yet.
   */
  double cost(LogicalNest nest, ChunkGrid blocks) {
    StageDraft draft = new StageDraft(nest, blocks);
    return readsOfChunks(draft).stream()
        .flatMapToDouble(
            reads ->
                new DeliveryChoice(reads, cluster, settings)
                    .leastCost(new TaskCount(cluster).of(draft, 1)).stream())
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** The bytes that move where chunks that are blocks stay in place; infinite if there are none. */
  private double movedInPlace(LogicalNest nest, ChunkGrid blocks) {
    return readsOfChunks(new StageDraft(nest, blocks))
        .flatMap(reads -> new ChunksInPlace(reads, cluster).choose())
        .map(DeliveryChoice.Chosen::moved)
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** What a nest reads, if it reads chunks in the cluster, and all that it reads is known. */
  private Optional<StageReads> readsOfChunks(StageDraft draft) {
    List<ArrayRef> inputs = draft.terminal().inputs();
    boolean isKnown =
        inputs.stream()
            .allMatch(
                array ->
                    array instanceof ArrayRef.Source
                        || chunks.apply(array).isPresent()
                        || !travels.test(array));
    return isKnown && inputs.stream().anyMatch(array -> chunks.apply(array).isPresent())
        ? Optional.of(
            new StageReads(
                draft,
                chunks,
                array -> MappedSource.isMapped(array, cluster, settings),
                array -> partitions(chunks.apply(array))))
        : Optional.empty();
  }

  private int partitions(Optional<ChunkGrid> chunks) {
    return chunks.map(grid -> KeptChunks.least(grid, cluster)).orElse(1);
  }
}
