package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.shape.Shape;
import java.nio.ByteBuffer;

/** Turns Java arrays into the arrays of a partial's state. */
final class States {
  private States() {}

  static HostArray of(DType dtype, Shape shape, double[] values) {
    HostArray array = HostArray.allocate(dtype, shape);
    ByteBuffer buffer = array.writableBuffer();
    for (int i = 0; i < array.size(); i++) {
      if (dtype == DType.FLOAT32) {
        buffer.putFloat((float) values[i]);
      } else {
        buffer.putDouble(values[i]);
      }
    }
    return array;
  }

  static HostArray of(DType dtype, Shape shape, long[] values) {
    HostArray array = HostArray.allocate(dtype, shape);
    ByteBuffer buffer = array.writableBuffer();
    for (int i = 0; i < array.size(); i++) {
      switch (dtype) {
        case INT64 -> buffer.putLong(values[i]);
        case INT32 -> buffer.putInt((int) values[i]);
        default -> buffer.put((byte) values[i]);
      }
    }
    return array;
  }
}
