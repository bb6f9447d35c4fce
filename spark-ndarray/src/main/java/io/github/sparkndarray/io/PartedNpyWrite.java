package io.github.sparkndarray.io;

import io.github.sparkndarray.arrow.format.NpyWriter;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * An npy file on a file system that only appends, such as HDFS or an object store: tasks write
 * regions, each a run of consecutive elements, as files of their own, which the driver puts
 * together in the end.
 */
final class PartedNpyWrite implements ArraySink.Job {
  private final String path;
  private final Path target;
  private final Path folder;
  private final byte[] header;
  private final long dataBytes;
  private final Sink sink;
  private final Configuration hadoop;

  private PartedNpyWrite(
      String path,
      Path target,
      Path folder,
      byte[] header,
      long dataBytes,
      Sink sink,
      Configuration hadoop) {
    this.path = path;
    this.target = target;
    this.folder = folder;
    this.header = header;
    this.dataBytes = dataBytes;
    this.sink = sink;
    this.hadoop = hadoop;
  }

  static PartedNpyWrite begin(
      String path, Path target, Path folder, DType dtype, Shape shape, HadoopSettings hadoop)
      throws IOException {
    folder.getFileSystem(hadoop.value()).mkdirs(folder);
    return new PartedNpyWrite(
        path,
        target,
        folder,
        NpyWriter.header(dtype, shape),
        Math.multiplyExact(shape.size(), dtype.itemSize()),
        new Sink(path, folder.toString(), LocalNpyWrite.storedShape(dtype, shape), hadoop),
        hadoop.value());
  }

  private record Sink(String path, String folder, Shape shape, HadoopSettings hadoop)
      implements ArraySink {

    @Override
    public boolean takesSlabs() {
      return false;
    }

    @Override
    public void write(Box region, ByteBuffer data) {
      RegionRuns runs = new RegionRuns(shape, region);
      if (!runs.next()) {
        return;
      }
      long start = runs.start();
      if (runs.next()) {
        throw NDArrayException.of(
            ErrorCode.UNSUPPORTED,
            "Cannot write %s: a block of it is not one run of elements, which this file system"
                + " cannot take",
            path);
      }
      // Each attempt of a task has a file of its own; the rename decides between them, and both
      // hold the same bytes.
      Path part = new Path(folder, String.format("%020d", start));
      Path attempt = new Path(folder, "_" + UUID.randomUUID());
      try {
        FileSystem fileSystem = part.getFileSystem(hadoop.value());
        try (OutputStream out = fileSystem.create(attempt, false)) {
          byte[] buffer = new byte[1 << 16];
          while (data.hasRemaining()) {
            int count = Math.min(buffer.length, data.remaining());
            data.get(buffer, 0, count);
            out.write(buffer, 0, count);
          }
        }
        if (!fileSystem.rename(attempt, part)) {
          fileSystem.delete(attempt, false);
        }
      } catch (IOException e) {
        throw HadoopFiles.cannot("write", path, e);
      }
    }
  }

  @Override
  public ArraySink sink() {
    return sink;
  }

  @Override
  public void commit() {
    try {
      FileSystem fileSystem = folder.getFileSystem(hadoop);
      FileStatus[] parts = fileSystem.listStatus(folder, part -> !part.getName().startsWith("_"));
      Arrays.sort(parts, Comparator.comparing(part -> part.getPath().getName()));
      long bytes = Arrays.stream(parts).mapToLong(FileStatus::getLen).sum();
      if (bytes != dataBytes) {
        throw NDArrayException.of(
            ErrorCode.IO, "Cannot write %s: %d of %d bytes were written", path, bytes, dataBytes);
      }
      Path whole = new Path(folder, "_whole");
      try (OutputStream out = fileSystem.create(whole, true)) {
        out.write(header);
        for (FileStatus part : parts) {
          try (InputStream in = fileSystem.open(part.getPath())) {
            in.transferTo(out);
          }
        }
      }
      HadoopFiles.replace(whole, target, hadoop);
    } catch (IOException e) {
      throw HadoopFiles.cannot("write", path, e);
    }
  }

  @Override
  public void close() {
    try {
      folder.getFileSystem(hadoop).delete(folder, true);
    } catch (IOException e) {
      throw HadoopFiles.cannot("remove", folder.toString(), e);
    }
  }
}
