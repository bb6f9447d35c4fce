package io.github.sparkndarray.execution.shuffle;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.shape.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Elements as longs in the same order, in which NaN comes last, as in NumPy; and sorting by them.
 */
final class SortKeys {
  private static final long NAN = Double.doubleToLongBits(Double.NaN);
  private static final int SHORT_RUN = 16;

  private SortKeys() {}

  /**
   * The keys of an array's elements.
   *
   * @param zerosAreEqual whether zeros of both signs have one key, from which none can be told
   */
  static long[] of(HostArray values, boolean zerosAreEqual) {
    long[] keys = new long[values.size()];
    ByteBuffer buffer = values.buffer();
    for (int i = 0; i < keys.length; i++) {
      keys[i] =
          switch (values.dtype()) {
            case FLOAT64 -> ofReal(buffer.getDouble(8 * i), zerosAreEqual);
            case FLOAT32 -> ofReal(buffer.getFloat(4 * i), zerosAreEqual);
            case INT64 -> buffer.getLong(8 * i);
            case INT32 -> buffer.getInt(4 * i);
            default -> values.getLong(i);
          };
    }
    return keys;
  }

  private static long ofReal(double value, boolean zerosAreEqual) {
    double x = zerosAreEqual && value == 0 ? 0.0 : value;
    long bits = Double.isNaN(x) ? NAN : Double.doubleToRawLongBits(x);
    return bits ^ (bits >> 63 & Long.MAX_VALUE);
  }

  /** The elements of keys that tell zeros apart. */
  static HostArray elements(DType dtype, Shape shape, long[] keys) {
    HostArray array = HostArray.allocate(dtype, shape);
    ByteBuffer buffer = array.writableBuffer();
    for (long key : keys) {
      switch (dtype) {
        case FLOAT64 -> buffer.putDouble(toReal(key));
        case FLOAT32 -> buffer.putFloat((float) toReal(key));
        case INT64 -> buffer.putLong(key);
        case INT32 -> buffer.putInt((int) key);
        default -> buffer.put((byte) key);
      }
    }
    return array;
  }

  private static double toReal(long key) {
    return Double.longBitsToDouble(key ^ (key >> 63 & Long.MAX_VALUE));
  }

  /**
   * Where the keys of a range are in ascending order, equal ones in the order in which they are: a
   * merge sort of runs that insertion has sorted.
   *
   * @return indices from 0 on, relative to the range's start
   */
  static int[] order(long[] keys, int from, int to) {
    int n = to - from;
    int[] order = new int[n];
    Arrays.setAll(order, i -> i);
    for (int start = 0; start < n; start += SHORT_RUN) {
      insert(keys, from, order, start, Math.min(n, start + SHORT_RUN));
    }
    int[] merged = new int[n];
    for (long width = SHORT_RUN; width < n; width *= 2) {
      for (long start = 0; start < n; start += 2 * width) {
        int middle = (int) Math.min(n, start + width);
        int end = (int) Math.min(n, start + 2 * width);
        merge(keys, from, order, (int) start, middle, end, merged);
      }
      int[] swap = order;
      order = merged;
      merged = swap;
    }
    return order;
  }

  private static void insert(long[] keys, int from, int[] order, int start, int end) {
    for (int i = start + 1; i < end; i++) {
      int moved = order[i];
      long key = keys[from + moved];
      int j = i;
      while (j > start && keys[from + order[j - 1]] > key) {
        order[j] = order[j - 1];
        j--;
      }
      order[j] = moved;
    }
  }

  private static void merge(
      long[] keys, int from, int[] order, int start, int middle, int end, int[] merged) {
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takeLeft =
          left < middle && (right == end || keys[from + order[left]] <= keys[from + order[right]]);
      merged[i] = takeLeft ? order[left++] : order[right++];
    }
  }
}
