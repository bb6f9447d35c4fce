package io.github.sparkndarray.arrow.format;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Box;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads the array of an npy file, or boxes of it. The header and the length of the file are checked
 * before anything else is read.
 */
public final class NpyReader {
  private static final int FIRST_BYTES = 1 << 26;

  private final PositionalReader file;
  private final NpyHeader header;

  private NpyReader(PositionalReader file, NpyHeader header) {
    this.file = file;
    this.header = header;
  }

  /**
   * A reader of a file, which stays the caller's to close.
   *
   * @throws NDArrayException with code FORMAT when this is no npy file, a damaged or a truncated
   *     one, with code UNSUPPORTED when its dtype is none of ours
   */
  public static NpyReader open(PositionalReader file) throws IOException {
    NpyHeader header = NpyHeader.read(file.name(), new PositionalInputStream(file));
    return open(file, header);
  }

  /**
   * As {@link #open(PositionalReader)}, with the header as it was read before, perhaps elsewhere.
   */
  public static NpyReader open(PositionalReader file, NpyHeader header) {
    header.checkLength(file.name(), file.length());
    return new NpyReader(file, header);
  }

  /**
   * Reads a whole array from a stream and leaves the stream behind it.
   *
   * @param name the file's path, for errors
   */
  public static HostArray read(String name, InputStream in) throws IOException {
    return read(name, NpyHeader.read(name, in), in);
  }

  /**
   * Reads the elements that a header tells of from a stream that is at the first one, and leaves
   * the stream behind them.
   *
   * @param name the file's path, for errors
   */
  public static HostArray read(String name, NpyHeader header, InputStream in) throws IOException {
    int length = HostArray.checkedBytes(header.dtype(), header.shape());
    byte[] data = readUpTo(length, in);
    if (data.length < length) {
      throw header.truncated(name, header.dataOffset() + data.length);
    }
    if (header.isPlain()) {
      return HostArray.wrap(header.dtype(), header.shape(), data);
    }
    return new NpyReader(new BytesReader(name, data), header.inMemory())
        .read(Box.whole(header.shape()));
  }

  /** Takes memory as the bytes arrive, not as a header that may lie announces them. */
  private static byte[] readUpTo(int length, InputStream in) throws IOException {
    byte[] data = new byte[Math.min(length, FIRST_BYTES)];
    int read = in.readNBytes(data, 0, data.length);
    while (read == data.length && read < length) {
      data = Arrays.copyOf(data, (int) Math.min(length, 2L * data.length));
      read += in.readNBytes(data, read, data.length - read);
    }
    return read == data.length ? data : Arrays.copyOf(data, read);
  }

  public NpyHeader header() {
    return header;
  }

  /** A box of the array, copied to the heap. */
  public HostArray read(Box box) throws IOException {
    HostArray array = HostArray.allocate(header.dtype(), box.shape());
    read(box, array.writableBuffer());
    return array;
  }

  /** Reads a box of the array into a buffer, as {@link NpyLayout#read} does. */
  public void read(Box box, ByteBuffer target) throws IOException {
    NpyLayout.of(header, box).read(file, target);
  }

  /** The bytes after a header, when they are in memory already. */
  private static final class BytesReader implements PositionalReader {
    private final String name;
    private final byte[] bytes;

    BytesReader(String name, byte[] bytes) {
      this.name = name;
      this.bytes = bytes;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void readFully(long position, byte[] target, int offset, int length) {
      System.arraycopy(bytes, (int) position, target, offset, length);
    }

    @Override
    public long length() {
      return bytes.length;
    }
  }

  /** A file as a stream from its beginning, for its header. */
  private static final class PositionalInputStream extends InputStream {
    private final PositionalReader file;
    private long position;

    PositionalInputStream(PositionalReader file) {
      this.file = file;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = (int) Math.min(length, file.length() - position);
      if (count <= 0) {
        return length == 0 ? 0 : -1;
      }
      file.readFully(position, target, offset, count);
      position += count;
      return count;
    }
  }
}
