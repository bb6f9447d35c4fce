package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.Shape;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Of the elements of an array those where a mask is true, and their indices: the consumer of a mask
 * and the array, in this order. A block's result is an int64 array of indices for each axis, then
 * the elements, all of the same length.
 */
record SelectedElements() implements BlockConsumer {

  @Override
  public BlockResult consume(long block, Box box, List<DType> dtypes, List<ByteBuffer> outputs) {
    ByteBuffer mask = outputs.get(0).duplicate().order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer values = outputs.get(1).duplicate();
    Collector collector = new Collector(box, dtypes.get(1), values);
    int start = mask.position();
    int count = (int) box.shape().size();
    int at = 0;
    for (; at <= count - Long.BYTES; at += Long.BYTES) {
      // Most masks are false nearly everywhere.
      if (mask.getLong(start + at) != 0) {
        for (int i = at; i < at + Long.BYTES; i++) {
          if (mask.get(start + i) != 0) {
            collector.add(i);
          }
        }
      }
    }
    for (; at < count; at++) {
      if (mask.get(start + at) != 0) {
        collector.add(at);
      }
    }
    return BlockResult.ofArrays(block, collector.arrays());
  }

  @Override
  public boolean takesSlabs() {
    return true;
  }

  @Override
  public BlockResult combine(long block, List<BlockResult> slabs) {
    if (slabs.size() == 1) {
      return slabs.get(0);
    }
    List<HostArray> joined = new ArrayList<>();
    for (int array = 0; array < slabs.get(0).arrays().size(); array++) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (BlockResult slab : slabs) {
        bytes.writeBytes(slab.arrays().get(array).bytes());
      }
      joined.add(vector(slabs.get(0).arrays().get(array).dtype(), bytes.toByteArray()));
    }
    return BlockResult.ofArrays(block, joined);
  }

  private static HostArray vector(DType dtype, byte[] bytes) {
    return HostArray.wrap(dtype, Shape.of(bytes.length / dtype.itemSize()), bytes);
  }

  /** Gathers elements of a box. */
  private static final class Collector {
    private static final int FIRST_ROOM = 64;

    private final Box box;
    private final DType dtype;
    private final ByteBuffer values;
    private int[] found = new int[FIRST_ROOM];
    private int count;

    Collector(Box box, DType dtype, ByteBuffer values) {
      this.box = box;
      this.dtype = dtype;
      this.values = values;
    }

    /** Takes the element at a position in C order. */
    void add(int position) {
      if (count == found.length) {
        found = Arrays.copyOf(found, 2 * count);
      }
      found[count++] = position;
    }

    List<HostArray> arrays() {
      List<HostArray> arrays = new ArrayList<>();
      long[] steps = new long[box.shape().rank()];
      long step = 1;
      for (int axis = steps.length - 1; axis >= 0; axis--) {
        steps[axis] = step;
        step *= box.extent(axis);
      }
      for (int axis = 0; axis < steps.length; axis++) {
        HostArray indices = HostArray.allocate(DType.INT64, Shape.of(count));
        ByteBuffer to = indices.writableBuffer();
        for (int i = 0; i < count; i++) {
          to.putLong(box.origin(axis) + found[i] / steps[axis] % box.extent(axis));
        }
        arrays.add(indices);
      }
      HostArray elements = HostArray.allocate(dtype, Shape.of(count));
      int size = dtype.itemSize();
      int start = values.position();
      for (int i = 0; i < count; i++) {
        values.get(start + found[i] * size, elements.bytes(), i * size, size);
      }
      arrays.add(elements);
      return arrays;
    }
  }
}
