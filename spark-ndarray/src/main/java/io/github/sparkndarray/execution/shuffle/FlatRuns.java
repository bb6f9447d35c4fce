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

  /**
   * One run of an array that is cut into equal parts, each of which goes into one of larger parts.
   *
   * @param part how many elements a part has
   * @param whole how many elements a larger part has
   * @param offset where in a larger part a part begins
   */
  FlatRuns spread(long part, long whole, long offset) {
    long start = starts[0];
    long end = start + values.size();
    int count = values.size() == 0 ? 0 : (int) ((end - 1) / part - start / part + 1);
    long[] places = new long[count];
    int[] sizes = new int[count];
    long at = start;
    for (int i = 0; i < count; i++) {
      long number = at / part;
      places[i] = number * whole + offset + at % part;
      sizes[i] = (int) (Math.min(end, (number + 1) * part) - at);
      at += sizes[i];
    }
    return new FlatRuns(places, sizes, values);
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
