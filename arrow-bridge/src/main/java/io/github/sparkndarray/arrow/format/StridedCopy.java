package io.github.sparkndarray.arrow.format;

import io.github.sparkndarray.dtype.DType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Copies elements between two strided blocks and makes them little-endian. */
final class StridedCopy {
  private final int itemSize;
  private final int partSize;
  private final ByteOrder sourceOrder;
  private final boolean swaps;

  StridedCopy(DType dtype, boolean bigEndianSource) {
    this.itemSize = dtype.itemSize();
    this.partSize = dtype.part().itemSize();
    this.sourceOrder = bigEndianSource ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    this.swaps = bigEndianSource && itemSize > 1;
  }

  /**
   * Copies a block of the given extents, the last axis in the innermost loop. Strides are in bytes;
   * the source begins at 0. The target is a little-endian buffer.
   */
  void copy(
      byte[] source,
      long[] sourceStrides,
      ByteBuffer target,
      int targetOffset,
      long[] targetStrides,
      long[] extents) {
    ByteBuffer from = ByteBuffer.wrap(source).order(sourceOrder);
    // Trailing axes that are one in both blocks make one long row.
    int rowAxes = extents.length;
    int rowLength = 1;
    int sourceStep = itemSize;
    int targetStep = itemSize;
    while (rowAxes > 0) {
      int axis = rowAxes - 1;
      if (extents[axis] > 1) {
        if (rowLength == 1) {
          sourceStep = (int) sourceStrides[axis];
          targetStep = (int) targetStrides[axis];
        } else if (sourceStrides[axis] != (long) rowLength * sourceStep
            || targetStrides[axis] != (long) rowLength * targetStep) {
          break;
        }
        rowLength *= (int) extents[axis];
      }
      rowAxes--;
    }
    long[] index = new long[rowAxes];
    int fromAt = 0;
    int toAt = targetOffset;
    while (true) {
      copyRow(from, fromAt, sourceStep, target, toAt, targetStep, rowLength);
      int axis = rowAxes - 1;
      while (axis >= 0 && ++index[axis] == extents[axis]) {
        fromAt -= (int) ((extents[axis] - 1) * sourceStrides[axis]);
        toAt -= (int) ((extents[axis] - 1) * targetStrides[axis]);
        index[axis--] = 0;
      }
      if (axis < 0) {
        return;
      }
      fromAt += (int) sourceStrides[axis];
      toAt += (int) targetStrides[axis];
    }
  }

  private void copyRow(
      ByteBuffer from, int fromAt, int fromStep, ByteBuffer to, int toAt, int toStep, int length) {
    if (!swaps && fromStep == itemSize && toStep == itemSize) {
      to.put(toAt, from, fromAt, length * itemSize);
      return;
    }
    // A complex number is two numbers, each in the byte order of its own.
    for (int part = 0; part < itemSize; part += partSize) {
      copyParts(from, fromAt + part, fromStep, to, toAt + part, toStep, length);
    }
  }

  private void copyParts(
      ByteBuffer from, int fromAt, int fromStep, ByteBuffer to, int toAt, int toStep, int length) {
    switch (partSize) {
      case 1 -> {
        for (int i = 0; i < length; i++) {
          to.put(toAt + i * toStep, from.get(fromAt + i * fromStep));
        }
      }
      case 2 -> {
        for (int i = 0; i < length; i++) {
          to.putShort(toAt + i * toStep, from.getShort(fromAt + i * fromStep));
        }
      }
      case 4 -> {
        for (int i = 0; i < length; i++) {
          to.putInt(toAt + i * toStep, from.getInt(fromAt + i * fromStep));
        }
      }
      case 8 -> {
        for (int i = 0; i < length; i++) {
          to.putLong(toAt + i * toStep, from.getLong(fromAt + i * fromStep));
        }
      }
      default -> throw new AssertionError("an element of " + partSize + " bytes");
    }
  }
}
