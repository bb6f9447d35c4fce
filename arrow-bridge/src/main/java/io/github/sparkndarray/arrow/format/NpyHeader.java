package io.github.sparkndarray.arrow.format;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The header of an npy file: what array it holds, and where.
 *
 * @param bigEndian whether the elements are in big-endian byte order
 * @param fortranOrder whether the first axis varies fastest, not the last
 * @param dataOffset the offset in the file of the first element
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">The npy
 *     format</a>
 */
public record NpyHeader(
    DType dtype, boolean bigEndian, boolean fortranOrder, Shape shape, long dataOffset)
    implements Serializable {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int PREFIX_BYTES = MAGIC.length + 2;

  /** NumPy pads headers so that data begins at a multiple of this, for memory mapping. */
  private static final int ALIGNMENT = 64;

  /** NumPy leaves room in the header for the slowest axis to grow to this many digits. */
  private static final int GROWTH_DIGITS = 21;

  /** Much more than 64 extents take, so that no file can make us take memory for its header. */
  private static final int MAX_TEXT_BYTES = 1 << 20;

  /** The header that NumPy writes for a C-ordered, little-endian array. */
  public static NpyHeader of(DType dtype, Shape shape) {
    long dataOffset = new NpyHeader(dtype, false, false, shape, 0).encode().length;
    NpyHeader header = new NpyHeader(dtype, false, false, shape, dataOffset);
    if (!header.fitsFile()) {
      throw NDArrayException.of(
          ErrorCode.SHAPE,
          "Cannot write a %s array of shape %s: it is larger than any file",
          dtype,
          shape);
    }
    return header;
  }

  /**
   * Reads a header from the beginning of a file and leaves the stream at the first element.
   *
   * @param name the file's path, for errors
   * @throws NDArrayException with code FORMAT when this is no npy file or a damaged one, with code
   *     UNSUPPORTED when its dtype is none of ours
   */
  public static NpyHeader read(String name, InputStream in) throws IOException {
    int lengthBytes = readVersion(name, in) == 1 ? Short.BYTES : Integer.BYTES;
    int textOffset = PREFIX_BYTES + lengthBytes;
    byte[] length = readUpTo(textOffset, PREFIX_BYTES, name, in);
    long textBytes = 0;
    for (int i = lengthBytes - 1; i >= 0; i--) {
      textBytes = (textBytes << 8) | (length[i] & 0xff);
    }
    if (textBytes > MAX_TEXT_BYTES) {
      throw corrupt(
          name,
          PREFIX_BYTES,
          "the header has " + textBytes + " bytes, more than " + MAX_TEXT_BYTES);
    }
    byte[] text = readUpTo(textOffset + (int) textBytes, textOffset, name, in);
    // A char per byte, for offsets; what is not ASCII in a header is no dtype of ours anyway.
    return new NpyHeaderParser(name, new String(text, StandardCharsets.ISO_8859_1), textOffset)
        .parse();
  }

  /** Reads the magic bytes and the version; returns the major version. */
  private static int readVersion(String name, InputStream in) throws IOException {
    byte[] magic = in.readNBytes(MAGIC.length);
    if (!Arrays.equals(magic, MAGIC)) {
      throw corrupt(name, 0, "this is no npy file: it does not begin with \\x93NUMPY");
    }
    byte[] version = readUpTo(PREFIX_BYTES, MAGIC.length, name, in);
    int major = version[0] & 0xff;
    int minor = version[1] & 0xff;
    if (major < 1 || major > 3 || minor != 0) {
      throw corrupt(
          name,
          MAGIC.length,
          "npy version " + major + "." + minor + " is none of 1.0, 2.0 and 3.0");
    }
    return major;
  }

  /** Reads the bytes from one offset in the file up to another, which a header must have. */
  private static byte[] readUpTo(int to, int from, String name, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(to - from);
    if (bytes.length < to - from) {
      throw corrupt(name, from + bytes.length, "the file ends within its header");
    }
    return bytes;
  }

  /** The header of the same elements in C order under another shape of the same size. */
  public NpyHeader reshaped(Shape shape) {
    return new NpyHeader(dtype, bigEndian, fortranOrder, shape, dataOffset);
  }

  /** The size in bytes of the file up to the last element. */
  public long fileBytes() {
    return Math.addExact(dataOffset, Math.multiplyExact(shape.size(), dtype.itemSize()));
  }

  /** Where in the file an element begins. */
  public long elementOffset(long... index) {
    long[] strides = byteStrides();
    long offset = dataOffset;
    for (int axis = 0; axis < strides.length; axis++) {
      offset += index[axis] * strides[axis];
    }
    return offset;
  }

  /** How far apart in the file neighbours along each axis are, in bytes. */
  long[] byteStrides() {
    int rank = shape.rank();
    long[] strides = new long[rank];
    long stride = dtype.itemSize();
    for (int i = 0; i < rank; i++) {
      int axis = fortranOrder ? i : rank - 1 - i;
      strides[axis] = stride;
      stride *= Math.max(1, shape.extent(axis));
    }
    return strides;
  }

  /** Whether the file's bytes are those of our own arrays; those of a bool may be any. */
  public boolean isPlain() {
    return !fortranOrder && !bigEndian && dtype != DType.BOOL;
  }

  /**
   * The header of the array of the parts of a complex one, which lie side by side: along a last
   * axis, or along a first one in Fortran order.
   */
  public NpyHeader asParts() {
    return new NpyHeader(dtype.part(), bigEndian, fortranOrder, partsShape(), dataOffset);
  }

  private Shape partsShape() {
    if (!fortranOrder) {
      return HostArray.partsShape(shape);
    }
    long[] extents = new long[shape.rank() + 1];
    extents[0] = 2;
    System.arraycopy(shape.extents(), 0, extents, 1, shape.rank());
    return Shape.of(extents);
  }

  /** This header for elements that are in memory without it. */
  NpyHeader inMemory() {
    return new NpyHeader(dtype, bigEndian, fortranOrder, shape, 0);
  }

  /** Whether a file could be as long as this header says. */
  boolean fitsFile() {
    // Shape has checked that the number of elements is a long.
    return shape.size() <= (Long.MAX_VALUE - dataOffset) / dtype.itemSize();
  }

  /** Fails when a file of the given length does not hold all the elements. More is accepted. */
  public void checkLength(String name, long length) {
    if (length < fileBytes()) {
      throw truncated(name, length);
    }
  }

  NDArrayException truncated(String name, long length) {
    return NDArrayException.of(
        ErrorCode.FORMAT,
        "Cannot read %s: it is truncated: a %s array of shape %s from byte %d on needs %d bytes,"
            + " the file has %d",
        name,
        dtype,
        shape,
        dataOffset,
        fileBytes(),
        length);
  }

  static NDArrayException corrupt(String name, long offset, String reason) {
    return NDArrayException.of(
        ErrorCode.FORMAT, "Cannot read %s: at byte %d: %s", name, offset, reason);
  }

  /** The bytes of this header as NumPy writes them, in version 1.0; it fits any shape. */
  byte[] encode() {
    StringBuilder text = new StringBuilder("{'descr': '");
    text.append(new NpyDescr(dtype, bigEndian).text());
    text.append("', 'fortran_order': ").append(fortranOrder ? "True" : "False");
    text.append(", 'shape': ").append(shape).append(", }");
    if (shape.rank() > 0) {
      long growing = shape.extent(fortranOrder ? shape.rank() - 1 : 0);
      text.append(" ".repeat(GROWTH_DIGITS - Long.toString(growing).length()));
    }
    int unpadded = PREFIX_BYTES + Short.BYTES + text.length() + 1;
    // As NumPy does: a header that is aligned already gets 64 spaces.
    text.append(" ".repeat(ALIGNMENT - unpadded % ALIGNMENT)).append('\n');

    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(MAGIC);
    bytes.write(1);
    bytes.write(0);
    bytes.write(text.length());
    bytes.write(text.length() >> 8);
    bytes.writeBytes(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    return bytes.toByteArray();
  }
}
