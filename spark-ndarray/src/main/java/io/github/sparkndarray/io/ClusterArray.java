package io.github.sparkndarray.io;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.plan.physical.ChunkedSource;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import org.apache.spark.api.java.JavaPairRDD;

/**
 * An array whose chunks are spread over the cluster.
 *
 * @param chunks by their number in the grid; partitioned, so that arrays with the same grid lie
 *     side by side
 */
public record ClusterArray(
    String name, DType dtype, ChunkGrid grid, JavaPairRDD<Long, HostArray> chunks)
    implements ChunkedSource {
  @Override
  public Shape shape() {
    return grid.shape();
  }

  @Override
  public int partitions() {
    return chunks.getNumPartitions();
  }
}
