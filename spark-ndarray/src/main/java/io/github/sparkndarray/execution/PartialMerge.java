package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.kernel.Partial;
import io.github.sparkndarray.kernel.Partials;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Combines the partials of a stage. Blocks are numbered with the reduced axes last, so those that
 * contribute to the same outputs follow one another; they are combined in that order, whichever
 * arrives first.
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

  /** The output of one block from the partials of all that contribute to it. */
  List<HostArray> finish(Iterable<BlockResult> contributions) {
    Map<Long, List<Partial>> inOrder = new TreeMap<>();
    contributions.forEach(result -> inOrder.put(result.block(), result.partials()));
    if (inOrder.size() != perOutput) {
      throw new IllegalStateException(
          inOrder.size() + " of " + perOutput + " partials of a block arrived");
    }
    List<Partial> merged = List.of();
    for (List<Partial> partials : inOrder.values()) {
      if (merged.isEmpty()) {
        merged = partials;
        continue;
      }
      List<Partial> next = new ArrayList<>();
      for (int i = 0; i < partials.size(); i++) {
        next.add(Partials.merge(merged.get(i), partials.get(i)));
      }
      merged = next;
    }
    return merged.stream().map(Partials::finish).toList();
  }

  /** As {@link #finish}, handed on to a consumer. */
  BlockResult finish(
      long outputBlock, Iterable<BlockResult> contributions, BlockConsumer consumer) {
    Box box = outputGrid.box(outputBlock);
    List<ByteBuffer> buffers = finish(contributions).stream().map(HostArray::buffer).toList();
    return consumer.consume(outputBlock, box, dtypes, buffers);
  }
}
