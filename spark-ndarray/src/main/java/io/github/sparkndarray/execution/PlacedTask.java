package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.plan.physical.TaskRegions;
import io.github.sparkndarray.shape.Box;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction2;
import scala.Tuple2;

/**
 * What a task of a stage does where some operands lie with the blocks and others travel to them:
 * take all that is sent to its blocks, then put together what each of them reads and run it.
 *
 * @param regions for each operand that travels, what each block reads of it
 */
record PlacedTask(StageTask task, List<TaskRegions> regions)
    implements FlatMapFunction2<
        Iterator<Tuple2<Long, List<HostArray>>>, Iterator<Tuple2<Integer, Piece>>, BlockResult> {

  @Override
  public Iterator<BlockResult> call(
      Iterator<Tuple2<Long, List<HostArray>>> chunks, Iterator<Tuple2<Integer, Piece>> sent) {
    StageRunner runner = task.open();
    Map<Integer, List<Piece>> pieces = new HashMap<>();
    long bytes = 0;
    while (sent.hasNext()) {
      Tuple2<Integer, Piece> piece = sent.next();
      pieces.computeIfAbsent(piece._1(), block -> new ArrayList<>()).add(piece._2());
      bytes += piece._2().values().bytes().length;
    }
    task.holds(bytes);
    Iterator<BlockInput> blocks =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return chunks.hasNext();
          }

          @Override
          public BlockInput next() {
            Tuple2<Long, List<HostArray>> chunk = chunks.next();
            int block = Math.toIntExact(chunk._1());
            putTogether(runner, block, pieces.getOrDefault(block, List.of()));
            pieces.remove(block);
            return new BlockInput(block, chunk._2());
          }
        };
    return task.run(runner, blocks);
  }

  private void putTogether(StageRunner runner, int block, List<Piece> pieces) {
    List<Box> boxes = new ArrayList<>();
    List<ByteBuffer> parts = new ArrayList<>();
    for (int input = 0; input < regions.size(); input++) {
      Box box = regions.get(input).region(block);
      boxes.add(box);
      parts.add(runner.allocatePart(input, box));
    }
    for (Piece piece : pieces) {
      piece.copyTo(parts.get(piece.input()), boxes.get(piece.input()));
    }
  }
}
