package io.github.sparkndarray.arrow.chunk;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Shape;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A dense C-ordered array on the heap, little-endian, a bool in one byte. It needs no closing, so
 * it is the form of everything that may outlive a task: literals, broadcast operands, cached
 * chunks, shuffled partials and results brought to the driver. Not to be changed once it is shared.
 */
public final class HostArray implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The largest array in bytes, and the largest chunk: what one Java array can hold. */
  public static final long MAX_BYTES = Integer.MAX_VALUE - 8L;

  private final DType dtype;
  private final Shape shape;
  private final byte[] data;

  private HostArray(DType dtype, Shape shape, byte[] data) {
    this.dtype = dtype;
    this.shape = shape;
    this.data = data;
  }

  /** An array of zeros, to be filled through {@link #writableBuffer}. */
  public static HostArray allocate(DType dtype, Shape shape) {
    return new HostArray(dtype, shape, new byte[checkedBytes(dtype, shape)]);
  }

  /** An array over the given bytes, which it takes over. */
  public static HostArray wrap(DType dtype, Shape shape, byte[] data) {
    if (data.length != checkedBytes(dtype, shape)) {
      throw NDArrayException.of(
          ErrorCode.INTERNAL, "%d bytes for a %s array of shape %s", data.length, dtype, shape);
    }
    return new HostArray(dtype, shape, data);
  }

  public static HostArray ofDoubles(Shape shape, double... values) {
    HostArray array = allocateFor(values.length, DType.FLOAT64, shape);
    array.writableBuffer().asDoubleBuffer().put(values);
    return array;
  }

  public static HostArray ofLongs(Shape shape, long... values) {
    HostArray array = allocateFor(values.length, DType.INT64, shape);
    array.writableBuffer().asLongBuffer().put(values);
    return array;
  }

  private static HostArray allocateFor(int values, DType dtype, Shape shape) {
    if (values != shape.size()) {
      throw NDArrayException.of(
          ErrorCode.INTERNAL, "%d values for a %s array of shape %s", values, dtype, shape);
    }
    return allocate(dtype, shape);
  }

  /**
   * The size in bytes of an array in one piece, on the heap or in a {@link Chunk}.
   *
   * @throws NDArrayException with code MEMORY when it is larger than {@link #MAX_BYTES}
   */
  public static int checkedBytes(DType dtype, Shape shape) {
    long size = shape.size();
    if (size > MAX_BYTES / dtype.itemSize()) {
      throw NDArrayException.of(
          ErrorCode.MEMORY,
          "Cannot hold a %s array of shape %s in one piece: it has %d elements of %d bytes, the"
              + " limit is %d bytes; cut it into chunks",
          dtype,
          shape,
          size,
          dtype.itemSize(),
          MAX_BYTES);
    }
    return (int) size * dtype.itemSize();
  }

  public DType dtype() {
    return dtype;
  }

  public Shape shape() {
    return shape;
  }

  /** The number of elements. */
  public int size() {
    return data.length / dtype.itemSize();
  }

  /** The bytes themselves, not a copy: for writers and serializers, which must not change them. */
  public byte[] bytes() {
    return data;
  }

  /** A little-endian view for readers. */
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(data).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A little-endian view for whoever fills this array before it is shared. */
  public ByteBuffer writableBuffer() {
    return ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The same elements under another shape of the same size. */
  public HostArray reshaped(Shape to) {
    return wrap(dtype, to, data);
  }

  /**
   * A complex array as an array of its parts, with a last axis more that holds the real and the
   * imaginary one; any other array itself.
   */
  public HostArray asParts() {
    return dtype.isComplex() ? wrap(dtype.part(), partsShape(shape), data) : this;
  }

  /** The shape of {@link #asParts} of a complex array of the given shape. */
  public static Shape partsShape(Shape shape) {
    long[] extents = Arrays.copyOf(shape.extents(), shape.rank() + 1);
    extents[shape.rank()] = 2;
    return Shape.of(extents);
  }

  /** The complex array of two arrays of the same shape and floating dtype. */
  public static HostArray ofParts(HostArray real, HostArray imaginary) {
    HostArray array = allocate(real.dtype.complex(), real.shape);
    int itemSize = real.dtype.itemSize();
    ByteBuffer buffer = array.writableBuffer();
    for (int position = 0; position < real.data.length; position += itemSize) {
      buffer.put(real.data, position, itemSize).put(imaginary.data, position, itemSize);
    }
    return array;
  }

  /** The real (0) or the imaginary (1) parts of a complex array, as an array of their own. */
  public HostArray part(int which) {
    HostArray parts = asParts();
    HostArray part = allocate(parts.dtype, shape);
    int itemSize = parts.dtype.itemSize();
    for (int i = 0; i < size(); i++) {
      System.arraycopy(data, (2 * i + which) * itemSize, part.data, i * itemSize, itemSize);
    }
    return part;
  }

  /** The imaginary part of the element at a C-ordered position: 0 in an array of real numbers. */
  public double getImaginary(int position) {
    return dtype.isComplex() ? asParts().getDouble(2 * position + 1) : 0;
  }

  /**
   * The element at a C-ordered position, as the double nearest to it; a bool is 0 or 1. Of a
   * complex number the real part.
   */
  public double getDouble(int position) {
    return switch (dtype) {
      case COMPLEX64, COMPLEX128 -> asParts().getDouble(2 * position);
      case FLOAT32 -> buffer().getFloat(position * 4);
      case FLOAT64 -> buffer().getDouble(position * 8);
      case UINT64 -> unsignedToDouble(getLong(position));
      default -> getLong(position);
    };
  }

  private static double unsignedToDouble(long bits) {
    // Halved with the lost bit kept, so that the conversion rounds as one of the whole would.
    return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
  }

  /**
   * The element at a C-ordered position of a bool or integer array; of a uint64 array its 64 bits.
   */
  public long getLong(int position) {
    ByteBuffer buffer = buffer();
    return switch (dtype) {
      case BOOL, INT8 -> data[position];
      case UINT8 -> data[position] & 0xff;
      case INT16 -> buffer.getShort(position * 2);
      case UINT16 -> buffer.getShort(position * 2) & 0xffff;
      case INT32 -> buffer.getInt(position * 4);
      case UINT32 -> buffer.getInt(position * 4) & 0xffffffffL;
      case INT64, UINT64 -> buffer.getLong(position * 8);
      case FLOAT32, FLOAT64, COMPLEX64, COMPLEX128 ->
          throw NDArrayException.of(ErrorCode.INTERNAL, "getLong of a %s array", dtype);
    };
  }

  public boolean getBoolean(int position) {
    return getDouble(position) != 0 || getImaginary(position) != 0;
  }

  private Object writeReplace() {
    return new SerializedHostArray(this);
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("a HostArray is serialized as a SerializedHostArray");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HostArray that
        && dtype == that.dtype
        && shape.equals(that.shape)
        && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return "HostArray[" + dtype + ", " + shape + "]";
  }
}
