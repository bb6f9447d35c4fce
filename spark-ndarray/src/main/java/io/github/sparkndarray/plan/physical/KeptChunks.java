package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.shape.ChunkGrid;

/** How results are laid out that stay in the cluster's memory for later stages. */
public final class KeptChunks {
  /**
   * The float64s of 128 MiB, which are brought to bytes or back in some 100 ms; what Spark reads of
   * files at once by default ({@code spark.sql.files.maxPartitionBytes}). Elements are counted
   * rather than bytes, so that arrays of all dtypes on one grid lie alike.
   */
  private static final long PARTITION_ELEMENTS = 16L << 20;

  private KeptChunks() {}

  /**
   * The number of partitions of a stage's results: those of the tasks that make them, if that is
   * {@linkplain #least enough}.
   */
  public static int partitions(Stage stage, ClusterSpec cluster) {
    ChunkGrid chunks = stage.outputGrid();
    long wanted = Math.max(stage.tasks(), least(chunks, cluster));
    return (int) Math.max(1, Math.min(chunks.size(), wanted));
  }

  /**
   * The partitions that results have at least whose tasks may be as few as they like. One for each
   * core, as those that read them chunk by chunk have as many tasks, whatever work they are; more
   * where a partition would be large. Not more than that: what takes long to compute has more tasks
   * by itself, and of what does not each task would only be shorter.
   */
  static int least(ChunkGrid chunks, ClusterSpec cluster) {
    long large = (long) Math.ceil((double) chunks.shape().size() / PARTITION_ELEMENTS);
    return (int) Math.max(1, Math.min(chunks.size(), Math.max(cluster.slots(), large)));
  }
}
