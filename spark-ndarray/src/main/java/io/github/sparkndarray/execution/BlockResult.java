package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.kernel.Partial;
import java.io.Serializable;
import java.util.List;

/**
 * What a task sends back for a block.
 *
 * @param block the block's number in the stage's grid
 * @param arrays the block's outputs; none where they were written or dropped
 * @param partials the block's contributions to reductions that span blocks
 */
record BlockResult(long block, List<HostArray> arrays, List<Partial> partials)
    implements Serializable {

  static BlockResult nothing(long block) {
    return new BlockResult(block, List.of(), List.of());
  }
}
