package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.expr.ArraySource;
import io.github.sparkndarray.shape.ChunkGrid;

/** A source whose chunks lie in the cluster's memory. */
public interface ChunkedSource extends ArraySource {
  ChunkGrid grid();

  /**
   * The number of groups in which chunks lie together, which tasks that read them where they lie
   * run.
   */
  default int partitions() {
    return (int) Math.min(grid().size(), Integer.MAX_VALUE);
  }
}
