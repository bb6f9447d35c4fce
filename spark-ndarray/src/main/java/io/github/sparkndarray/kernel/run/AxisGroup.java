package io.github.sparkndarray.kernel.run;

/**
 * Some adjacent axes of a block, walked in C order as one. Axes of extent 1 are left out, and
 * neighbours along which every operand moves evenly are one axis.
 */
final class AxisGroup {
  private final int rank;
  private final long[] extents;
  private final long[][] strides;
  private final long size;

  private AxisGroup(int rank, long[] extents, long[][] strides) {
    this.rank = rank;
    this.extents = extents;
    this.strides = strides;
    long product = 1;
    for (int axis = 0; axis < rank; axis++) {
      product *= extents[axis];
    }
    this.size = product;
  }

  /** The axes from {@code from} to before {@code to} of a block. */
  static AxisGroup of(long[] blockExtents, Strides[] operands, int from, int to) {
    long[] extents = new long[to - from];
    long[][] strides = new long[operands.length][to - from];
    int rank = 0;
    for (int axis = from; axis < to; axis++) {
      if (blockExtents[axis] == 1) {
        continue;
      }
      boolean even = rank > 0;
      for (int op = 0; even && op < operands.length; op++) {
        even = strides[op][rank - 1] == operands[op].byAxis()[axis] * blockExtents[axis];
      }
      if (!even) {
        rank++;
        extents[rank - 1] = 1;
      }
      extents[rank - 1] *= blockExtents[axis];
      for (int op = 0; op < operands.length; op++) {
        strides[op][rank - 1] = operands[op].byAxis()[axis];
      }
    }
    return new AxisGroup(rank, extents, strides);
  }

  /** The first {@code count} of these axes. */
  AxisGroup first(int count) {
    return part(0, count);
  }

  /** All but the first {@code count} of these axes. */
  AxisGroup after(int count) {
    return part(count, rank);
  }

  private AxisGroup part(int from, int to) {
    long[][] some = new long[strides.length][];
    for (int op = 0; op < some.length; op++) {
      some[op] = java.util.Arrays.copyOfRange(strides[op], from, to);
    }
    return new AxisGroup(to - from, java.util.Arrays.copyOfRange(extents, from, to), some);
  }

  /**
   * How many leading axes are rows, if the axes after them are to make tiles: as few trailing axes
   * as give a tile of at least the wanted length.
   */
  int split(long wanted) {
    long product = 1;
    int axis = rank;
    while (axis > 0 && product < wanted) {
      product *= extents[--axis];
    }
    return axis;
  }

  int rank() {
    return rank;
  }

  long size() {
    return size;
  }

  long extent(int axis) {
    return extents[axis];
  }

  long stride(int operand, int axis) {
    return strides[operand][axis];
  }

  boolean moves(int operand) {
    for (int axis = 0; axis < rank; axis++) {
      if (strides[operand][axis] != 0) {
        return true;
      }
    }
    return false;
  }

  /** The offset of an operand at a C-ordered position. */
  long offset(int operand, long position) {
    long offset = 0;
    long rest = position;
    for (int axis = rank - 1; axis >= 0; axis--) {
      offset += rest % extents[axis] * strides[operand][axis];
      rest /= extents[axis];
    }
    return offset;
  }

  /** The offsets of an operand at {@code count} positions from {@code first} on. */
  void offsets(int operand, long first, int count, long start, long[] into) {
    if (rank == 0) {
      into[0] = start;
      return;
    }
    long[] step = strides[operand];
    long inner = extents[rank - 1];
    long stride = step[rank - 1];
    long position = first;
    int done = 0;
    while (done < count) {
      long along = position % inner;
      long offset = start + offset(operand, position);
      int run = (int) Math.min(inner - along, count - done);
      for (int i = 0; i < run; i++) {
        into[done + i] = offset + stride * i;
      }
      done += run;
      position += run;
    }
  }
}
