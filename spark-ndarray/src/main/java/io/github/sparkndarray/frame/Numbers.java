package io.github.sparkndarray.frame;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.frame.VectorCursor.RaggedArrayException;
import java.nio.ByteBuffer;
import org.apache.spark.sql.catalyst.util.ArrayData;

/** Spark's arrays of numbers as little-endian bytes. */
final class Numbers {
  private Numbers() {}

  /**
   * How many numbers there are in bytes.
   *
   * @throws RaggedArrayException where the last has not all of its bytes
   */
  static int count(byte[] bytes, DType dtype) throws RaggedArrayException {
    if (bytes.length % dtype.itemSize() != 0) {
      throw new RaggedArrayException();
    }
    return bytes.length / dtype.itemSize();
  }

  /** Appends an array of numbers of the given dtype; missing ones as NaN. */
  static void put(ByteBuffer target, DType dtype, ArrayData array) {
    switch (dtype) {
      case FLOAT64 -> putDoubles(target, array);
      case FLOAT32 -> putFloats(target, array);
      default -> putAll(target, dtype, array);
    }
  }

  /** Appends an array of numbers of the given dtype, none of which is missing. */
  static void putAll(ByteBuffer target, DType dtype, ArrayData array) {
    int bytes = array.numElements() * dtype.itemSize();
    switch (dtype) {
      case FLOAT64 -> target.asDoubleBuffer().put(array.toDoubleArray());
      case FLOAT32 -> target.asFloatBuffer().put(array.toFloatArray());
      case INT64 -> target.asLongBuffer().put(array.toLongArray());
      case INT32 -> target.asIntBuffer().put(array.toIntArray());
      default -> {
        for (boolean value : array.toBooleanArray()) {
          target.put((byte) (value ? 1 : 0));
        }
        return;
      }
    }
    target.position(target.position() + bytes);
  }

  private static void putDoubles(ByteBuffer target, ArrayData array) {
    double[] values = array.toDoubleArray();
    for (int i = 0; i < values.length; i++) {
      target.putDouble(array.isNullAt(i) ? Double.NaN : values[i]);
    }
  }

  private static void putFloats(ByteBuffer target, ArrayData array) {
    float[] values = array.toFloatArray();
    for (int i = 0; i < values.length; i++) {
      target.putFloat(array.isNullAt(i) ? Float.NaN : values[i]);
    }
  }

  /** Appends NaN so many times; the dtype is one of floats wherever that can happen. */
  static void putNaN(ByteBuffer target, DType dtype, int count) {
    for (int i = 0; i < count; i++) {
      if (dtype == DType.FLOAT32) {
        target.putFloat(Float.NaN);
      } else if (dtype == DType.FLOAT64) {
        target.putDouble(Double.NaN);
      } else {
        throw new IllegalStateException(dtype + " has no NaN");
      }
    }
  }

  /** The product of the extents from one axis on. */
  static int product(int[] shape, int from) {
    int product = 1;
    for (int axis = from; axis < shape.length; axis++) {
      product = Math.multiplyExact(product, shape[axis]);
    }
    return product;
  }
}
