package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.shape.ChunkGrid;

/** Blocks of all pairs of two tables' rows, where the order of a block's elements is free. */
final class PairBlocks {
  private static final int PAIR = 2;

  private PairBlocks() {}

  /**
   * Blocks of as many pairs as those given have, about as long as wide: they read the fewest rows
   * for the pairs they have. Those given where a nest has not pairs for its elements, but reads an
   * array whose elements lie as its own do.
   */
  static ChunkGrid square(LoopNest nest, ChunkGrid blocks) {
    if (nest.isReduction()
        || blocks.shape().rank() != PAIR
        || nest.operands().stream().anyMatch(PairBlocks::isWhole)) {
      return blocks;
    }
    long most = blocks.chunkShape().size();
    long side = Math.max(1, (long) Math.sqrt((double) most));
    long rows = Math.min(blocks.shape().extent(0), side);
    long columns = Math.min(blocks.shape().extent(1), most / Math.max(1, rows));
    rows = Math.min(blocks.shape().extent(0), most / Math.max(1, columns));
    return BlockGrids.grid(nest, new long[] {rows, columns});
  }

  private static boolean isWhole(KernelOperand operand) {
    return operand instanceof KernelOperand.Memory memory
        && memory.map().dependsOn(0)
        && memory.map().dependsOn(1);
  }
}
