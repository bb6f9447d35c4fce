package io.github.sparkndarray.io;

import io.github.sparkndarray.arrow.format.PositionalReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** A file of any file system as a channel, which does not close it. */
final class ReadOnlyChannel implements SeekableByteChannel {
  private final PositionalReader file;
  private long position;

  ReadOnlyChannel(PositionalReader file) {
    this.file = file;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int count = (int) Math.min(target.remaining(), file.length() - position);
    if (count <= 0) {
      return target.hasRemaining() ? -1 : 0;
    }
    byte[] bytes = new byte[count];
    file.readFully(position, bytes, 0, count);
    target.put(bytes);
    position += count;
    return count;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long wanted) {
    position = wanted;
    return this;
  }

  @Override
  public long size() {
    return file.length();
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
