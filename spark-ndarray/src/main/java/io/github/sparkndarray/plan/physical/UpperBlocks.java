package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import java.util.Arrays;

/**
 * Those of some blocks that lie on or above the diagonal of the last two axes of their grid, which
 * are cut alike: what is computed of pairs of which {@code (i, j)} is like {@code (j, i)}. All are
 * of one size, so that tasks with as many of them have as much to do.
 *
 * @param box the blocks, those below the diagonal among them
 */
public record UpperBlocks(BlockBox box) implements Blocks {

  /** The blocks of a whole grid on or above the diagonal. */
  static UpperBlocks all(ChunkGrid grid) {
    return new UpperBlocks(BlockBox.all(grid));
  }

  @Override
  public long size() {
    return outside() * before(rows());
  }

  @Override
  public long block(long index) {
    long perSquare = before(rows());
    long rest = index % perSquare;
    long row = rowOf(rest);
    long left = box.cells().origin(axis() + 1);
    long column = Math.max(left, top() + row) - left + rest - before(row);
    return box.block((index / perSquare * rows() + row) * columns() + column);
  }

  /** As many blocks one after another along one axis in place of the last two. */
  ChunkGrid inLine() {
    Shape shape = box.blocks().shape();
    long[] extents = Arrays.copyOf(shape.extents(), axis() + 1);
    long[] lengths = Arrays.copyOf(box.blocks().chunkShape().extents(), axis() + 1);
    extents[axis()] = before(rows());
    lengths[axis()] = 1;
    return new ChunkGrid(Shape.of(extents), Shape.of(lengths));
  }

  /**
   * The place of a block among those of its grid on or above the diagonal.
   *
   * @param block its number in the whole grid
   */
  public static long rank(ChunkGrid grid, long block) {
    UpperBlocks all = all(grid);
    long side = all.rows();
    long row = block / side % side;
    long before = all.before(row) - row;
    return block / (side * side) * all.before(side) + before + block % side;
  }

  /** Whether a block lies on the diagonal, where both halves of its pairs are computed. */
  public static boolean isOnDiagonal(ChunkGrid grid, long block) {
    long side = grid.counts().extent(grid.shape().rank() - 1);
    return block / side % side == block % side;
  }

  /** The row of the one so far down, by halving: rows become shorter towards the bottom. */
  private long rowOf(long index) {
    long low = 0;
    long high = rows();
    while (high - low > 1) {
      long middle = (low + high) >>> 1;
      if (before(middle) <= index) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** How many blocks there are in the first rows. */
  private long before(long rows) {
    long left = box.cells().origin(axis() + 1);
    long right = left + columns();
    long whole = Math.max(0, Math.min(rows, left + 1 - top()));
    // Below, each row is one shorter than the one above it, until there are none.
    long last = Math.min(rows, right - top());
    long shorter = Math.max(0, last - whole);
    long longest = right - (top() + whole);
    return whole * columns() + shorter * longest - shorter * (shorter - 1) / 2;
  }

  private int axis() {
    return box.cells().shape().rank() - 2;
  }

  private long top() {
    return box.cells().origin(axis());
  }

  private long rows() {
    return box.cells().extent(axis());
  }

  private long columns() {
    return box.cells().extent(axis() + 1);
  }

  private long outside() {
    Shape cells = box.cells().shape();
    long count = 1;
    for (int axis = 0; axis < axis(); axis++) {
      count *= cells.extent(axis);
    }
    return count;
  }
}
