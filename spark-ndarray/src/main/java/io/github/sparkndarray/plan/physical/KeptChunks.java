package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.shape.ChunkGrid;

/** How results are laid out that stay in the cluster's memory for later stages. */
public final class KeptChunks {
  private static final int PARTITIONS_PER_SLOT = 4;

  private KeptChunks() {}

  /**
   * The number of partitions of a stage's results: enough to keep all cores busy, as those that
   * read them chunk by chunk have as many tasks, whatever work they are.
   */
  public static int partitions(Stage stage, ClusterSpec cluster) {
    ChunkGrid chunks = stage.outputGrid();
    long wanted = Math.max(stage.tasks(), least(cluster));
    return (int) Math.max(1, Math.min(chunks.size(), wanted));
  }

  /**
   * The tasks that a stage has at least whose results are kept, if it has so many blocks: then they
   * can stay where they are made.
   */
  static int least(ClusterSpec cluster) {
    return Math.multiplyExact(cluster.slots(), PARTITIONS_PER_SLOT);
  }
}
