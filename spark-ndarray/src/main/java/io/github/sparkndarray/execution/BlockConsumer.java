package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.io.ArraySink;
import io.github.sparkndarray.shape.Box;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What becomes of a block's outputs in the task that made them. */
sealed interface BlockConsumer extends Serializable
    permits BlockConsumer.Keep, BlockConsumer.Write, BlockConsumer.Drop, SelectedElements {

  /**
   * Takes a block's outputs.
   *
   * @param block the block's number
   * @param box where it lies in the output
   * @param dtypes of the outputs
   * @param outputs little-endian, C order; only valid during the call
   */
  BlockResult consume(long block, Box box, List<DType> dtypes, List<ByteBuffer> outputs);

  /**
   * Whether a block's outputs may come in slabs, one after the other, each while it is in cache.
   */
  boolean takesSlabs();

  /** What a block gives whose outputs came in slabs, of what each of them gave. */
  default BlockResult combine(long block, List<BlockResult> slabs) {
    return BlockResult.nothing(block);
  }

  /** They are sent on, as bytes that outlive the task. */
  record Keep() implements BlockConsumer {
    @Override
    public BlockResult consume(long block, Box box, List<DType> dtypes, List<ByteBuffer> outputs) {
      List<HostArray> arrays = new ArrayList<>(outputs.size());
      for (int i = 0; i < outputs.size(); i++) {
        HostArray array = HostArray.allocate(dtypes.get(i), box.shape());
        array.writableBuffer().put(outputs.get(i).duplicate());
        arrays.add(array);
      }
      return BlockResult.ofArrays(block, arrays);
    }

    @Override
    public boolean takesSlabs() {
      return false;
    }
  }

  /** They are written to one sink per output. */
  record Write(List<ArraySink> sinks) implements BlockConsumer {
    @Override
    public BlockResult consume(long block, Box box, List<DType> dtypes, List<ByteBuffer> outputs) {
      for (int i = 0; i < sinks.size(); i++) {
        sinks.get(i).write(box, outputs.get(i).duplicate());
      }
      return BlockResult.nothing(block);
    }

    @Override
    public boolean takesSlabs() {
      return sinks.stream().allMatch(ArraySink::takesSlabs);
    }
  }

  /** They were only to be computed. */
  record Drop() implements BlockConsumer {
    @Override
    public BlockResult consume(long block, Box box, List<DType> dtypes, List<ByteBuffer> outputs) {
      return BlockResult.nothing(block);
    }

    @Override
    public boolean takesSlabs() {
      return true;
    }
  }
}
