package io.github.sparkndarray.arrow.format;

import java.io.EOFException;
import java.io.IOException;

/** A file in memory that counts what is read of it. */
final class ByteArrayReader implements PositionalReader {
  private final byte[] bytes;
  private final long length;
  long bytesRead;
  int reads;

  ByteArrayReader(byte[] bytes) {
    this(bytes, bytes.length);
  }

  /** A file that says it has another length than it has. */
  ByteArrayReader(byte[] bytes, long length) {
    this.bytes = bytes;
    this.length = length;
  }

  @Override
  public void readFully(long position, byte[] target, int offset, int length) throws IOException {
    if (position > bytes.length - length) {
      throw new EOFException("byte " + position);
    }
    System.arraycopy(bytes, (int) position, target, offset, length);
    bytesRead += length;
    reads++;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public String name() {
    return "x.npy";
  }
}
