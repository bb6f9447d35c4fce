package io.github.sparkndarray.io;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.plan.physical.ChunkedSource;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import java.util.Optional;
import org.apache.spark.api.java.JavaPairRDD;

/**
 * An array whose chunks are spread over the cluster.
 *
 * @param chunks by their number in the grid; partitioned, so that arrays with the same grid lie
 *     side by side
 * @param index the ids of its rows, where it was made of a table that has some
 */
public record ClusterArray(
    String name,
    DType dtype,
    ChunkGrid grid,
    JavaPairRDD<Long, HostArray> chunks,
    Optional<RowIndex> index)
    implements ChunkedSource {

  /** An array whose rows have no ids. */
  public ClusterArray(
      String name, DType dtype, ChunkGrid grid, JavaPairRDD<Long, HostArray> chunks) {
    this(name, dtype, grid, chunks, Optional.empty());
  }

  @Override
  public Shape shape() {
    return grid.shape();
  }

  @Override
  public int partitions() {
    return chunks.getNumPartitions();
  }
}
