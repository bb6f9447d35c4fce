package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.plan.physical.Blocks;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A block for a task to run.
 *
 * @param aligned the chunks that lie with it
 */
record BlockInput(long block, List<HostArray> aligned) implements Serializable {

  /** Some blocks of several, all with the same chunks. */
  static Iterator<BlockInput> each(Blocks blocks, long from, long to, List<HostArray> aligned) {
    return LongStream.range(from, to)
        .mapToObj(index -> new BlockInput(blocks.block(index), aligned))
        .iterator();
  }
}
