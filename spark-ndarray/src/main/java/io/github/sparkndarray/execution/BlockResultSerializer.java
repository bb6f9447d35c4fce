package io.github.sparkndarray.execution;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Partial;
import java.util.ArrayList;
import java.util.List;

/** Block results for Kryo, which cannot make records by itself. */
final class BlockResultSerializer extends Serializer<BlockResult> {

  BlockResultSerializer() {
    setImmutable(true);
  }

  @Override
  public void write(Kryo kryo, Output output, BlockResult result) {
    output.writeLong(result.block());
    output.writeInt(result.level(), true);
    writeArrays(kryo, output, result.arrays());
    output.writeInt(result.partials().size(), true);
    for (Partial partial : result.partials()) {
      output.writeString(partial.reduction().name());
      output.writeString(partial.dtype().name());
      writeArrays(kryo, output, partial.state());
    }
  }

  @Override
  public BlockResult read(Kryo kryo, Input input, Class<BlockResult> type) {
    long block = input.readLong();
    int level = input.readInt(true);
    List<HostArray> arrays = readArrays(kryo, input);
    int count = input.readInt(true);
    List<Partial> partials = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Reduction reduction = Reduction.valueOf(input.readString());
      DType dtype = DType.valueOf(input.readString());
      partials.add(new Partial(reduction, dtype, readArrays(kryo, input)));
    }
    return new BlockResult(block, level, arrays, partials);
  }

  private static void writeArrays(Kryo kryo, Output output, List<HostArray> arrays) {
    output.writeInt(arrays.size(), true);
    arrays.forEach(array -> kryo.writeObject(output, array));
  }

  private static List<HostArray> readArrays(Kryo kryo, Input input) {
    int count = input.readInt(true);
    List<HostArray> arrays = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      arrays.add(kryo.readObject(input, HostArray.class));
    }
    return arrays;
  }
}
