package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.dtype.DType;
import java.nio.ByteBuffer;

/** Reads integers that are stored in less room than they are computed in. */
final class StoredReader extends Reader {
  private final DType dtype;
  private final ByteBuffer bytes;

  /**
   * @param dtype int8, int16, uint8, uint16 or uint32
   * @param bytes little-endian
   */
  StoredReader(DType dtype, ByteBuffer bytes) {
    this.dtype = dtype;
    this.bytes = bytes;
  }

  @Override
  void read(long offset, long stride, int count, Object panel, int at) {
    int size = dtype.itemSize();
    int position = (int) (offset * size);
    int step = (int) (stride * size);
    if (dtype == DType.UINT32) {
      long[] to = (long[]) panel;
      for (int i = 0; i < count; i++, position += step) {
        to[at + i] = bytes.getInt(position) & 0xffff_ffffL;
      }
      return;
    }
    int[] to = (int[]) panel;
    switch (dtype) {
      case INT8 -> {
        for (int i = 0; i < count; i++, position += step) {
          to[at + i] = bytes.get(position);
        }
      }
      case UINT8 -> {
        for (int i = 0; i < count; i++, position += step) {
          to[at + i] = bytes.get(position) & 0xff;
        }
      }
      case INT16 -> {
        for (int i = 0; i < count; i++, position += step) {
          to[at + i] = bytes.getShort(position);
        }
      }
      default -> {
        for (int i = 0; i < count; i++, position += step) {
          to[at + i] = bytes.getShort(position) & 0xffff;
        }
      }
    }
  }
}
