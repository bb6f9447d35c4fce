package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.kernel.ArrayRegion;
import io.github.sparkndarray.kernel.BlockKernel;
import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Partial;
import io.github.sparkndarray.kernel.Partials;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs kernels on whole problems, block by block, and puts the outputs together. */
final class Runs {
  private Runs() {}

  /** The iteration space that blocks cut: parallel and reduced axes. */
  static Shape space(LoopNest nest) {
    int rank = nest.parallelRank() + nest.reducedRank();
    return Shape.of(nest.axes().stream().limit(rank).mapToLong(axis -> axis.extent()).toArray());
  }

  /** The outputs, computed in blocks of the given shape. */
  static List<HostArray> run(
      BlockKernel kernel, LoopNest nest, List<HostArray> inputs, Shape blocks) {
    List<HostArray> results = new ArrayList<>();
    Shape parallel = Shape.of(Arrays.copyOf(space(nest).extents(), nest.parallelRank()));
    for (var output : nest.outputs()) {
      results.add(HostArray.allocate(output.dtype(), parallel));
    }
    ChunkGrid grid = new ChunkGrid(space(nest), blocks);
    if (!nest.isReduction()) {
      for (long i = 0; i < grid.size(); i++) {
        Box box = grid.box(i);
        List<ByteBuffer> buffers = new ArrayList<>();
        for (var output : nest.outputs()) {
          buffers.add(direct(Math.toIntExact(box.shape().size() * output.dtype().itemSize())));
        }
        kernel.map(box, regions(nest, inputs, box), buffers);
        for (int output = 0; output < buffers.size(); output++) {
          paste(results.get(output), box, buffers.get(output));
        }
      }
      return results;
    }
    ChunkGrid outer =
        new ChunkGrid(parallel, Shape.of(Arrays.copyOf(blocks.extents(), nest.parallelRank())));
    long perOuter = grid.size() / Math.max(1, outer.size());
    for (long o = 0; o < outer.size(); o++) {
      List<Partial> total = null;
      for (long i = 0; i < perOuter; i++) {
        Box box = grid.box(o * perOuter + i);
        List<Partial> partials = kernel.reduce(box, regions(nest, inputs, box));
        if (total == null) {
          total = new ArrayList<>(partials);
        } else {
          for (int output = 0; output < partials.size(); output++) {
            total.set(output, Partials.merge(total.get(output), partials.get(output)));
          }
        }
      }
      for (int output = 0; output < results.size(); output++) {
        HostArray part = Partials.finish(total.get(output));
        paste(results.get(output), outer.box(o), part.buffer());
      }
    }
    return results;
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void paste(HostArray into, Box box, ByteBuffer elements) {
    int size = into.dtype().itemSize();
    long[] strides = into.shape().strides();
    byte[] one = new byte[size];
    for (long position = 0; position < box.shape().size(); position++) {
      long rest = position;
      long at = 0;
      for (int axis = box.shape().rank() - 1; axis >= 0; axis--) {
        at += (box.origin(axis) + rest % box.extent(axis)) * strides[axis];
        rest /= box.extent(axis);
      }
      elements.get((int) position * size, one);
      System.arraycopy(one, 0, into.bytes(), (int) at * size, size);
    }
  }

  /** What a block can read: for each input the smallest box that all its operands need. */
  static List<ArrayRegion> regions(LoopNest nest, List<HostArray> inputs, Box block) {
    long[] origin = new long[nest.axes().size()];
    long[] extents = new long[origin.length];
    for (int axis = 0; axis < origin.length; axis++) {
      boolean inner = axis >= block.shape().rank();
      origin[axis] = inner ? 0 : block.origin(axis);
      extents[axis] = inner ? nest.axes().get(axis).extent() : block.extent(axis);
    }
    Box whole = new Box(origin, Shape.of(extents));
    List<ArrayRegion> regions = new ArrayList<>();
    for (int input = 0; input < inputs.size(); input++) {
      HostArray array = inputs.get(input);
      long[] from = array.shape().extents();
      long[] to = new long[from.length];
      for (KernelOperand operand : nest.operands()) {
        if (operand instanceof KernelOperand.Memory memory && memory.input() == input) {
          Box read = whole.read(memory.map());
          for (int d = 0; d < from.length; d++) {
            from[d] = Math.min(from[d], read.origin(d));
            to[d] = Math.max(to[d], read.origin(d) + read.extent(d));
          }
        }
      }
      regions.add(cut(array, from, to, input % 2 == 0));
    }
    return regions;
  }

  private static ArrayRegion cut(HostArray array, long[] from, long[] to, boolean direct) {
    long[] extents = new long[from.length];
    for (int d = 0; d < from.length; d++) {
      extents[d] = Math.max(0, to[d] - from[d]);
    }
    Box box = new Box(from, Shape.of(extents));
    int size = array.dtype().itemSize();
    ByteBuffer data =
        direct
            ? direct((int) box.shape().size() * size)
            : ByteBuffer.allocate((int) box.shape().size() * size).order(ByteOrder.LITTLE_ENDIAN);
    long[] strides = array.shape().strides();
    for (long position = 0; position < box.shape().size(); position++) {
      long rest = position;
      long at = 0;
      for (int axis = extents.length - 1; axis >= 0; axis--) {
        at += (from[axis] + rest % extents[axis]) * strides[axis];
        rest /= extents[axis];
      }
      data.put((int) position * size, array.bytes(), (int) at * size, size);
    }
    return new ArrayRegion(array.dtype(), box, data);
  }

  /** Random elements, among them all that is special about a dtype. */
  static HostArray random(DType dtype, java.util.Random random, long... extents) {
    HostArray array = HostArray.allocate(dtype, Shape.of(extents));
    ByteBuffer buffer = array.writableBuffer();
    double[] special = {
      0.0,
      -0.0,
      1,
      -1,
      2,
      0.5,
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      1e300,
      -1e-310,
      3e9,
      -3e9,
      2147483647.5,
      1e19
    };
    for (int i = 0; i < array.size(); i++) {
      int pick = random.nextInt(4 * special.length);
      double x = pick < special.length ? special[pick] : random.nextGaussian() * 10;
      switch (dtype) {
        case FLOAT64 -> buffer.putDouble(x);
        case FLOAT32 -> buffer.putFloat((float) x);
        case INT64 ->
            buffer.putLong(
                pick == 0 ? Long.MIN_VALUE : pick == 1 ? Long.MAX_VALUE : random.nextInt(21) - 10);
        case INT32 ->
            buffer.putInt(
                pick == 0
                    ? Integer.MIN_VALUE
                    : pick == 1 ? Integer.MAX_VALUE : random.nextInt(21) - 10);
        default -> buffer.put((byte) random.nextInt(2));
      }
    }
    return array;
  }

  /** Random elements without surprises. */
  static HostArray plain(DType dtype, java.util.Random random, long... extents) {
    HostArray array = HostArray.allocate(dtype, Shape.of(extents));
    ByteBuffer buffer = array.writableBuffer();
    for (int i = 0; i < array.size(); i++) {
      switch (dtype) {
        case FLOAT64 -> buffer.putDouble(random.nextGaussian());
        case FLOAT32 -> buffer.putFloat((float) random.nextGaussian());
        case INT64 -> buffer.putLong(random.nextInt(100));
        case INT32 -> buffer.putInt(random.nextInt(100));
        default -> buffer.put((byte) random.nextInt(2));
      }
    }
    return array;
  }

  /** Floats so near to 1 of either sign that the product of thousands stays in range. */
  static HostArray nearOne(DType dtype, java.util.Random random, long... extents) {
    HostArray array = HostArray.allocate(dtype, Shape.of(extents));
    ByteBuffer buffer = array.writableBuffer();
    for (int i = 0; i < array.size(); i++) {
      double x = (random.nextBoolean() ? 1 : -1) * (0.9 + 0.2 * random.nextDouble());
      if (dtype == DType.FLOAT64) {
        buffer.putDouble(x);
      } else {
        buffer.putFloat((float) x);
      }
    }
    return array;
  }
}
