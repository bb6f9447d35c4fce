package io.github.sparkndarray.execution.shuffle;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.plan.physical.ClusterSpec;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Elements of a vector where an array of indices says: every executor gets the vector, and no index
 * and no result moves.
 */
final class BroadcastTake {
  private BroadcastTake() {}

  /**
   * Whether a vector is better sent to every executor than indices to where its chunks lie and
   * elements back.
   *
   * @param rank how many axes the array has that is taken from
   * @param bytes its size
   * @param taken how many elements are taken, of the given size each
   */
  static boolean isBetter(int rank, double bytes, double taken, int itemSize, ClusterSpec cluster) {
    double moved = taken * (Long.BYTES + itemSize);
    return rank == 1 && bytes <= cluster.broadcastMemory() && bytes * cluster.executors() <= moved;
  }

  /**
   * @param leftovers is told how executors give the vector back; the driver keeps it for as long as
   *     the result may be computed again, when an executor is lost
   */
  static FlatArray of(
      HostArray x, FlatArray indices, JavaSparkContext spark, List<Runnable> leftovers) {
    Broadcast<HostArray> sent = spark.broadcast(x);
    leftovers.add(() -> sent.unpersist());
    return new FlatArray(
        x.dtype(),
        indices.grid(),
        indices.chunks().mapValues(chunk -> LocalShuffle.take(sent.value(), chunk, chunk.shape())));
  }
}
