package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.plan.physical.TaskRegions;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import java.util.Iterator;
import org.apache.spark.Partitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import scala.Tuple2;

/** Sends the chunks of an array to the tasks that read some of them, each task its part. */
final class ReplicatedChunks {
  private ReplicatedChunks() {}

  /**
   * The pieces by the task that reads them, still where the chunks lie.
   *
   * @param meter gets what is sent
   */
  static JavaPairRDD<Integer, Piece> pieces(
      int input,
      ChunkGrid grid,
      JavaPairRDD<Long, HostArray> chunks,
      TaskRegions regions,
      StageMeter meter) {
    return chunks.flatMapToPair(new Cut(input, grid, regions, meter));
  }

  /** Cuts chunks. */
  private record Cut(int input, ChunkGrid grid, TaskRegions regions, StageMeter meter)
      implements PairFlatMapFunction<Tuple2<Long, HostArray>, Integer, Piece> {

    @Override
    public Iterator<Tuple2<Integer, Piece>> call(Tuple2<Long, HostArray> chunk) {
      // Whatever task this is: what it writes for others is known when it has ended.
      TaskMeter.of(TaskContext.get(), meter);
      Box box = grid.box(chunk._1());
      return regions.sharesOf(box).stream()
          .map(s -> new Tuple2<>(s.task(), Piece.of(input, chunk._2(), box, s.part())))
          .iterator();
    }
  }

  /** Each task is a partition. */
  static final class ToTasks extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int tasks;

    ToTasks(int tasks) {
      this.tasks = tasks;
    }

    @Override
    public int numPartitions() {
      return tasks;
    }

    @Override
    public int getPartition(Object key) {
      return (Integer) key;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ToTasks that && tasks == that.tasks;
    }

    @Override
    public int hashCode() {
      return tasks;
    }
  }
}
