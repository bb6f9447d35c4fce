package io.github.sparkndarray.sql.row;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.Platform;
import org.jspecify.annotations.Nullable;

/** Spark's arrays, as generated code reads and makes them. */
public final class RowArrays {
  private static final int WORD_BITS = 64;

  private RowArrays() {}

  /** A new array of so many elements, none of which is null. */
  public static UnsafeArrayData fresh(int count, int elementSize) {
    return UnsafeArrayData.createFreshArray(count, elementSize);
  }

  /** Where the elements of an array begin. */
  public static long firstElement(UnsafeArrayData array) {
    return array.getBaseOffset()
        + UnsafeArrayData.calculateHeaderPortionInBytes(array.numElements());
  }

  /** Whether an element is null; 64 elements at a time where the array has a bit for each. */
  public static boolean hasNull(ArrayData array) {
    int count = array.numElements();
    if (array instanceof UnsafeArrayData unsafe) {
      Object base = unsafe.getBaseObject();
      long at = unsafe.getBaseOffset() + Long.BYTES;
      for (int i = 0; i < count; i += WORD_BITS, at += Long.BYTES) {
        if (Platform.getLong(base, at) != 0) {
          return true;
        }
      }
      return false;
    }
    for (int i = 0; i < count; i++) {
      if (array.isNullAt(i)) {
        return true;
      }
    }
    return false;
  }

  /** The number of elements of each of the arrays in an array; 0 where there is none. */
  public static int width(ArrayData rows) {
    return rows.numElements() == 0 ? 0 : rows.getArray(0).numElements();
  }

  /** The elements of an array of arrays; null where one of them, or an array, is null. */
  public static double @Nullable [] doubles(ArrayData rows) {
    double[] all = new double[requireFlat(rows)];
    return fill(rows, (row, i, to) -> all[to] = row.getDouble(i)) ? all : null;
  }

  /** As {@link #doubles}. */
  public static float @Nullable [] floats(ArrayData rows) {
    float[] all = new float[requireFlat(rows)];
    return fill(rows, (row, i, to) -> all[to] = row.getFloat(i)) ? all : null;
  }

  /** As {@link #doubles}. */
  public static long @Nullable [] longs(ArrayData rows) {
    long[] all = new long[requireFlat(rows)];
    return fill(rows, (row, i, to) -> all[to] = row.getLong(i)) ? all : null;
  }

  /** As {@link #doubles}. */
  public static int @Nullable [] ints(ArrayData rows) {
    int[] all = new int[requireFlat(rows)];
    return fill(rows, (row, i, to) -> all[to] = row.getInt(i)) ? all : null;
  }

  /** As {@link #doubles}. */
  public static boolean @Nullable [] booleans(ArrayData rows) {
    boolean[] all = new boolean[requireFlat(rows)];
    return fill(rows, (row, i, to) -> all[to] = row.getBoolean(i)) ? all : null;
  }

  private interface Element {
    void copy(ArrayData row, int from, int to);
  }

  private static int requireFlat(ArrayData rows) {
    if (hasNull(rows)) {
      return 0;
    }
    return Math.multiplyExact(rows.numElements(), width(rows));
  }

  /** Copies all elements, unless one is null. */
  private static boolean fill(ArrayData rows, Element element) {
    if (hasNull(rows)) {
      return false;
    }
    int width = width(rows);
    for (int r = 0; r < rows.numElements(); r++) {
      ArrayData row = rows.getArray(r);
      if (row.numElements() != width) {
        throw NDArrayException.of(
            ErrorCode.SHAPE,
            "setting an array element with a sequence. The requested array has an inhomogeneous"
                + " shape: its rows have %d and %d elements",
            width,
            row.numElements());
      }
      if (hasNull(row)) {
        return false;
      }
      for (int i = 0; i < width; i++) {
        element.copy(row, i, r * width + i);
      }
    }
    return true;
  }
}
