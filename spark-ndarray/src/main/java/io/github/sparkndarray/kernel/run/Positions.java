package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.shape.Box;

/** From C-ordered positions over a block's reduced axes to those over the whole problem's. */
final class Positions {
  private final long[] origin;
  private final long[] extents;
  private final long[] whole;

  /**
   * Positions over the axes {@code from}, {@code from + 1}, … of a block.
   *
   * @param whole the extents of these axes in the whole problem
   */
  Positions(Box block, int from, long[] whole) {
    this.whole = whole.clone();
    this.origin = new long[whole.length];
    this.extents = new long[whole.length];
    for (int axis = 0; axis < whole.length; axis++) {
      origin[axis] = block.origin(from + axis);
      extents[axis] = block.extent(from + axis);
    }
  }

  long global(long local) {
    long position = 0;
    long weight = 1;
    long rest = local;
    for (int axis = whole.length - 1; axis >= 0; axis--) {
      position += (origin[axis] + rest % extents[axis]) * weight;
      rest /= extents[axis];
      weight *= whole[axis];
    }
    return position;
  }
}
