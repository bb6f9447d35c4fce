package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.shape.Shape;

/**
 * Groups of blocks of which only those on or above the diagonal of the last two axes are run: some
 * groups have none of these.
 */
record UpperGroups(BlockGroups all) {

  /** How many groups have blocks that are run. */
  int busy() {
    Shape counts = all.groups().counts();
    long busy = 1;
    for (int axis = 0; axis < counts.rank() - 2; axis++) {
      busy *= counts.extent(axis);
    }
    long upper = 0;
    for (long row = 0; row < counts.extent(rowAxis()); row++) {
      upper += busyInRow(row);
    }
    return Math.toIntExact(busy * upper);
  }

  /** How many busy groups there are in a row of groups, of all rows on average of their blocks. */
  double perRow() {
    double blocks = 0;
    for (long row = 0; row < all.groups().counts().extent(rowAxis()); row++) {
      blocks += (double) length(rowAxis(), row) * busyInRow(row);
    }
    return blocks / all.blocks().counts().extent(rowAxis());
  }

  /** How many busy groups there are in a column of groups, as {@link #perRow}. */
  double perColumn() {
    double blocks = 0;
    long each = all.groups().chunkShape().extent(rowAxis());
    for (long column = 0; column < all.groups().counts().extent(rowAxis() + 1); column++) {
      long length = length(rowAxis() + 1, column);
      long last = column * all.groups().chunkShape().extent(rowAxis() + 1) + length - 1;
      blocks += (double) length * (last / each + 1);
    }
    return blocks / all.blocks().counts().extent(rowAxis() + 1);
  }

  private long busyInRow(long row) {
    long first = row * all.groups().chunkShape().extent(rowAxis());
    long left = first / all.groups().chunkShape().extent(rowAxis() + 1);
    return all.groups().counts().extent(rowAxis() + 1) - left;
  }

  /** How many blocks a group has along an axis. */
  private long length(int axis, long group) {
    long each = all.groups().chunkShape().extent(axis);
    return Math.min(each, all.blocks().counts().extent(axis) - group * each);
  }

  private int rowAxis() {
    return all.groups().shape().rank() - 2;
  }
}
