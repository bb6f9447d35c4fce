package io.github.sparkndarray.frame;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.io.ClusterArray;
import io.github.sparkndarray.io.ForgetfulStreams;
import io.github.sparkndarray.io.RowIndex;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import scala.Tuple2;

/**
 * Cuts the vectors of a table into the chunks of an array. Chunks have a fixed number of rows,
 * whatever the table's partitions are, so that results do not depend on those; vectors therefore
 * move once, in pieces as large as a partition's share of a chunk.
 */
final class VectorChunks {
  private static final long CHUNK_BYTES = 4L << 20;
  private static final int PARTITIONS_PER_CORE = 4;

  private VectorChunks() {}

  /**
   * The array, kept in the cluster's memory once it has been computed.
   *
   * @param name how plans call it
   */
  static <T> ClusterArray of(Vectors<T> vectors, String name, Optional<RowIndex> index) {
    DType dtype = vectors.dtype();
    int[] itemShape = vectors.itemShape();
    long rowBytes = (long) Numbers.product(itemShape, 0) * dtype.itemSize();
    long chunkRows = Math.max(1, CHUNK_BYTES / Math.max(1, rowBytes));
    long[] extents = vectors.shape().extents();
    long[] chunk = extents.clone();
    chunk[0] = chunkRows;
    for (int axis = 1; axis < chunk.length; axis++) {
      chunk[axis] = Math.max(1, chunk[axis]);
    }
    ChunkGrid grid = new ChunkGrid(Shape.of(extents), Shape.of(chunk));
    long[] starts = vectors.starts();
    Function<Iterator<T>, VectorCursor> cursor = vectors.cursor();
    JavaRDD<T> rows = vectors.partitions();
    Cut cut = new Cut(chunkRows, (int) rowBytes, itemShape);
    JavaPairRDD<Long, HostArray> chunks =
        ForgetfulStreams.shuffled(
                rows.mapPartitionsWithIndex(
                        (partition, it) ->
                            new Pieces(
                                cursor.call(it), starts[partition], starts[partition + 1], cut),
                        false)
                    .mapToPair(piece -> piece)
                    .groupByKey(partitions(grid, rows)))
            .mapToPair(group -> new Tuple2<>(group._1(), assemble(grid, dtype, cut, group)));
    return new ClusterArray(name, dtype, grid, ForgetfulStreams.persisted(chunks), index);
  }

  /** As many as keep all cores busy, however few the table has: a gzipped file is one. */
  private static int partitions(ChunkGrid grid, JavaRDD<?> rows) {
    int cores = rows.context().defaultParallelism();
    long wanted = Math.max(rows.getNumPartitions(), (long) cores * PARTITIONS_PER_CORE);
    return (int) Math.max(1, Math.min(grid.size(), wanted));
  }

  private static HostArray assemble(
      ChunkGrid grid, DType dtype, Cut cut, Tuple2<Long, Iterable<Tuple2<Integer, byte[]>>> group) {
    HostArray chunk = HostArray.allocate(dtype, grid.box(group._1()).shape());
    for (Tuple2<Integer, byte[]> piece : group._2()) {
      int at = piece._1() * cut.rowBytes();
      System.arraycopy(piece._2(), 0, chunk.bytes(), at, piece._2().length);
    }
    return chunk;
  }

  /**
   * How rows are cut.
   *
   * @param chunkRows the rows of a chunk
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Cut(long chunkRows, int rowBytes, int[] itemShape)
      implements java.io.Serializable {}

  /**
   * A partition's rows as pieces of chunks: the chunk's number, the piece's first row in the chunk
   * and the bytes of its rows.
   */
  private static final class Pieces implements Iterator<Tuple2<Long, Tuple2<Integer, byte[]>>> {
    private final VectorCursor vectors;
    private final long end;
    private final Cut cut;
    private long next;

    /**
     * @param first the number of the first row in the table
     * @param end that of the row after the last
     */
    Pieces(VectorCursor vectors, long first, long end, Cut cut) {
      this.vectors = vectors;
      this.next = first;
      this.end = end;
      this.cut = cut;
    }

    @Override
    public boolean hasNext() {
      return next < end;
    }

    @Override
    public Tuple2<Long, Tuple2<Integer, byte[]>> next() {
      if (next >= end) {
        throw new NoSuchElementException();
      }
      long chunk = next / cut.chunkRows();
      int firstRow = (int) (next % cut.chunkRows());
      int rows = (int) Math.min(cut.chunkRows() - firstRow, end - next);
      ByteBuffer buffer = ByteBuffer.allocate(rows * cut.rowBytes()).order(ByteOrder.LITTLE_ENDIAN);
      for (int row = 0; row < rows; row++) {
        if (!vectors.next() || !vectors.fits(cut.itemShape())) {
          throw NDArrayException.of(
              ErrorCode.VALUE,
              "Cannot read row %d: the DataFrame does not have the same rows each time it is"
                  + " computed; persist it first",
              next);
        }
        vectors.write(buffer, cut.itemShape());
        next++;
      }
      return new Tuple2<>(chunk, new Tuple2<>(firstRow, buffer.array()));
    }
  }
}
