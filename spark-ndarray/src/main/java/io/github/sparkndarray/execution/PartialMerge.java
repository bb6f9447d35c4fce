package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.kernel.Partials;
import io.github.sparkndarray.plan.physical.Stage;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import scala.Tuple2;

/**
 * Combines the partials of a stage. Blocks are numbered with the reduced axes last, so those that
 * contribute to the same outputs follow one another; they are combined as a tree over their
 * numbers, whichever arrives first.
 *
 * @param outputGrid the blocks over the parallel axes
 * @param perOutput how many blocks contribute to each output
 */
record PartialMerge(ChunkGrid outputGrid, long perOutput, List<DType> dtypes)
    implements Serializable {

  static PartialMerge of(Stage stage) {
    long perOutput = stage.blockCount() / Math.max(1, stage.outputGrid().size());
    List<DType> dtypes = new ArrayList<>(PlanRun.outputDTypes(stage));
    return new PartialMerge(stage.outputGrid(), perOutput, dtypes);
  }

  /** The number, in the output's grid, of the block that a block contributes to. */
  long outputBlock(long block) {
    return block / perOutput;
  }

  /** How many blocks a result has the partials of. */
  long size(BlockResult result) {
    return result.node(perOutput).size(perOutput);
  }

  /** What some of an output's contributions come to, in as few as can be combined by now. */
  List<BlockResult> combine(Iterable<BlockResult> contributions) {
    PartialTree tree = new PartialTree();
    long first = 0;
    for (BlockResult result : inOrder(contributions)) {
      first = outputBlock(result.block()) * perOutput;
      tree.add(result.node(perOutput));
    }
    List<BlockResult> combined = new ArrayList<>();
    for (PartialTree.Node node : tree.removeAll(perOutput)) {
      combined.add(BlockResult.of(node, first));
    }
    return combined;
  }

  /** As {@link #combine}, from what was combined before and what is new. */
  List<BlockResult> combineAll(
      Tuple2<Iterable<List<BlockResult>>, Iterable<BlockResult>> contributions) {
    List<BlockResult> all = new ArrayList<>();
    contributions._1().forEach(all::addAll);
    contributions._2().forEach(all::add);
    return combine(all);
  }

  private static List<BlockResult> inOrder(Iterable<BlockResult> contributions) {
    List<BlockResult> inOrder = new ArrayList<>();
    contributions.forEach(inOrder::add);
    inOrder.sort(Comparator.comparingLong(BlockResult::block));
    return inOrder;
  }

  /** The output of one block from the partials of all that contribute to it. */
  List<HostArray> finish(Iterable<BlockResult> contributions) {
    List<BlockResult> inOrder = inOrder(contributions);
    if (inOrder.stream().mapToLong(this::size).sum() != perOutput) {
      throw new IllegalStateException("not all of " + perOutput + " partials of a block arrived");
    }
    PartialTree tree = new PartialTree();
    inOrder.forEach(result -> tree.add(result.node(perOutput)));
    return tree.root().partials().stream().map(Partials::finish).toList();
  }

  /** As {@link #finish}, handed on to a consumer. */
  BlockResult finish(
      long outputBlock, Iterable<BlockResult> contributions, BlockConsumer consumer) {
    Box box = outputGrid.box(outputBlock);
    List<ByteBuffer> buffers = finish(contributions).stream().map(HostArray::buffer).toList();
    return consumer.consume(outputBlock, box, dtypes, buffers);
  }
}
