package io.github.sparkndarray.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.hadoop.conf.Configuration;

/** The bytes of a compressed file in an archive, one after the other. */
final class UnpackedStream extends CheckedInputStream {
  private static final int BUFFER_BYTES = 1 << 16;

  private final NpzFile.Entry entry;
  private final HadoopFiles.OpenFile file;
  private final Inflater inflater;

  private UnpackedStream(
      InputStream unpacked, NpzFile.Entry entry, HadoopFiles.OpenFile file, Inflater inflater) {
    super(unpacked, new CRC32());
    this.entry = entry;
    this.file = file;
    this.inflater = inflater;
  }

  /** The caller closes it, and the archive with it. */
  static UnpackedStream open(String archive, NpzFile.Entry entry, Configuration hadoop)
      throws IOException {
    HadoopFiles.OpenFile file = HadoopFiles.open(archive, hadoop);
    Inflater inflater = new Inflater(true);
    InputStream packed = new BufferedInputStream(file.from(entry.start()), BUFFER_BYTES);
    return new UnpackedStream(
        new InflaterInputStream(packed, inflater, BUFFER_BYTES), entry, file, inflater);
  }

  /**
   * Reads what is left, and compares the checksum.
   *
   * @throws IOException in Python's words when it is another
   */
  void verify() throws IOException {
    transferTo(OutputStream.nullOutputStream());
    if (getChecksum().getValue() != entry.crc()) {
      throw new IOException("Bad CRC-32 for file '" + entry.file() + "'");
    }
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    file.close();
  }
}
