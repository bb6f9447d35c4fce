package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import java.util.ArrayList;
import java.util.List;

/** Runs of rows of a block whose outputs stay in a core's cache until they are consumed. */
public final class Slabs {
  /** What is made of a block's outputs at a time. */
  static final long BYTES = 1L << 20;

  /** The same where producers are contractions, which need many rows to be quick. */
  private static final long CONTRACTED_BYTES = 8L << 20;

  /** What a slab's own intermediates may take beside it and still be found in a cache. */
  private static final long MOST_PRODUCED = 4 * BYTES;

  private Slabs() {}

  /**
   * The slabs of a block, one after the other in C order.
   *
   * @param producers what runs before the terminal
   * @param terminal a nest without a reduction
   * @param block a box over its axes
   */
  public static List<Box> of(List<LogicalNest> producers, LogicalNest terminal, Box block) {
    ChunkGrid grid = grid(producers, terminal, block);
    List<Box> slabs = new ArrayList<>();
    for (long slab = 0; slab < grid.size(); slab++) {
      slabs.add(grid.box(slab).within(block));
    }
    return slabs;
  }

  /** A slab of each shape that {@link #of} gives. */
  static List<Box> shapes(List<LogicalNest> producers, LogicalNest terminal, Box block) {
    return grid(producers, terminal, block).shapes().stream()
        .map(slab -> slab.within(block))
        .toList();
  }

  /** The size of a slab, unless a row is longer. */
  static long bytes(List<LogicalNest> producers) {
    boolean contracts = producers.stream().anyMatch(nest -> nest.loop().isContraction());
    return contracts ? CONTRACTED_BYTES : BYTES;
  }

  private static ChunkGrid grid(List<LogicalNest> producers, LogicalNest terminal, Box block) {
    long bytes = 0;
    for (Output output : terminal.loop().outputs()) {
      bytes += output.dtype().itemSize();
    }
    return ChunkGrid.ofContiguous(block.shape(), bytes(producers) / bytes);
  }

  /**
   * Whether each slab needs a part of its own of every producer: then all nests run on a slab while
   * what they read is in cache.
   *
   * @param block what the whole block touches
   */
  public static boolean areApart(
      List<LogicalNest> producers, LogicalNest terminal, List<Box> slabs, BlockRegions block) {
    if (producers.isEmpty() || slabs.size() < 2) {
      return false;
    }
    List<BlockRegions> each =
        slabs.stream().map(slab -> BlockRegions.of(producers, terminal, slab)).toList();
    for (LogicalNest producer : producers) {
      long computed = each.stream().mapToLong(r -> r.computed(producer).shape().size()).sum();
      if (computed > block.computed(producer).shape().size()) {
        return false;
      }
    }
    return true;
  }

  /** Whether what a stage's producers make for a slab is still in cache when it is read. */
  static boolean keepProducedInCache(Stage stage) {
    LogicalNest terminal = stage.terminal();
    if (terminal.loop().isReduction() || stage.grid().size() == 0) {
      return false;
    }
    Box block = stage.grid().box(0);
    BlockRegions regions = BlockRegions.of(stage.producers(), terminal, block);
    List<Box> slabs = of(stage.producers(), terminal, block);
    if (slabs.size() > 1) {
      if (!areApart(stage.producers(), terminal, slabs, regions)) {
        return false;
      }
      regions = BlockRegions.of(stage.producers(), terminal, slabs.get(0));
    }
    return producedBytes(stage.producers(), regions) <= MOST_PRODUCED;
  }

  /** What the producers make of what some region reads. */
  static long producedBytes(List<LogicalNest> producers, BlockRegions regions) {
    long bytes = 0;
    for (LogicalNest producer : producers) {
      for (int output = 0; output < producer.loop().outputs().size(); output++) {
        ArrayRef result = producer.result(output);
        bytes += regions.arrays().containsKey(result) ? regions.bytes(result) : 0;
      }
    }
    return bytes;
  }
}
