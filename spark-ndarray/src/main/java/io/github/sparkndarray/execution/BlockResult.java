package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.kernel.Partial;
import java.io.Serializable;
import java.util.List;

/**
 * What a task sends back for a block, or for several whose partials it has combined.
 *
 * @param block the number of the first block in the stage's grid
 * @param level the level of the partials in the {@link PartialTree}; 0 for those of one block
 * @param arrays the block's outputs; none where they were written or dropped
 * @param partials the block's contributions to reductions that span blocks
 */
record BlockResult(long block, int level, List<HostArray> arrays, List<Partial> partials)
    implements Serializable {

  static BlockResult nothing(long block) {
    return ofArrays(block, List.of());
  }

  static BlockResult ofArrays(long block, List<HostArray> arrays) {
    return new BlockResult(block, 0, arrays, List.of());
  }

  static BlockResult ofPartials(long block, List<Partial> partials) {
    return new BlockResult(block, 0, List.of(), partials);
  }

  /** The size of all arrays. */
  long bytes() {
    return TaskMeter.sizeOf(arrays) + partialBytes();
  }

  long partialBytes() {
    return partials.stream().mapToLong(Partial::bytes).sum();
  }

  /**
   * A node of the partials' tree.
   *
   * @param firstBlock the first of the blocks that contribute to the same outputs
   */
  static BlockResult of(PartialTree.Node node, long firstBlock) {
    return new BlockResult(firstBlock + node.first(), node.level(), List.of(), node.partials());
  }

  /** The same as a node of the tree over the blocks that contribute to the same outputs. */
  PartialTree.Node node(long perOutput) {
    return new PartialTree.Node(block % perOutput, level, partials);
  }
}
