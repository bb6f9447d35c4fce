package io.github.sparkndarray.execution.shuffle;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.shape.Shape;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Elements on their way to where they belong: runs of consecutive positions of an array.
 *
 * @param starts the position of each run's first element
 * @param lengths how many elements each run has
 * @param values the elements of all runs, one after the other
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FlatRuns(long[] starts, int[] lengths, HostArray values) implements Serializable {

  /** One run. */
  static FlatRuns of(long start, HostArray values) {
    return new FlatRuns(new long[] {start}, new int[] {values.size()}, values);
  }

  /** The same elements, that many positions later. */
  FlatRuns shifted(long by) {
    return new FlatRuns(Arrays.stream(starts).map(start -> start + by).toArray(), lengths, values);
  }

  /** Copies the elements to their places in a chunk that begins at a position. */
  void copyTo(byte[] chunk, long chunkStart) {
    int itemSize = values.dtype().itemSize();
    int from = 0;
    for (int run = 0; run < starts.length; run++) {
      int bytes = lengths[run] * itemSize;
      int to = Math.toIntExact((starts[run] - chunkStart) * itemSize);
      System.arraycopy(values.bytes(), from, chunk, to, bytes);
      from += bytes;
    }
  }

  /** Puts runs together, one after the other. */
  static final class Builder {
    private final DType dtype;
    private long[] starts = new long[4];
    private int[] lengths = new int[4];
    private byte[] bytes = new byte[64];
    private int runs;
    private int size;

    Builder(DType dtype) {
      this.dtype = dtype;
    }

    /** Adds elements of an array, of which a run goes on where the last one ended. */
    void add(long start, HostArray from, long first, int length) {
      if (runs > 0 && starts[runs - 1] + lengths[runs - 1] == start) {
        lengths[runs - 1] += length;
      } else {
        if (runs == starts.length) {
          starts = Arrays.copyOf(starts, 2 * runs);
          lengths = Arrays.copyOf(lengths, 2 * runs);
        }
        starts[runs] = start;
        lengths[runs++] = length;
      }
      int itemSize = dtype.itemSize();
      int more = Math.multiplyExact(length, itemSize);
      if (size + more > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), 2 * bytes.length));
      }
      System.arraycopy(from.bytes(), Math.toIntExact(first * itemSize), bytes, size, more);
      size += more;
    }

    FlatRuns build() {
      byte[] own = Arrays.copyOf(bytes, size);
      return new FlatRuns(
          Arrays.copyOf(starts, runs),
          Arrays.copyOf(lengths, runs),
          HostArray.wrap(dtype, Shape.of(size / dtype.itemSize()), own));
    }
  }
}
