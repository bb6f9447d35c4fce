package io.github.sparkndarray.io;

import io.github.sparkndarray.dtype.DType;
import java.nio.ByteBuffer;

/** Where the numbers of a table's column go, one after another, each converted to one dtype. */
final class NumberCells {
  private final DType dtype;
  private final ByteBuffer elements;
  private final int stride;
  private int at;

  /**
   * @param elements little-endian
   * @param first the place of the first number, in bytes
   * @param stride from one number to the next, in bytes
   */
  NumberCells(DType dtype, ByteBuffer elements, int first, int stride) {
    this.dtype = dtype;
    this.elements = elements;
    this.at = first;
    this.stride = stride;
  }

  void put(long value) {
    switch (dtype) {
      case BOOL -> elements.put(at, (byte) (value != 0 ? 1 : 0));
      case INT32 -> elements.putInt(at, (int) value);
      case INT64 -> elements.putLong(at, value);
      case FLOAT32 -> elements.putFloat(at, (float) value);
      default -> elements.putDouble(at, value);
    }
    at += stride;
  }

  /** Takes a number for a floating dtype. */
  void put(double value) {
    if (dtype == DType.FLOAT32) {
      elements.putFloat(at, (float) value);
    } else {
      elements.putDouble(at, value);
    }
    at += stride;
  }
}
