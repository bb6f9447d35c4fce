package io.github.sparkndarray.execution;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;

/** Consecutive blocks: what one task runs. Blocks are not listed before the task does so. */
record BlockRange(long from, long to) implements Serializable {

  /** The blocks shared out evenly over tasks. */
  static List<BlockRange> split(long blocks, int tasks) {
    List<BlockRange> ranges = new ArrayList<>(tasks);
    for (int task = 0; task < tasks; task++) {
      ranges.add(new BlockRange(start(blocks, tasks, task), start(blocks, tasks, task + 1)));
    }
    return ranges;
  }

  /** The first block of a task. */
  static long start(long blocks, int tasks, int task) {
    return Math.floorDiv(blocks, tasks) * task + Math.min(task, Math.floorMod(blocks, tasks));
  }

  Iterator<BlockInput> blocks() {
    return LongStream.range(from, to).mapToObj(b -> new BlockInput(b, List.of())).iterator();
  }
}
