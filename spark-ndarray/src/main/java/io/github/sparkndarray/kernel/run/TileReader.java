package io.github.sparkndarray.kernel.run;

/** Reads a stretch of the tile axes, which an operand may cross in several strides. */
final class TileReader {
  private final int operand;
  private final Reader reader;
  private final long[] extents;
  private final long[] strides;
  private final int rank;

  TileReader(int operand, Reader reader, AxisGroup tile) {
    this.operand = operand;
    this.reader = reader;
    long[] merged = new long[Math.max(1, tile.rank())];
    long[] steps = new long[merged.length];
    int count = 0;
    for (int axis = 0; axis < tile.rank(); axis++) {
      long stride = tile.stride(operand, axis);
      if (count > 0 && steps[count - 1] == stride * tile.extent(axis)) {
        merged[count - 1] *= tile.extent(axis);
      } else {
        merged[count++] = tile.extent(axis);
      }
      steps[count - 1] = stride;
    }
    if (count == 0) {
      merged[count++] = 1;
    }
    this.rank = count;
    this.extents = merged;
    this.strides = steps;
  }

  int operand() {
    return operand;
  }

  /** Reads the tile positions from {@code first} on, of the operand that starts at an offset. */
  void read(long start, long first, int count, Object panel, int at) {
    long inner = extents[rank - 1];
    long stride = strides[rank - 1];
    if (rank == 1) {
      reader.read(start + first * stride, stride, count, panel, at);
      return;
    }
    long position = first;
    int done = 0;
    while (done < count) {
      long along = position % inner;
      int run = (int) Math.min(inner - along, count - done);
      reader.read(start + offset(position), stride, run, panel, at + done);
      done += run;
      position += run;
    }
  }

  private long offset(long position) {
    long offset = 0;
    long rest = position;
    for (int axis = rank - 1; axis > 0; axis--) {
      offset += rest % extents[axis] * strides[axis];
      rest /= extents[axis];
    }
    return offset + rest * strides[0];
  }
}
