package io.github.sparkndarray.execution.shuffle;

import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import java.io.Serializable;

/**
 * A grid whose chunks are contiguous, as positions in C order: {@link ChunkGrid#ofContiguous} cuts
 * one axis, and what is inside each index of the axes before it is cut alike.
 *
 * @param grid the grid
 * @param period how many elements are cut alike
 * @param chunk how many a whole chunk has
 */
record FlatGrid(ChunkGrid grid, long period, long chunk) implements Serializable {

  static FlatGrid of(Shape shape, long elements) {
    return of(ChunkGrid.ofContiguous(shape, elements));
  }

  static FlatGrid of(ChunkGrid grid) {
    Shape shape = grid.shape();
    int cut = 0;
    while (cut < shape.rank() - 1 && grid.chunkShape().extent(cut) == 1) {
      cut++;
    }
    long below = 1;
    for (int axis = cut + 1; axis < shape.rank(); axis++) {
      below *= shape.extent(axis);
    }
    long period = shape.rank() == 0 ? 1 : shape.extent(cut) * below;
    long chunk = shape.rank() == 0 ? 1 : grid.chunkShape().extent(cut) * below;
    return new FlatGrid(grid, Math.max(1, period), Math.max(1, chunk));
  }

  private long perPeriod() {
    return (period + chunk - 1) / chunk;
  }

  /** The number of chunks. */
  long size() {
    return grid.size();
  }

  /** The number of the chunk that has a position. */
  long chunkAt(long position) {
    return position / period * perPeriod() + position % period / chunk;
  }

  /** The position of a chunk's first element. */
  long start(long number) {
    return number / perPeriod() * period + number % perPeriod() * chunk;
  }

  /** The position after a chunk's last element. */
  long end(long number) {
    long inside = Math.min(period, (number % perPeriod() + 1) * chunk);
    return number / perPeriod() * period + inside;
  }
}
