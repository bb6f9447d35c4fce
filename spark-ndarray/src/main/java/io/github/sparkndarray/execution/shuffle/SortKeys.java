package io.github.sparkndarray.execution.shuffle;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.kernel.OrderedKeys;
import io.github.sparkndarray.shape.Shape;
import java.nio.ByteBuffer;

/** The elements of an array as {@link OrderedKeys}, and back. */
final class SortKeys {
  private SortKeys() {}

  /**
   * The keys of an array's elements.
   *
   * @param zerosAreEqual whether zeros of both signs have one key, from which none can be told
   */
  static long[] of(HostArray values, boolean zerosAreEqual) {
    long[] keys = new long[values.size()];
    ByteBuffer buffer = values.buffer();
    if (values.dtype() == DType.INT64) {
      buffer.asLongBuffer().get(keys);
      return keys;
    }
    for (int i = 0; i < keys.length; i++) {
      keys[i] =
          switch (values.dtype()) {
            case FLOAT64 -> ofReal(buffer.getDouble(8 * i), zerosAreEqual);
            case FLOAT32 -> ofReal(buffer.getFloat(4 * i), zerosAreEqual);
            case INT32 -> buffer.getInt(4 * i);
            default -> values.getLong(i);
          };
    }
    return keys;
  }

  private static long ofReal(double value, boolean zerosAreEqual) {
    return OrderedKeys.of(zerosAreEqual && value == 0 ? 0.0 : value);
  }

  /** The elements of keys that tell zeros apart. */
  static HostArray elements(DType dtype, Shape shape, long[] keys) {
    HostArray array = HostArray.allocate(dtype, shape);
    ByteBuffer buffer = array.writableBuffer();
    for (long key : keys) {
      switch (dtype) {
        case FLOAT64 -> buffer.putDouble(OrderedKeys.toReal(key));
        case FLOAT32 -> buffer.putFloat((float) OrderedKeys.toReal(key));
        case INT64 -> buffer.putLong(key);
        case INT32 -> buffer.putInt((int) key);
        default -> buffer.put((byte) key);
      }
    }
    return array;
  }
}
