package io.github.sparkndarray.frame;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.frame.VectorCursor.RaggedArrayException;
import java.nio.ByteBuffer;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.jspecify.annotations.Nullable;

/** Spark's arrays of numbers, and arrays of such arrays, as vectors of one axis and more. */
final class NestedArrays {
  private NestedArrays() {}

  /**
   * Whether a number, or an array, is missing.
   *
   * @param depth how many arrays are one inside the other
   */
  static boolean lackNumbers(ArrayData array, int depth) {
    for (int i = 0; i < array.numElements(); i++) {
      if (array.isNullAt(i) || (depth > 1 && lackNumbers(array.getArray(i), depth - 1))) {
        return true;
      }
    }
    return false;
  }

  /**
   * The extents of an array; null where the first array inside is missing, which would tell.
   *
   * @throws RaggedArrayException where the arrays inside differ in length
   */
  static int @Nullable [] shape(ArrayData array, int depth) throws RaggedArrayException {
    int[] shape = new int[depth];
    ArrayData inner = array;
    for (int axis = 0; axis < depth; axis++) {
      shape[axis] = inner.numElements();
      if (axis < depth - 1 && shape[axis] > 0) {
        if (inner.isNullAt(0)) {
          return null;
        }
        inner = inner.getArray(0);
      }
    }
    if (!fit(array, shape, 0)) {
      throw new RaggedArrayException();
    }
    return shape;
  }

  /** Whether an array has the given extents from an axis on; what is missing inside has any. */
  static boolean fit(ArrayData array, int[] shape, int axis) {
    if (array.numElements() != shape[axis]) {
      return false;
    }
    for (int i = 0; axis < shape.length - 1 && i < shape[axis]; i++) {
      if (!array.isNullAt(i) && !fit(array.getArray(i), shape, axis + 1)) {
        return false;
      }
    }
    return true;
  }

  /** Appends the numbers of an array that has the given extents; missing ones as NaN. */
  static void write(ArrayData array, ByteBuffer target, DType dtype, int[] shape, int axis) {
    if (axis == shape.length - 1) {
      Numbers.put(target, dtype, array);
      return;
    }
    for (int i = 0; i < shape[axis]; i++) {
      if (array.isNullAt(i)) {
        Numbers.putNaN(target, dtype, Numbers.product(shape, axis + 1));
      } else {
        write(array.getArray(i), target, dtype, shape, axis + 1);
      }
    }
  }
}
