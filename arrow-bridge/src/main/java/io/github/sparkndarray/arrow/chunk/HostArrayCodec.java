package io.github.sparkndarray.arrow.chunk;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Shape;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The serialized form of a {@link HostArray}: for shuffles, broadcast variables and caches between
 * JVMs of one job, not for files that are kept. Everything is covered by a checksum, and a header
 * that fails its own is refused before memory is taken for what it announces.
 *
 * <pre>
 * int     magic, "NDHA"            all of it big-endian but for the elements
 * byte    format version, 1
 * byte    dtype code
 * byte    rank, 0 to 64
 * long[]  extents
 * long    length of the elements in bytes
 * int     CRC32C of all the above
 * byte[]  elements in C order, little-endian
 * int     CRC32C of the elements
 * </pre>
 *
 * Elements are written and read piece by piece, straight from and into the array's own bytes.
 */
public final class HostArrayCodec {
  private static final int MAGIC = 0x4E44_4841;
  private static final byte VERSION = 1;
  private static final int MAX_RANK = 64;
  private static final int PREFIX_BYTES = Integer.BYTES + 3;
  private static final int CHECKSUM_BYTES = Integer.BYTES;

  /** Large enough that a call costs nothing, small enough to be in the cache for its checksum. */
  private static final int PIECE_BYTES = 256 * 1024;

  private HostArrayCodec() {}

  private interface Sink {
    void write(byte[] source, int offset, int length) throws IOException;
  }

  private interface Source {
    /** Fills the region, or fails with EOFException. */
    void readFully(byte[] target, int offset, int length) throws IOException;
  }

  /** The number of bytes that the serialized form takes. */
  public static long serializedBytes(HostArray array) {
    return headerBytes(array.shape().rank()) + (long) array.bytes().length + CHECKSUM_BYTES;
  }

  /** Writes one array and leaves the stream open. */
  public static void write(HostArray array, OutputStream out) throws IOException {
    writeTo(out::write, array);
  }

  /** As {@link #write}, for what is no stream, or both. */
  public static void writeData(HostArray array, DataOutput out) throws IOException {
    writeTo(out::write, array);
  }

  /**
   * Reads one array, and no byte beyond it.
   *
   * @throws NDArrayException with code FORMAT when the stream ends too early or is damaged
   */
  public static HostArray read(InputStream in) throws IOException {
    return readFrom(
        (target, offset, length) -> {
          if (in.readNBytes(target, offset, length) < length) {
            throw new EOFException();
          }
        });
  }

  /** As {@link #read}, from what is no stream, or both. */
  public static HostArray readData(DataInput in) throws IOException {
    return readFrom(in::readFully);
  }

  private static void writeTo(Sink sink, HostArray array) throws IOException {
    byte[] header = header(array);
    sink.write(header, 0, header.length);
    CRC32C checksum = new CRC32C();
    byte[] data = array.bytes();
    for (int at = 0, length; at < data.length; at += length) {
      length = Math.min(PIECE_BYTES, data.length - at);
      checksum.update(data, at, length);
      sink.write(data, at, length);
    }
    sink.write(bytesOf(checksum), 0, CHECKSUM_BYTES);
  }

  private static byte[] header(HostArray array) {
    Shape shape = array.shape();
    if (shape.rank() > MAX_RANK) {
      throw NDArrayException.of(
          ErrorCode.UNSUPPORTED,
          "Cannot serialize an array with %d dimensions: at most %d are allowed",
          shape.rank(),
          MAX_RANK);
    }
    ByteBuffer header = ByteBuffer.allocate(headerBytes(shape.rank()));
    header.putInt(MAGIC).put(VERSION).put(code(array.dtype())).put((byte) shape.rank());
    for (int axis = 0; axis < shape.rank(); axis++) {
      header.putLong(shape.extent(axis));
    }
    header.putLong(array.bytes().length);
    CRC32C checksum = new CRC32C();
    checksum.update(header.array(), 0, header.position());
    return header.putInt((int) checksum.getValue()).array();
  }

  private static HostArray readFrom(Source source) throws IOException {
    HostArray array = readHeader(source);
    CRC32C checksum = new CRC32C();
    byte[] data = array.bytes();
    for (int at = 0, length; at < data.length; at += length) {
      length = Math.min(PIECE_BYTES, data.length - at);
      fill(source, data, at, length, "its elements");
      checksum.update(data, at, length);
    }
    byte[] expected = new byte[CHECKSUM_BYTES];
    fill(source, expected, 0, CHECKSUM_BYTES, "its checksum");
    if (ByteBuffer.wrap(expected).getInt() != (int) checksum.getValue()) {
      throw damaged("the checksum of its elements is wrong");
    }
    return array;
  }

  /** Reads the header and returns an array for the elements, not yet filled. */
  private static HostArray readHeader(Source source) throws IOException {
    byte[] prefix = new byte[PREFIX_BYTES];
    fill(source, prefix, 0, PREFIX_BYTES, "its header");
    ByteBuffer fields = ByteBuffer.wrap(prefix);
    int magic = fields.getInt();
    if (magic != MAGIC) {
      throw damaged("it begins with 0x%08x, not with 0x%08x", magic, MAGIC);
    }
    byte version = fields.get();
    if (version != VERSION) {
      throw damaged("its format version is %d, this library reads %d", version, VERSION);
    }
    byte code = fields.get();
    byte rank = fields.get();
    if (rank < 0 || rank > MAX_RANK) {
      throw damaged("it has %d dimensions", rank & 0xff);
    }
    byte[] header = new byte[headerBytes(rank)];
    System.arraycopy(prefix, 0, header, 0, PREFIX_BYTES);
    fill(source, header, PREFIX_BYTES, header.length - PREFIX_BYTES, "its header");
    CRC32C checksum = new CRC32C();
    checksum.update(header, 0, header.length - CHECKSUM_BYTES);
    fields = ByteBuffer.wrap(header).position(PREFIX_BYTES);
    long[] extents = new long[rank];
    fields.asLongBuffer().get(extents);
    fields.position(PREFIX_BYTES + rank * Long.BYTES);
    long length = fields.getLong();
    if (fields.getInt() != (int) checksum.getValue()) {
      throw damaged("the checksum of its header is wrong");
    }
    return announced(code, extents, length);
  }

  private static HostArray announced(byte code, long[] extents, long length) {
    HostArray array;
    try {
      array = HostArray.allocate(dtype(code), Shape.of(extents));
    } catch (NDArrayException e) {
      throw NDArrayException.causedBy(
          e, ErrorCode.FORMAT, "Cannot read a serialized array: %s", e.getMessage());
    }
    if (array.bytes().length != length) {
      throw damaged(
          "it announces %d bytes for a %s array of shape %s", length, array.dtype(), array.shape());
    }
    return array;
  }

  private static void fill(Source source, byte[] target, int offset, int length, String where)
      throws IOException {
    try {
      source.readFully(target, offset, length);
    } catch (EOFException e) {
      throw NDArrayException.causedBy(
          e, ErrorCode.FORMAT, "Cannot read a serialized array: the stream ends within %s", where);
    }
  }

  private static NDArrayException damaged(String reason, @Nullable Object... arguments) {
    return NDArrayException.of(
        ErrorCode.FORMAT, "Cannot read a serialized array: " + reason, arguments);
  }

  private static int headerBytes(int rank) {
    return PREFIX_BYTES + (rank + 1) * Long.BYTES + CHECKSUM_BYTES;
  }

  private static byte[] bytesOf(CRC32C checksum) {
    return ByteBuffer.allocate(CHECKSUM_BYTES).putInt((int) checksum.getValue()).array();
  }

  /** Written out, so that dtypes can be reordered without changing the format. */
  private static byte code(DType dtype) {
    return switch (dtype) {
      case BOOL -> 1;
      case INT8 -> 2;
      case INT16 -> 3;
      case INT32 -> 4;
      case INT64 -> 5;
      case UINT8 -> 6;
      case UINT16 -> 7;
      case UINT32 -> 8;
      case UINT64 -> 9;
      case FLOAT32 -> 10;
      case FLOAT64 -> 11;
      case COMPLEX64 -> 12;
      case COMPLEX128 -> 13;
    };
  }

  private static DType dtype(byte code) {
    for (DType dtype : DType.values()) {
      if (code(dtype) == code) {
        return dtype;
      }
    }
    throw NDArrayException.of(ErrorCode.FORMAT, "there is no dtype of code %d", code);
  }
}
