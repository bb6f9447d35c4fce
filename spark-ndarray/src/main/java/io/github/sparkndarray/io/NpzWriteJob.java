package io.github.sparkndarray.io;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Packing;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Writes one npz file. Tasks write its arrays as npy files into a folder beside it, whose name
 * begins with a dot; the driver puts these into an archive, one buffer at a time, which takes the
 * old one's place when it is whole.
 */
final class NpzWriteJob implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  /** The time that all files in an archive have, as NumPy's do. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final String path;
  private final WriteTarget target;
  private final FileSystem fileSystem;
  private final Packing packing;
  private final Configuration hadoop;
  private final Map<String, ArraySink.Job> jobs = new LinkedHashMap<>();

  private NpzWriteJob(String path, WriteTarget target, Packing packing, Configuration hadoop) {
    this.path = path;
    this.target = target;
    // Hadoop's own file of checksums is none of the user's.
    this.fileSystem =
        target.fileSystem() instanceof LocalFileSystem local ? local.getRaw() : target.fileSystem();
    this.packing = packing;
    this.hadoop = hadoop;
  }

  /**
   * Begins to write arrays by their names.
   *
   * @throws NDArrayException when the path is a directory or cannot be written
   */
  static NpzWriteJob begin(
      String path, Map<String, Expr> arrays, Packing packing, Configuration hadoop) {
    try {
      WriteTarget target = WriteTarget.of(path, hadoop);
      NpzWriteJob job = new NpzWriteJob(path, target, packing, hadoop);
      if (!job.fileSystem.mkdirs(target.beside())) {
        throw NDArrayException.of(ErrorCode.IO, "Cannot write %s: permission denied", path);
      }
      try {
        arrays.forEach(job::add);
        return job;
      } catch (RuntimeException e) {
        job.close();
        throw e;
      }
    } catch (IOException | IllegalArgumentException e) {
      throw HadoopFiles.cannot("write", path, e);
    }
  }

  private void add(String name, Expr array) {
    String file = npy(jobs.size()).toString();
    jobs.put(name, NpyWriteJob.begin(file, array.dtype(), array.shape(), hadoop));
  }

  private Path npy(int number) {
    return new Path(target.beside(), number + NpzFile.NPY);
  }

  /** What the arrays are written to, in their order. */
  List<ArraySink> sinks() {
    List<ArraySink> sinks = new ArrayList<>();
    jobs.values().forEach(job -> sinks.add(job.sink()));
    return sinks;
  }

  /** Puts the finished file in its place, replacing what was there. */
  void commit() {
    Path whole = new Path(target.beside(), "whole.npz");
    try {
      try (OutputStream out = new BufferedOutputStream(fileSystem.create(whole), BUFFER_BYTES);
          ZipOutputStream zip = new ZipOutputStream(out)) {
        int number = 0;
        for (Map.Entry<String, ArraySink.Job> array : jobs.entrySet()) {
          array.getValue().commit();
          Path npy = npy(number++);
          pack(array.getKey() + NpzFile.NPY, npy, zip);
          fileSystem.delete(npy, false);
        }
      }
      HadoopFiles.replace(whole, target.file(), hadoop);
    } catch (IOException | IllegalArgumentException e) {
      throw HadoopFiles.cannot("write", path, e);
    }
  }

  private void pack(String name, Path npy, ZipOutputStream zip) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    if (packing == Packing.STORED) {
      // Both stand before the file, so that it is read twice.
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(fileSystem.getFileStatus(npy).getLen());
      entry.setCrc(checksum(npy));
    }
    zip.putNextEntry(entry);
    try (InputStream in = fileSystem.open(npy, BUFFER_BYTES)) {
      in.transferTo(zip);
    }
    zip.closeEntry();
  }

  private long checksum(Path npy) throws IOException {
    try (CheckedInputStream in =
        new CheckedInputStream(fileSystem.open(npy, BUFFER_BYTES), new CRC32())) {
      in.transferTo(OutputStream.nullOutputStream());
      return in.getChecksum().getValue();
    }
  }

  @Override
  public void close() {
    try {
      jobs.values().forEach(ArraySink.Job::close);
    } finally {
      remove();
    }
  }

  private void remove() {
    try {
      fileSystem.delete(target.beside(), true);
    } catch (IOException e) {
      throw HadoopFiles.cannot("remove", target.beside().toString(), e);
    }
  }
}
