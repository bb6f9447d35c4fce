package io.github.sparkndarray.execution;

import io.github.sparkndarray.plan.physical.Blocks;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.Partition;

/**
 * Consecutive blocks: what one task runs. Blocks are not listed before the task does so.
 *
 * @param index the number of the task
 * @param to the block after the last
 */
record BlockRange(int index, long from, long to) implements Partition {

  /** A task's share of blocks that are shared out evenly. */
  static BlockRange of(long blocks, int tasks, int task) {
    return new BlockRange(task, start(blocks, tasks, task), start(blocks, tasks, task + 1));
  }

  /** The first block of a task. */
  static long start(long blocks, int tasks, int task) {
    return Math.floorDiv(blocks, tasks) * task + Math.min(task, Math.floorMod(blocks, tasks));
  }

  /** The task's blocks among those that are shared out. */
  Iterator<BlockInput> of(Blocks blocks) {
    return BlockInput.each(blocks, from, to, List.of());
  }
}
