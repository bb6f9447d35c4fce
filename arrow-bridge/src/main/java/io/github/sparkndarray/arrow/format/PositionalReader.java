package io.github.sparkndarray.arrow.format;

import java.io.IOException;

/** A file that is read at any position. Whoever opened it closes it. */
public interface PositionalReader {

  /**
   * Reads exactly {@code length} bytes of the file, from {@code position} on.
   *
   * @throws java.io.EOFException when the file ends before them
   */
  void readFully(long position, byte[] target, int offset, int length) throws IOException;

  /** The length of the file in bytes. */
  long length();

  /** The file's path, for errors. */
  String name();
}
