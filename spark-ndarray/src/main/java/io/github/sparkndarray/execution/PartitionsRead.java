package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import java.io.Serializable;
import java.util.BitSet;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.rdd.PartitionPruningRDD;
import scala.Option;
import scala.reflect.ClassTag;
import scala.runtime.AbstractFunction1;

/**
 * The partitions of an array in the cluster's memory that hold what is read of it: for no others
 * are there tasks, nor is anything computed that was not kept.
 */
final class PartitionsRead extends AbstractFunction1<Object, Object> implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Of more chunks than this looking at each would take longer than a task that finds nothing. */
  private static final long MOST_CHUNKS = 1 << 18;

  private final BitSet wanted;

  private PartitionsRead(BitSet wanted) {
    this.wanted = wanted;
  }

  /**
   * The chunks, without partitions that have none of those that are read.
   *
   * @param read a box of the array
   */
  static JavaPairRDD<Long, HostArray> of(
      JavaPairRDD<Long, HostArray> chunks, ChunkGrid grid, Box read) {
    Option<Partitioner> partitioner = chunks.rdd().partitioner();
    if (partitioner.isEmpty() || grid.size() > MOST_CHUNKS) {
      return chunks;
    }
    BitSet wanted = new BitSet();
    for (long chunk = 0; chunk < grid.size(); chunk++) {
      if (grid.box(chunk).intersection(read).isPresent()) {
        wanted.set(partitioner.get().getPartition(chunk));
      }
    }
    if (wanted.cardinality() == chunks.getNumPartitions()) {
      return chunks;
    }
    ClassTag<Long> key = ClassTag.apply(Long.class);
    ClassTag<HostArray> value = ClassTag.apply(HostArray.class);
    return JavaPairRDD.fromRDD(
        PartitionPruningRDD.create(chunks.rdd(), new PartitionsRead(wanted)), key, value);
  }

  @Override
  public Object apply(Object partition) {
    return wanted.get((Integer) partition);
  }
}
