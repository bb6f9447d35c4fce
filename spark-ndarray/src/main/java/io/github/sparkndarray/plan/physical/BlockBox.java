package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;

/**
 * Some blocks of a stage that lie side by side, in C order and never listed.
 *
 * @param blocks all of the stage's blocks
 * @param cells which of them, as a box over the counts of {@code blocks}
 */
public record BlockBox(ChunkGrid blocks, Box cells) implements Blocks {

  /** All blocks of a stage. */
  public static BlockBox all(ChunkGrid blocks) {
    return new BlockBox(blocks, Box.whole(blocks.counts()));
  }

  @Override
  public long size() {
    return cells.shape().size();
  }

  @Override
  public long block(long index) {
    long[] strides = blocks.counts().strides();
    Shape shape = cells.shape();
    long block = 0;
    long rest = index;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      block += (cells.origin(axis) + rest % shape.extent(axis)) * strides[axis];
      rest /= shape.extent(axis);
    }
    return block;
  }

  /** What the blocks cover together: a box over the axes of the stage's blocks. */
  public Box covered() {
    int rank = cells.shape().rank();
    long[] origin = new long[rank];
    long[] extents = new long[rank];
    for (int axis = 0; axis < rank; axis++) {
      long length = blocks.chunkShape().extent(axis);
      origin[axis] = cells.origin(axis) * length;
      long end = (cells.origin(axis) + cells.extent(axis)) * length;
      extents[axis] = Math.min(end, blocks.shape().extent(axis)) - origin[axis];
    }
    return new Box(origin, Shape.of(extents));
  }
}
