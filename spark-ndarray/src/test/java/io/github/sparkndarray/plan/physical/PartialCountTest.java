package io.github.sparkndarray.plan.physical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartialCountTest {

  /** Combines as tasks do, and counts what is left. */
  private static int combined(long from, long to, long perOutput) {
    Deque<long[]> nodes = new ArrayDeque<>();
    for (long block = from; block < to; block++) {
      long[] node = {block, 1};
      while (!nodes.isEmpty()
          && nodes.getLast()[1] == node[1]
          && nodes.getLast()[0] % (2 * node[1]) == 0) {
        node = new long[] {nodes.removeLast()[0], 2 * node[1]};
      }
      nodes.addLast(node);
    }
    return to - from == perOutput ? 1 : nodes.size();
  }

  @ParameterizedTest
  @CsvSource({"7, 8, 5", "10, 13, 4", "3, 100, 17", "50, 1, 7", "1, 1000, 16", "9, 7, 63"})
  void countsWhatTasksOfConsecutiveBlocksSend(long outputs, long perOutput, int tasks) {
    ChunkGrid blocks = new ChunkGrid(Shape.of(outputs, perOutput), Shape.of(1, 1));
    double expected = 0;
    for (int task = 0; task < tasks; task++) {
      long size = blocks.size() / tasks;
      long rest = blocks.size() % tasks;
      long from = size * task + Math.min(task, rest);
      long to = size * (task + 1) + Math.min(task + 1, rest);
      for (long output = 0; output < outputs; output++) {
        long first = Math.max(from, output * perOutput) - output * perOutput;
        long end = Math.min(to, (output + 1) * perOutput) - output * perOutput;
        expected += first < end ? combined(first, end, perOutput) : 0;
      }
    }
    assertThat(new PartialCount(blocks, 1).perOutput(tasks, null))
        .isCloseTo(expected / outputs, within(1e-9));
  }

  @Test
  void aRectangleOfBlocksHasOneForEachPowerOfTwo() {
    ChunkGrid blocks = new ChunkGrid(Shape.of(12, 12), Shape.of(1, 1));
    BlockGroups thirds = BlockGroups.of(blocks, new long[] {2, 3});
    BlockGroups whole = BlockGroups.of(blocks, new long[] {4, 1});
    PartialCount count = new PartialCount(blocks, 1);
    assertThat(count.perOutput(thirds)).as("blocks 0-3, 4-7, 8-11").isEqualTo(3);
    assertThat(count.perOutput(whole)).isEqualTo(1);
  }

  @Test
  void passesCountEachForItself() {
    ChunkGrid blocks = new ChunkGrid(Shape.of(6, 20), Shape.of(1, 1));
    BlockGroups passes = BlockGroups.slabs(blocks, 1, 8);
    PartialCount count = new PartialCount(blocks, 1);
    assertThat(count.perOutput(2, passes)).as("blocks 0-7, 8-15, 16-19").isEqualTo(3);
    assertThat(count.perOutput(6, BlockGroups.slabs(blocks, 0, 2)))
        .as("a third of 0-19 for each task")
        .isEqualTo(count.perOutput(18, null));
  }
}
