package io.github.sparkndarray.testing;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.shape.Shape;
import java.nio.ByteBuffer;
import java.util.Random;

/** Sample arrays, the same as in src/test/python/make_fixtures.py, and random numbers. */
public final class Samples {
  private Samples() {}

  /** An array whose elements follow from their C-ordered positions and use all of their bytes. */
  public static HostArray array(DType dtype, long... extents) {
    HostArray array = HostArray.allocate(dtype, Shape.of(extents));
    ByteBuffer buffer = array.writableBuffer();
    for (int i = 0; i < array.size(); i++) {
      int v = (i * 37 + 11) % 251;
      switch (dtype) {
        case BOOL -> buffer.put((byte) (v % 3 == 0 ? 1 : 0));
        case INT8 -> buffer.put((byte) (v - 125));
        case INT16 -> buffer.putShort((short) ((v - 125) * 129));
        case INT32 -> buffer.putInt((v - 125) * 16777213);
        case INT64 -> buffer.putLong((v - 125) * 72057594037927931L);
        case UINT8 -> buffer.put((byte) v);
        case UINT16 -> buffer.putShort((short) (v * 261));
        case UINT32 -> buffer.putInt(v * 17179861);
        case UINT64 -> buffer.putLong(v * 73786976294838191L);
        case FLOAT32 -> buffer.putFloat((float) ((v - 125) / 3.0));
        case FLOAT64 -> buffer.putDouble((v - 125) / 3.0);
        case COMPLEX64 -> buffer.putFloat((float) ((v - 125) / 3.0)).putFloat(v);
        case COMPLEX128 -> buffer.putDouble((v - 125) / 3.0).putDouble(v);
      }
    }
    return array;
  }

  /** {@code np.arange(size).reshape(shape)}. */
  public static HostArray arange(Shape shape) {
    HostArray array = HostArray.allocate(DType.INT64, shape);
    ByteBuffer buffer = array.writableBuffer();
    for (int i = 0; i < array.size(); i++) {
      buffer.putLong(i);
    }
    return array;
  }

  /** Random numbers whose seed is printed; {@code -Dseed=…} replays them. */
  public static Random random() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed " + seed);
    return new Random(seed);
  }
}
