package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.plan.physical.BlockGroups;
import io.github.sparkndarray.plan.physical.Blocks;
import io.github.sparkndarray.plan.physical.TaskRegions;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import scala.Tuple2;

/**
 * Sends the chunks of an array to the tasks that read some of them, each task its part.
 *
 * @param tasks the blocks of each task
 * @param isHalved whether only blocks on or above the diagonal of the last two axes are run
 * @param meter gets what is sent
 */
record ReplicatedChunks(BlockGroups tasks, boolean isHalved, StageMeter meter)
    implements Serializable {

  /**
   * The pieces by the task that reads them, still where the chunks lie. Partitions that no task
   * reads anything of are not asked for any.
   */
  JavaPairRDD<Integer, Piece> pieces(
      int input, ChunkGrid grid, JavaPairRDD<Long, HostArray> chunks, TaskRegions regions) {
    return PartitionsRead.of(chunks, grid, regions.hull())
        .flatMapToPair(new Cut(this, input, grid, regions));
  }

  private boolean hasBlocks(int task) {
    return Blocks.of(tasks.group(task), isHalved).size() > 0;
  }

  /** Cuts chunks. */
  private record Cut(ReplicatedChunks sending, int input, ChunkGrid grid, TaskRegions regions)
      implements PairFlatMapFunction<Tuple2<Long, HostArray>, Integer, Piece> {

    @Override
    public Iterator<Tuple2<Integer, Piece>> call(Tuple2<Long, HostArray> chunk) {
      Box box = grid.box(sending.meter().sending(chunk)._1());
      return regions.sharesOf(box).stream()
          .filter(share -> sending.hasBlocks(share.task()))
          .map(s -> new Tuple2<>(s.task(), Piece.of(input, chunk._2(), box, s.part())))
          .iterator();
    }
  }

  /** What a block reads goes to where the chunk of its number lies. */
  static final class ToChunks extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final Partitioner chunks;

    ToChunks(Partitioner chunks) {
      this.chunks = chunks;
    }

    @Override
    public int numPartitions() {
      return chunks.numPartitions();
    }

    @Override
    public int getPartition(Object key) {
      return chunks.getPartition(((Integer) key).longValue());
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ToChunks that && chunks.equals(that.chunks);
    }

    @Override
    public int hashCode() {
      return chunks.hashCode();
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
