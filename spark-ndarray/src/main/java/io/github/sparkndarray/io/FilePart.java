package io.github.sparkndarray.io;

import io.github.sparkndarray.arrow.format.PositionalReader;
import java.io.EOFException;
import java.io.IOException;

/**
 * Some consecutive bytes of a file as a file of their own.
 *
 * @param name what errors call it
 * @param file the whole file, which stays its owner's to close
 * @param start where in the file the part begins
 */
record FilePart(String name, PositionalReader file, long start, long length)
    implements PositionalReader {

  @Override
  public void readFully(long position, byte[] target, int offset, int count) throws IOException {
    if (position + count > length) {
      throw new EOFException(name + " ends before byte " + (position + count));
    }
    file.readFully(start + position, target, offset, count);
  }
}
