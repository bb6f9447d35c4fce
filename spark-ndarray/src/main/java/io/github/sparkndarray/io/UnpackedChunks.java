package io.github.sparkndarray.io;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.arrow.format.NpyHeader;
import io.github.sparkndarray.arrow.format.NpyReader;
import io.github.sparkndarray.shape.ChunkGrid;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** The chunks of a compressed array, of which a task has one at a time. */
final class UnpackedChunks implements Iterator<Tuple2<Long, HostArray>> {
  private final PackedArray array;
  private final NpyHeader header;
  private final ChunkGrid grid;
  private @Nullable UnpackedStream stream;
  private long next;

  /**
   * @param header in C order
   * @param grid of chunks that are contiguous
   */
  UnpackedChunks(PackedArray array, NpyHeader header, ChunkGrid grid) {
    this.array = array;
    this.header = header;
    this.grid = grid;
  }

  @Override
  public boolean hasNext() {
    return next < grid.size();
  }

  @Override
  public Tuple2<Long, HostArray> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    try {
      UnpackedStream in = stream == null ? open() : stream;
      long number = next++;
      NpyHeader part =
          new NpyHeader(header.dtype(), header.bigEndian(), false, grid.box(number).shape(), 0);
      HostArray chunk = NpyReader.read(array.name(), part, in);
      if (!hasNext()) {
        in.verify();
      }
      return new Tuple2<>(number, chunk);
    } catch (IOException e) {
      throw HadoopFiles.cannot("read", array.name(), e);
    }
  }

  private UnpackedStream open() throws IOException {
    UnpackedStream opened = array.open();
    stream = opened;
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) context -> close(opened));
    opened.skipNBytes(header.dataOffset());
    return opened;
  }

  private void close(UnpackedStream opened) {
    try {
      opened.close();
    } catch (IOException e) {
      throw HadoopFiles.cannot("read", array.name(), e);
    }
  }
}
