package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.dtype.DType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/** Copies values to an output buffer. */
final class StoreSink extends Sink {
  private final DType dtype;
  private final long rowLength;
  private final ByteBuffer bytes;
  private final DoubleBuffer doubles;
  private final FloatBuffer floats;
  private final LongBuffer longs;
  private final IntBuffer ints;
  private byte[] staged = new byte[0];

  /** Rows of the given length, one after the other in the buffer. */
  StoreSink(DType dtype, ByteBuffer output, long rowLength) {
    this.dtype = dtype;
    this.rowLength = rowLength;
    this.bytes = output.slice().order(ByteOrder.LITTLE_ENDIAN);
    this.doubles = bytes.asDoubleBuffer();
    this.floats = bytes.asFloatBuffer();
    this.longs = bytes.asLongBuffer();
    this.ints = bytes.asIntBuffer();
  }

  private int position(int row) {
    return (int) ((firstRow + row) * rowLength + tileStart);
  }

  @Override
  public void accept(double[] values, int at, int n, int row) {
    doubles.put(position(row), values, at, n);
  }

  @Override
  public void accept(float[] values, int at, int n, int row) {
    floats.put(position(row), values, at, n);
  }

  @Override
  public void accept(long[] values, int at, int n, int row) {
    if (dtype.isOnlyStored() && dtype.itemSize() < Long.BYTES) {
      for (int i = 0, to = position(row) * Integer.BYTES; i < n; i++, to += Integer.BYTES) {
        bytes.putInt(to, (int) values[at + i]);
      }
    } else {
      longs.put(position(row), values, at, n);
    }
  }

  @Override
  public void accept(int[] values, int at, int n, int row) {
    if (dtype.itemSize() == Short.BYTES) {
      for (int i = 0, to = position(row) * Short.BYTES; i < n; i++, to += Short.BYTES) {
        bytes.putShort(to, (short) values[at + i]);
      }
    } else if (dtype.itemSize() == Byte.BYTES) {
      for (int i = 0, to = position(row); i < n; i++, to++) {
        bytes.put(to, (byte) values[at + i]);
      }
    } else {
      ints.put(position(row), values, at, n);
    }
  }

  @Override
  public void accept(boolean[] values, int at, int n, int row) {
    if (staged.length < n) {
      staged = new byte[n];
    }
    for (int i = 0; i < n; i++) {
      staged[i] = (byte) (values[at + i] ? 1 : 0);
    }
    bytes.put(position(row), staged, 0, n);
  }
}
