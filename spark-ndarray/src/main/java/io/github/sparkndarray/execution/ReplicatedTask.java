package io.github.sparkndarray.execution;

import io.github.sparkndarray.plan.physical.BlockGroups;
import io.github.sparkndarray.plan.physical.Blocks;
import io.github.sparkndarray.plan.physical.TaskRegions;
import io.github.sparkndarray.shape.Box;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import scala.Tuple2;

/**
 * What a task of a stage does whose operands travel in parts: put the pieces together, then run all
 * of the task's blocks on them.
 *
 * @param isHalved whether only blocks on or above the diagonal of the last two axes are run
 * @param regions for each operand that travels, what each task reads of it
 */
record ReplicatedTask(StageTask task, BlockGroups grid, boolean isHalved, List<TaskRegions> regions)
    implements FlatMapFunction<Iterator<Tuple2<Integer, Piece>>, BlockResult> {

  @Override
  public Iterator<BlockResult> call(Iterator<Tuple2<Integer, Piece>> pieces) {
    int number = TaskContext.getPartitionId();
    StageRunner runner = task.open();
    List<Box> boxes = new ArrayList<>();
    List<ByteBuffer> parts = new ArrayList<>();
    for (int input = 0; input < regions.size(); input++) {
      Box box = regions.get(input).region(number);
      boxes.add(box);
      parts.add(runner.allocatePart(input, box));
    }
    while (pieces.hasNext()) {
      Piece piece = pieces.next()._2();
      piece.copyTo(parts.get(piece.input()), boxes.get(piece.input()));
    }
    Blocks blocks = Blocks.of(grid.group(number), isHalved);
    return task.run(runner, BlockInput.each(blocks, 0, blocks.size(), List.of()));
  }
}
