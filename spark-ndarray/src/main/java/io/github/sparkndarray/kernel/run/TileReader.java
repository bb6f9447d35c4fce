package io.github.sparkndarray.kernel.run;

import java.util.Arrays;

/** Reads a stretch of the tile axes, which an operand may cross in several strides. */
final class TileReader {
  private final Reader reader;
  private final long[] extents;
  private final long[] strides;
  private final int rank;

  TileReader(int operand, Reader reader, AxisGroup tile) {
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

  /** Whether another reader, at the same place, would read the same elements. */
  boolean isLike(TileReader other) {
    return rank == other.rank
        && Arrays.equals(extents, other.extents)
        && Arrays.equals(strides, other.strides);
  }

  /** The stride along the last axis. */
  long innerStride() {
    return strides[rank - 1];
  }

  /** Whether tile positions that follow one another are apart in memory. */
  boolean isStrided() {
    return rank == 1 && Math.abs(strides[0]) > 1;
  }

  /** Whether tile positions that follow one another do so in memory. */
  boolean isContiguous() {
    return rank == 1 && strides[0] == 1;
  }

  /** Reads consecutive elements from a tile position's own on. */
  void readElement(long start, long position, int count, Object to) {
    reader.read(start + position * strides[0], 1, count, to, 0);
  }

  /** Reads the tile positions from {@code first} on, of the operand that starts at an offset. */
  void read(long start, long first, int count, Object panel, int at) {
    if (rank == 1) {
      reader.read(start + first * strides[0], strides[0], count, panel, at);
      return;
    }
    long period = period();
    if (period < count) {
      // Broadcast along the outermost axes: the same elements again and again.
      readRuns(start, first, (int) period, panel, at);
      for (int done = (int) period; done < count; done *= 2) {
        System.arraycopy(panel, at, panel, at + done, Math.min(done, count - done));
      }
    } else {
      readRuns(start, first, count, panel, at);
    }
  }

  /** After how many positions the elements repeat. */
  private long period() {
    int axis = 0;
    while (axis < rank && strides[axis] == 0) {
      axis++;
    }
    long period = axis == 0 ? Long.MAX_VALUE : 1;
    for (; axis < rank && period != Long.MAX_VALUE; axis++) {
      period *= extents[axis];
    }
    return period;
  }

  private void readRuns(long start, long first, int count, Object panel, int at) {
    long inner = extents[rank - 1];
    long stride = strides[rank - 1];
    long position = first;
    int done = 0;
    while (done < count) {
      long along = position % inner;
      int run = (int) Math.min(inner - along, count - done);
      int runs = 1;
      if (along == 0) {
        // As many whole runs as there are before the next axis moves.
        long next = position / inner % extents[rank - 2];
        runs = (int) Math.min(extents[rank - 2] - next, (count - done) / inner);
      }
      if (runs > 1) {
        reader.readRuns(
            start + offset(position),
            strides[rank - 2],
            runs,
            stride,
            (int) inner,
            panel,
            at + done);
        run = runs * (int) inner;
      } else {
        reader.read(start + offset(position), stride, run, panel, at + done);
      }
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
