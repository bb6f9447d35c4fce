package io.github.sparkndarray.execution;

import io.github.sparkndarray.plan.physical.BlockGroups;
import org.apache.spark.Partitioner;

/** Puts the blocks of each group together, as tasks ran them. */
final class GroupPartitioner extends Partitioner {
  private static final long serialVersionUID = 1L;

  private final BlockGroups groups;

  GroupPartitioner(BlockGroups groups) {
    this.groups = groups;
  }

  @Override
  public int numPartitions() {
    return groups.count();
  }

  @Override
  public int getPartition(Object key) {
    return groups.groupOf((Long) key);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GroupPartitioner that && groups.equals(that.groups);
  }

  @Override
  public int hashCode() {
    return groups.hashCode();
  }
}
