package io.github.sparkndarray.io;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * Cuts the rows of a table into the chunks of an array. Chunks have a fixed number of rows,
 * whatever the table's partitions are, so that results do not depend on those; rows therefore move
 * once, in pieces as large as a partition's share of a chunk.
 */
final class RowChunks {
  private static final long CHUNK_BYTES = 4L << 20;
  private static final int PARTITIONS_PER_CORE = 4;

  private RowChunks() {}

  /** The table's rows, all of the given dtype and without nulls, kept in the cluster's memory. */
  static ClusterArray chunk(String path, Dataset<Row> table, DType dtype) {
    int columns = table.columns().length;
    long chunkRows = Math.max(1, CHUNK_BYTES / Math.max(1, (long) columns * dtype.itemSize()));
    JavaRDD<Row> rows = table.toJavaRDD();
    long[] counts = countRows(path, table.columns(), rows);
    long[] starts = new long[counts.length];
    for (int p = 1; p < counts.length; p++) {
      starts[p] = starts[p - 1] + counts[p - 1];
    }
    long total = Arrays.stream(counts).sum();
    ChunkGrid grid = new ChunkGrid(Shape.of(total, columns), Shape.of(chunkRows, columns));
    int rowBytes = columns * dtype.itemSize();
    JavaPairRDD<Long, HostArray> chunks =
        ForgetfulStreams.shuffled(
                rows.mapPartitionsWithIndex(
                        (partition, it) ->
                            new Pieces(it, starts[partition], chunkRows, rowBytes, dtype),
                        false)
                    .mapToPair(piece -> piece)
                    .groupByKey(partitions(grid, rows)))
            .mapToPair(group -> new Tuple2<>(group._1(), assemble(grid, dtype, group)));
    return new ClusterArray(path, dtype, grid, ForgetfulStreams.persisted(chunks));
  }

  /** As many as keep all cores busy, however few the table has: a gzipped file is one. */
  private static int partitions(ChunkGrid grid, JavaRDD<Row> rows) {
    int cores = rows.context().defaultParallelism();
    long wanted = Math.max(rows.getNumPartitions(), (long) cores * PARTITIONS_PER_CORE);
    return (int) Math.max(1, Math.min(grid.size(), wanted));
  }

  /** The number of rows of each partition; refuses nulls on the way. */
  private static long[] countRows(String path, String[] columns, JavaRDD<Row> rows) {
    List<long[]> counted =
        rows.mapPartitions(
                it -> {
                  long[] seen = new long[1 + columns.length];
                  while (it.hasNext()) {
                    Row row = it.next();
                    seen[0]++;
                    for (int c = 0; c < columns.length; c++) {
                      seen[1 + c] += row.isNullAt(c) ? 1 : 0;
                    }
                  }
                  return List.of(seen).iterator();
                })
            .collect();
    for (int c = 0; c < columns.length; c++) {
      int column = 1 + c;
      long nulls = counted.stream().mapToLong(seen -> seen[column]).sum();
      if (nulls > 0) {
        throw NDArrayException.of(
            ErrorCode.FORMAT,
            "Cannot read %s: column '%s' has %d rows without a value",
            path,
            columns[c],
            nulls);
      }
    }
    return counted.stream().mapToLong(seen -> seen[0]).toArray();
  }

  private static HostArray assemble(
      ChunkGrid grid, DType dtype, Tuple2<Long, Iterable<Tuple2<Integer, byte[]>>> group) {
    HostArray chunk = HostArray.allocate(dtype, grid.box(group._1()).shape());
    int rowBytes = (int) grid.shape().extent(1) * dtype.itemSize();
    for (Tuple2<Integer, byte[]> piece : group._2()) {
      System.arraycopy(piece._2(), 0, chunk.bytes(), piece._1() * rowBytes, piece._2().length);
    }
    return chunk;
  }

  /**
   * A partition's rows as pieces of chunks: the chunk's number, the piece's first row in the chunk
   * and the bytes of its rows.
   */
  private static final class Pieces implements Iterator<Tuple2<Long, Tuple2<Integer, byte[]>>> {
    private final Iterator<Row> rows;
    private final long chunkRows;
    private final int rowBytes;
    private final DType dtype;
    private long next;

    Pieces(Iterator<Row> rows, long first, long chunkRows, int rowBytes, DType dtype) {
      this.rows = rows;
      this.next = first;
      this.chunkRows = chunkRows;
      this.rowBytes = rowBytes;
      this.dtype = dtype;
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public Tuple2<Long, Tuple2<Integer, byte[]>> next() {
      if (!rows.hasNext()) {
        throw new NoSuchElementException();
      }
      long chunk = next / chunkRows;
      int firstRow = (int) (next % chunkRows);
      List<Row> taken = new ArrayList<>();
      while (rows.hasNext() && next / chunkRows == chunk) {
        taken.add(rows.next());
        next++;
      }
      ByteBuffer buffer =
          ByteBuffer.allocate(taken.size() * rowBytes).order(ByteOrder.LITTLE_ENDIAN);
      for (Row row : taken) {
        put(row, buffer);
      }
      return new Tuple2<>(chunk, new Tuple2<>(firstRow, buffer.array()));
    }

    private void put(Row row, ByteBuffer buffer) {
      for (int c = 0; c < row.length(); c++) {
        switch (dtype) {
          case BOOL -> buffer.put((byte) (row.getBoolean(c) ? 1 : 0));
          case INT32 -> buffer.putInt(row.getInt(c));
          case INT64 -> buffer.putLong(row.getLong(c));
          case FLOAT32 -> buffer.putFloat(row.getFloat(c));
          default -> buffer.putDouble(row.getDouble(c));
        }
      }
    }
  }
}
