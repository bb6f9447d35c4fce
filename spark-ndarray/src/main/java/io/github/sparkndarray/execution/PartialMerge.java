package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.kernel.Partials;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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

  static PartialMerge of(StageProgram program, ChunkGrid outputGrid) {
    long perOutput = program.grid().size() / Math.max(1, outputGrid.size());
    List<DType> dtypes = program.terminal().loop().outputs().stream().map(Output::dtype).toList();
    return new PartialMerge(outputGrid, perOutput, new ArrayList<>(dtypes));
  }

  /** The number, in the output's grid, of the block that a block contributes to. */
  long outputBlock(long block) {
    return block / perOutput;
  }

  /** How many blocks a result has the partials of. */
  long size(BlockResult result) {
    return result.node(perOutput).size(perOutput);
  }

  /** The output of one block from the partials of all that contribute to it. */
  List<HostArray> finish(Iterable<BlockResult> contributions) {
    List<BlockResult> inOrder = new ArrayList<>();
    contributions.forEach(inOrder::add);
    inOrder.sort(Comparator.comparingLong(BlockResult::block));
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
