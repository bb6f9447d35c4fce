package io.github.sparkndarray.io;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.arrow.format.NpyWriter;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** An npy file on a local or mounted disk: tasks write their regions straight to their places. */
final class LocalNpyWrite implements ArraySink.Job {
  private final String path;
  private final Path target;
  private final Path unfinished;
  private final Sink sink;
  private boolean committed;

  private LocalNpyWrite(String path, Path target, Path unfinished, Sink sink) {
    this.path = path;
    this.target = target;
    this.unfinished = unfinished;
    this.sink = sink;
  }

  static LocalNpyWrite begin(
      String path,
      org.apache.hadoop.fs.Path target,
      org.apache.hadoop.fs.Path unfinished,
      DType dtype,
      Shape shape)
      throws IOException {
    Path file = Path.of(unfinished.toUri().getPath());
    byte[] header = NpyWriter.header(dtype, shape);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(header));
    } catch (AccessDeniedException e) {
      throw new NDArrayException(ErrorCode.IO, "Cannot write " + path + ": permission denied", e);
    }
    int itemSize = dtype.part().itemSize();
    Sink sink = new Sink(path, file.toString(), header.length, itemSize, storedShape(dtype, shape));
    return new LocalNpyWrite(path, Path.of(target.toUri().getPath()), file, sink);
  }

  /** The shape of what lies in a file: complex numbers are pairs of real ones. */
  static Shape storedShape(DType dtype, Shape shape) {
    return dtype.isComplex() ? HostArray.partsShape(shape) : shape;
  }

  private record Sink(String path, String file, int dataOffset, int itemSize, Shape shape)
      implements ArraySink {

    @Override
    public boolean takesSlabs() {
      return true;
    }

    @Override
    public void write(Box region, ByteBuffer data) {
      try (FileChannel channel = FileChannel.open(Path.of(file), StandardOpenOption.WRITE)) {
        RegionRuns runs = new RegionRuns(shape, region);
        int runBytes = Math.toIntExact(runs.length() * itemSize);
        ByteBuffer run = data.duplicate();
        while (runs.next()) {
          run.limit(run.position() + runBytes);
          long position = dataOffset + runs.start() * itemSize;
          while (run.hasRemaining()) {
            position += channel.write(run, position);
          }
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
      HadoopFiles.replace(unfinished, target);
      committed = true;
    } catch (IOException e) {
      throw HadoopFiles.cannot("write", path, e);
    }
  }

  @Override
  public void close() {
    if (!committed) {
      try {
        Files.deleteIfExists(unfinished);
      } catch (IOException e) {
        throw HadoopFiles.cannot("remove", unfinished.toString(), e);
      }
    }
  }
}
