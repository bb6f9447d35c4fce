package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.plan.logical.SymmetricBody;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.IndexMap;
import io.github.sparkndarray.shape.Shape;
import java.util.stream.LongStream;

/**
 * Cuts a nest's iteration space into blocks. Reduced axes are cut by their extents alone, because
 * where a floating-point sum is cut is part of its value; parallel ones by bytes and cores.
 */
final class BlockGrids {
  /** With fewer outputs than this, cutting the outputs alone may leave cores idle. */
  private static final long FEW_OUTPUTS = 4096;

  /** A reduction of more elements than this is always cut, in multiples of the block's elements. */
  private static final long LONGEST_IN_BLOCKS = 4;

  /** What a block should last at least on one core, in nanoseconds. */
  private static final double SHORTEST_BLOCK_NANOS = 2e6;

  /** From so many times more on, other operands say how blocks are cut. */
  private static final double MUCH_MORE = 8;

  /** So many times longer may a block last of which another shape would read more. */
  private static final double LONG_SUMS = 10;

  /** What a block should last at most, so that progress is seen and a lost task costs little. */
  private static final double LONGEST_BLOCK_NANOS = 1e9;

  static final int BLOCKS_PER_CORE = 2;

  /** In more rounds than this, a last one with idle cores takes a small part of the time. */
  static final int FEW_ROUNDS = 8;

  /** What a chunk takes that is kept for whatever comes, at most. */
  private static final long KEPT_CHUNK_BYTES = 4L << 20;

  /** Smaller chunks are kept only where computing them takes as long as a block may last. */
  private static final long LEAST_KEPT_BYTES = 64L << 10;

  /** What computing a chunk should last that is kept, in nanoseconds, whatever the cores. */
  private static final double QUICK_BLOCK_NANOS = 100e6;

  /** What a block may read beside what it makes: so many times the bytes of its outputs. */
  private static final long READS_PER_OUTPUT = 4;

  /** What a block of a reduction may read for each element that it is meant to have, in bytes. */
  private static final long READS_PER_ELEMENT = 16;

  /** What a block may read of operands that are the same for many outputs, in bytes. */
  private static final double SHARED_READS = 32L << 20;

  /** What computing a chunk that is kept may read, in bytes. */
  private static final long KEPT_READS = READS_PER_OUTPUT * (16L << 20);

  /** By how much blocks of a reduction with many outputs are shorter than those of one with few. */
  private static final long LONG_BLOCKS = 64;

  /** Fewer blocks than this are shared out evenly to any usual number of cores. */
  private static final long EVEN_BLOCKS = 64;

  /** What a reduction keeps for each value of its result, at most. */
  private static final int STATE_BYTES = 16;

  /** What a count, a mean in two parts and a compensated sum of squared deviations take. */
  private static final int DEVIATION_BYTES = 40;

  /** What a selection keeps for each value of its result: candidates, and the best of them. */
  private static final int SELECTION_BYTES = 3 * STATE_BYTES;

  private BlockGrids() {}

  /**
   * The blocks over the nest's parallel and then its reduced axes.
   *
   * @param reducedBlock their lengths along the reduced axes
   * @param work what all blocks take together on one core, in nanoseconds
   */
  static ChunkGrid choose(
      LoopNest nest,
      BlockReads reads,
      Shape reducedBlock,
      double work,
      ClusterSpec cluster,
      PlanSettings settings) {
    Shape parallelBlock = cutParallel(nest, reads, reducedBlock, work, cluster, settings);
    Shape slots = extents(nest, Axis.Role.SLOT);
    return grid(nest, concat(concat(parallelBlock, slots), reducedBlock).extents());
  }

  /** What a block holds for each parallel element of an output. */
  static long bytesPerElement(Output output) {
    if (output.reduction() == null) {
      return output.dtype().itemSize();
    }
    return switch (output.reducing()) {
      case SMALLEST, LARGEST, ARGSMALLEST, ARGLARGEST -> (long) output.slots() * SELECTION_BYTES;
      case SQUARED_DEVIATIONS -> DEVIATION_BYTES;
      default -> (long) output.slots() * STATE_BYTES;
    };
  }

  /** A nest's blocks of the given lengths, each at least 1; slots are never cut. */
  static ChunkGrid grid(LoopNest nest, long[] block) {
    long[] extents = new long[block.length];
    long[] lengths = new long[block.length];
    for (int axis = 0; axis < block.length; axis++) {
      Axis of = nest.axes().get(axis);
      extents[axis] = of.extent();
      lengths[axis] = Math.max(1, of.role() == Axis.Role.SLOT ? of.extent() : block[axis]);
    }
    return new ChunkGrid(Shape.of(extents), Shape.of(lengths));
  }

  /**
   * The chunks of results that are kept for whatever comes. They follow from the nest alone: how a
   * sum over them is cut, which is part of its value, must not depend on the cluster.
   */
  static Shape keptChunks(LoopNest nest, BlockReads reads, PlanSettings settings) {
    Shape parallel =
        Shape.of(
            nest.axes().subList(0, nest.parallelRank()).stream().mapToLong(Axis::extent).toArray());
    long bytesPerOutput = 1;
    for (Output output : nest.outputs()) {
      bytesPerOutput = Math.max(bytesPerOutput, output.dtype().itemSize());
    }
    double nanosPerOutput = WorkEstimate.nanos(nest) / Math.max(1, parallel.size());
    double read = reads.ofOneOutput(cutReduced(nest, reads, settings));
    long readable =
        (long) (Math.min(KEPT_READS, READS_PER_OUTPUT * settings.blockBytes()) / Math.max(1, read));
    long most = Math.min(KEPT_CHUNK_BYTES, settings.blockBytes()) / bytesPerOutput;
    long quick = (long) (QUICK_BLOCK_NANOS / Math.max(1e-3, nanosPerOutput));
    long patient = (long) (LONGEST_BLOCK_NANOS / Math.max(1e-3, nanosPerOutput));
    long worthwhile = Math.max(quick, Math.min(patient, LEAST_KEPT_BYTES / bytesPerOutput));
    return ChunkGrid.ofContiguous(
            parallel, Math.max(1, Math.min(Math.min(most, readable), worthwhile)))
        .chunkShape();
  }

  /**
   * A nest's blocks whose outputs are chunks of the given shape, and which cut reduced axes as
   * other blocks do.
   */
  static ChunkGrid inChunks(LoopNest nest, Shape chunkShape, ChunkGrid blocks) {
    long[] lengths = blocks.chunkShape().extents();
    System.arraycopy(chunkShape.extents(), 0, lengths, 0, nest.parallelRank());
    return grid(nest, lengths);
  }

  /** Whether the reduced axes of a nest are cut, whatever the cluster. */
  static boolean cutsReduction(LoopNest nest, BlockReads reads, PlanSettings settings) {
    return !cutReduced(nest, reads, settings).equals(extents(nest, Axis.Role.REDUCED));
  }

  /**
   * Whether the blocks below the diagonal of two reduced axes need not be run: where pairs are the
   * same both ways, both axes are cut alike.
   */
  static boolean isHalved(LoopNest nest, ChunkGrid blocks) {
    int rank = blocks.shape().rank();
    return nest.reducedRank() == 2
        && isHalved(
            nest,
            Shape.of(blocks.chunkShape().extent(rank - 2), blocks.chunkShape().extent(rank - 1)));
  }

  /** The same, of blocks of the given lengths along the reduced axes. */
  static boolean isHalved(LoopNest nest, Shape reducedBlock) {
    return nest.reducedRank() == 2
        && reducedBlock.extent(1) < extents(nest, Axis.Role.REDUCED).extent(1)
        && reducedBlock.extent(0) == reducedBlock.extent(1)
        && SymmetricBody.isOf(nest);
  }

  /** The lengths of blocks along the reduced axes, as they follow from the expression. */
  static Shape cutReduced(LoopNest nest, BlockReads reads, PlanSettings settings) {
    boolean isFew = hasFewOutputs(nest, settings);
    double most = (double) READS_PER_ELEMENT * settings.reducedElements();
    long elements = settings.reducedElements();
    Shape block = cutReduced(nest, isFew, elements);
    // What lies under inner axes is read for every element.
    while (elements > 1 && (isFew ? reads.ofAllOutputs(block) : reads.ofOneOutput(block)) > most) {
      elements /= 2;
      block = cutReduced(nest, isFew, elements);
    }
    return isFew ? block : cutShared(block, reads);
  }

  /**
   * Whether cutting the outputs alone may leave cores idle, as there are few and each takes more
   * than a block is meant to; or would cut memory across, as it is walked along the outputs.
   */
  private static boolean hasFewOutputs(LoopNest nest, PlanSettings settings) {
    if (extents(nest, Axis.Role.PARALLEL).size() >= FEW_OUTPUTS) {
      return false;
    }
    double each = 1;
    for (Axis axis : nest.axes()) {
      boolean isReduced = axis.role() == Axis.Role.REDUCED || axis.role() == Axis.Role.INNER;
      each *= isReduced ? axis.extent() : 1;
    }
    return each > settings.reducedElements()
        || nest.operands().stream().anyMatch(operand -> isWalkedAlongOutputs(nest, operand));
  }

  /** Whether an operand is reduced along another axis than that along which it lies in memory. */
  private static boolean isWalkedAlongOutputs(LoopNest nest, KernelOperand operand) {
    Axis.Role last = Axis.Role.INNER;
    boolean isReduced = false;
    for (int d = 0; d < operand.map().sourceRank(); d++) {
      int axis = operand.map().axis(d);
      if (axis != IndexMap.NO_AXIS && nest.axes().get(axis).extent() > 1) {
        last = nest.axes().get(axis).role();
        isReduced |= last == Axis.Role.REDUCED;
      }
    }
    return isReduced && last == Axis.Role.PARALLEL;
  }

  /**
   * Cuts what every output reduces so that a block reads a moderate part of what many of them read:
   * more need not fit an executor at once, as parts are broadcast one after the other; and of long
   * columns, blocks need not be of one column each.
   */
  private static Shape cutShared(Shape block, BlockReads reads) {
    double parts = reads.ofSomeOutputs(block) / SHARED_READS;
    if (parts <= 1) {
      return block;
    }
    // A power of two, as what is read differs a little where work is done before.
    long blocks = Long.highestOneBit(2 * (long) Math.ceil(parts) - 1);
    return ChunkGrid.ofContiguous(block, Math.max(1, ceilDiv(block.size(), blocks))).chunkShape();
  }

  private static Shape cutReduced(LoopNest nest, boolean isFew, long elements) {
    Shape reduced = extents(nest, Axis.Role.REDUCED);
    Shape block = cutReduced(extents(nest, Axis.Role.PARALLEL), reduced, isFew, elements);
    boolean isOfPairs =
        reduced.rank() == 2
            && !block.equals(reduced)
            && (SymmetricBody.isOf(nest) || isOfPairs(nest));
    return isOfPairs ? squareOf(block, reduced) : block;
  }

  /** Whether what is read moves with one of two reduced axes each, as that of pairs does. */
  private static boolean isOfPairs(LoopNest nest) {
    int first = nest.axes().size() - 1;
    while (nest.axes().get(first).role() != Axis.Role.REDUCED) {
      first--;
    }
    int second = first;
    return nest.operands().stream()
        .noneMatch(of -> of.map().dependsOn(second - 1) && of.map().dependsOn(second));
  }

  /**
   * A square of about as many elements, which reads the fewest rows; where pairs are the same both
   * ways it has a mirror image.
   */
  private static Shape squareOf(Shape block, Shape reduced) {
    double side = Math.ceil(Math.sqrt((double) block.size()));
    long[] each = new long[2];
    for (int axis = 0; axis < each.length; axis++) {
      double other = Math.min(side, reduced.extent(1 - axis));
      long length = (long) Math.max(1, Math.max(side, block.size() / other));
      each[axis] = ceilDiv(reduced.extent(axis), ceilDiv(reduced.extent(axis), length));
    }
    return Shape.of(each);
  }

  private static Shape cutReduced(Shape parallel, Shape reduced, boolean isFew, long target) {
    long length = reduced.size();
    long outputs = Math.max(1, parallel.size());
    if (isFew && length > target / Math.min(outputs, target)) {
      return ChunkGrid.ofContiguous(reduced, evenly(length, target / outputs)).chunkShape();
    }
    return length > target * LONGEST_IN_BLOCKS
        ? ChunkGrid.ofContiguous(reduced, Math.max(1, target / LONG_BLOCKS)).chunkShape()
        : reduced;
  }

  /** At most so many elements, so that the number of blocks is a power of two if it is small. */
  private static long evenly(long length, long most) {
    long blocks = ceilDiv(length, Math.max(1, most));
    if (blocks < EVEN_BLOCKS) {
      blocks = Long.highestOneBit(2 * blocks - 1);
    }
    return ceilDiv(length, blocks);
  }

  private static Shape cutParallel(
      LoopNest nest,
      BlockReads reads,
      Shape reducedBlock,
      double work,
      ClusterSpec cluster,
      PlanSettings settings) {
    Shape parallel = extents(nest, Axis.Role.PARALLEL);
    long outputs = Math.max(1, parallel.size());
    long bytesPerOutput = 0;
    for (Output output : nest.outputs()) {
      bytesPerOutput += bytesPerElement(output);
    }
    long byBytes = Math.max(1, settings.blockBytes() / Math.max(1, bytesPerOutput));
    double share =
        (double) reducedBlock.size() / Math.max(1, extents(nest, Axis.Role.REDUCED).size());
    double nanosPerOutput = work * share / outputs;
    long byWork = (long) Math.ceil(SHORTEST_BLOCK_NANOS / Math.max(1e-3, nanosPerOutput));
    long byCores = outputs / ((long) cluster.slots() * BLOCKS_PER_CORE);
    long byPatience = (long) (LONGEST_BLOCK_NANOS / Math.max(1e-3, nanosPerOutput));
    double read = reads.ofOneOutput(reducedBlock);
    long byReads = (long) (READS_PER_OUTPUT * settings.blockBytes() / Math.max(1, read));
    boolean isOfProducts = extents(nest, Axis.Role.INNER).rank() == 0 && nest.isContraction();
    if (isOfProducts && parallel.rank() == 2 && share < 1) {
      double byAllCores = byCores / share;
      double atMost = Math.min(byBytes, LONG_SUMS * (double) byPatience);
      return square(parallel, Math.min(atMost, Math.max(byWork, byAllCores)));
    }
    long most = Math.min(Math.min(byBytes, byReads), byPatience);
    if (isOfFewRows(nest, reads, cluster, share)) {
      // As many rows together as leave blocks for all cores: what all rows read is read for each.
      double groups = Math.ceil((double) cluster.slots() * BLOCKS_PER_CORE * share);
      double together = Math.min(Math.ceil(outputs / groups), LONG_SUMS * byPatience);
      long atMost = (long) Math.min(Math.min(byBytes, byReads), together);
      return ChunkGrid.ofContiguous(parallel, Math.max(1, atMost)).chunkShape();
    }
    long target = Math.min(most, Math.max(byWork, byCores));
    return inWholeRounds(ChunkGrid.ofContiguous(parallel, target), cluster.slots()).chunkShape();
  }

  /**
   * Whether a nest's outputs read little of their own, and much that is the same for all of them,
   * which is cut for many cores: nearest of few queries among many vectors.
   */
  private static boolean isOfFewRows(
      LoopNest nest, BlockReads reads, ClusterSpec cluster, double share) {
    Shape reduced = extents(nest, Axis.Role.REDUCED);
    double outputs = extents(nest, Axis.Role.PARALLEL).size();
    double own = outputs * reads.ofOneOutput(reduced);
    return share > 0
        && MUCH_MORE / share >= cluster.slots()
        && own > 0
        && MUCH_MORE * own <= reads.ofSomeOutputs(reduced);
  }

  /** About as many rows as columns, which read the least for so many products. */
  private static Shape square(Shape outputs, double elements) {
    double side = Math.max(1, Math.sqrt(elements));
    double rows = Math.min(outputs.extent(0), side);
    double columns = Math.max(1, Math.min(outputs.extent(1), elements / rows));
    rows = Math.max(1, Math.min(outputs.extent(0), elements / columns));
    return Shape.of(
        equalParts(outputs.extent(0), (long) rows), equalParts(outputs.extent(1), (long) columns));
  }

  /**
   * Of few blocks as many more as keep all cores busy to the end: five blocks take two cores as
   * long as six.
   */
  private static ChunkGrid inWholeRounds(ChunkGrid grid, int cores) {
    long blocks = grid.size();
    if (blocks <= 1 || blocks >= (long) cores * FEW_ROUNDS || blocks % cores == 0) {
      return grid;
    }
    Shape counts = grid.counts();
    int axis = counts.rank() - 1;
    while (counts.extent(axis) == 1) {
      axis--;
    }
    long extent = grid.shape().extent(axis);
    long others = blocks / counts.extent(axis);
    long[] block = grid.chunkShape().extents();
    for (long count = counts.extent(axis); count <= extent; count++) {
      if (others * count % cores == 0) {
        block[axis] = ceilDiv(extent, count);
        return new ChunkGrid(grid.shape(), Shape.of(block));
      }
    }
    return grid;
  }

  private static long equalParts(long extent, long most) {
    return ceilDiv(extent, Math.max(1, ceilDiv(extent, Math.max(1, most))));
  }

  private static long ceilDiv(long a, long b) {
    return -Math.floorDiv(-a, b);
  }

  static Shape extents(LoopNest nest, Axis.Role role) {
    return Shape.ofLoops(
        nest.axes().stream().filter(axis -> axis.role() == role).mapToLong(Axis::extent).toArray());
  }

  static Shape concat(Shape a, Shape b) {
    return Shape.ofLoops(
        LongStream.concat(LongStream.of(a.extents()), LongStream.of(b.extents())).toArray());
  }
}
