package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import org.jspecify.annotations.Nullable;

/**
 * How many contributions to each output leave the tasks that made them. A task combines those of
 * neighbouring blocks pairwise, the pairs, and so on, and so is left with one for each stretch of
 * blocks that begins at a multiple of its own length, a power of two.
 */
final class PartialCount {
  /** Of more tasks than this, as many spread evenly stand for all. */
  private static final long MOST_TASKS_COUNTED = 10_000;

  private final ChunkGrid blocks;
  private final int parallel;

  /**
   * @param blocks a stage's blocks
   * @param parallel how many axes of the blocks are those of the output; the others are reduced
   */
  PartialCount(ChunkGrid blocks, int parallel) {
    this.blocks = blocks;
    this.parallel = parallel;
  }

  /**
   * The bytes of all contributions that leave their tasks.
   *
   * @param isHalved whether only blocks on or above the diagonal of the last two axes are run
   */
  static double bytes(
      LogicalNest terminal,
      ChunkGrid blocks,
      boolean isHalved,
      int tasks,
      @Nullable BlockGroups taskGrid,
      @Nullable BlockGroups passes) {
    int parallel = terminal.loop().parallelRank();
    PartialCount count = new PartialCount(blocks, parallel);
    if (count.blocksOf(Box.whole(blocks.counts())) <= 1) {
      return 0;
    }
    double elements = terminal.outputShape().size();
    double nodes =
        isHalved
            ? count.perOutputOfUpper(tasks, taskGrid == null ? passes : taskGrid, passes)
            : taskGrid == null ? count.perOutput(tasks, passes) : count.perOutput(taskGrid);
    return nodes * elements * stateBytes(terminal);
  }

  /**
   * The contributions to an output of whose blocks only those on or above the diagonal are run,
   * about: where groups of them are cut off from their neighbours in a row, each part of a row is a
   * stretch of its own.
   */
  private double perOutputOfUpper(
      int tasks, @Nullable BlockGroups groups, @Nullable BlockGroups passes) {
    int last = blocks.shape().rank() - 1;
    if (groups == null || groups.groups().counts().extent(last) == 1) {
      long all = (long) tasks * (passes == null ? 1 : passes.count());
      ChunkGrid inLine = UpperBlocks.all(blocks).inLine();
      return new PartialCount(inLine, parallel)
          .perOutput((int) Math.min(all, Integer.MAX_VALUE), null);
    }
    double stretches = blocks.counts().extent(last) * new UpperGroups(groups).perRow();
    long longest = groups.groups().chunkShape().extent(last);
    return stretches * (Long.SIZE - Long.numberOfLeadingZeros(longest));
  }

  /** What the partials of a nest have for each element of its outputs. */
  static long stateBytes(LogicalNest terminal) {
    return terminal.loop().outputs().stream().mapToLong(PartialCount::stateBytes).sum();
  }

  /** What a partial has for each element of the output. */
  private static long stateBytes(Output output) {
    Reduction reduction = output.reducing();
    int item = output.body().dtype().itemSize();
    boolean isFloat = output.body().dtype().isFloat();
    return switch (reduction) {
      case SUM -> isFloat ? 2L * Double.BYTES : Long.BYTES;
      case SQUARED_DEVIATIONS -> 4L * Double.BYTES;
      case PROD, BINCOUNT -> Long.BYTES;
      case MIN, MAX -> item;
      case ANY, ALL -> 1;
      case ARGMIN, ARGMAX, SMALLEST, LARGEST, ARGSMALLEST, ARGLARGEST -> item + Long.BYTES;
    };
  }

  /** The contributions to an output, on average, where tasks run consecutive blocks. */
  double perOutput(int tasks, @Nullable BlockGroups passes) {
    if (passes == null) {
      return perOutput(BlockBox.all(blocks), tasks);
    }
    double nodes = 0;
    int last = passes.count() - 1;
    if (last > 0) {
      nodes += perOutput(passes.group(0), tasks) * weight(passes.group(0)) * last;
    }
    return nodes + perOutput(passes.group(last), tasks) * weight(passes.group(last));
  }

  /** The share of the outputs that some blocks contribute to. */
  private double weight(BlockBox some) {
    return (double) some.size() / blocksOf(some.cells()) / outputs(blocks.counts());
  }

  private double perOutput(BlockBox some, int tasks) {
    long each = blocksOf(some.cells());
    long size = some.size();
    long all = Math.max(1, Math.min(tasks, size));
    long step = Math.max(1, all / MOST_TASKS_COUNTED);
    long first = some.block(0) % blocksOf(Box.whole(blocks.counts()));
    double nodes = 0;
    for (long task = 0; task < all; task += step) {
      long from = size / all * task + Math.min(task, size % all);
      long to = size / all * (task + 1) + Math.min(task + 1, size % all);
      nodes += ofRun(from, to, each, first) * Math.min(step, all - task);
    }
    return nodes / ((double) size / each);
  }

  /** The contributions of a task to all outputs that its blocks contribute to. */
  private double ofRun(long from, long to, long each, long first) {
    long output = from / each;
    long last = (to - 1) / each;
    if (output == last) {
      return nodes(first + from % each, first + (to - 1) % each + 1);
    }
    double between = (double) (last - output - 1) * nodes(first, first + each);
    return nodes(first + from % each, first + each)
        + between
        + nodes(first, first + (to - 1) % each + 1);
  }

  /** The contributions to an output where each task has a rectangle of blocks. */
  double perOutput(BlockGroups taskGrid) {
    Shape groups = taskGrid.groups().counts();
    double nodes = 1;
    for (int axis = parallel; axis < groups.rank(); axis++) {
      long length = taskGrid.groups().chunkShape().extent(axis);
      long count = blocks.counts().extent(axis);
      double along = 0;
      for (long from = 0; from < count; from += length) {
        along += length >= count ? 1 : nodes(from, Math.min(from + length, count));
      }
      nodes *= along;
    }
    return nodes;
  }

  /** The stretches that consecutive blocks, of all that contribute to an output, combine to. */
  private long nodes(long from, long to) {
    if (from == 0 && to == blocksOf(Box.whole(blocks.counts()))) {
      return 1;
    }
    long nodes = 0;
    for (long at = from; at < to; nodes++) {
      long length = at == 0 ? Long.highestOneBit(to) : Long.lowestOneBit(at);
      while (at + length > to) {
        length /= 2;
      }
      at += length;
    }
    return nodes;
  }

  /** How many of some blocks contribute to each output. */
  private long blocksOf(Box cells) {
    long count = 1;
    for (int axis = parallel; axis < cells.shape().rank(); axis++) {
      count *= cells.extent(axis);
    }
    return count;
  }

  private double outputs(Shape counts) {
    double count = 1;
    for (int axis = 0; axis < parallel; axis++) {
      count *= counts.extent(axis);
    }
    return count;
  }
}
