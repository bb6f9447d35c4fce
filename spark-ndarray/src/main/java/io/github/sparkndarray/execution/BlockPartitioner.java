package io.github.sparkndarray.execution;

import org.apache.spark.Partitioner;

/** Puts consecutive blocks together, so that arrays with the same blocks lie side by side. */
final class BlockPartitioner extends Partitioner {
  private static final long serialVersionUID = 1L;

  private final long blocks;
  private final int partitions;

  BlockPartitioner(long blocks, int partitions) {
    this.blocks = blocks;
    this.partitions = (int) Math.max(1, Math.min(blocks, partitions));
  }

  @Override
  public int numPartitions() {
    return partitions;
  }

  @Override
  public int getPartition(Object key) {
    long block = (Long) key;
    int low = 0;
    int high = partitions - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (BlockRange.start(blocks, partitions, middle) <= block) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlockPartitioner that
        && blocks == that.blocks
        && partitions == that.partitions;
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(blocks) + partitions;
  }
}
