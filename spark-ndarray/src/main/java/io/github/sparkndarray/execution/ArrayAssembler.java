package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import java.util.List;

/** Puts the blocks of some arrays together on the driver, in whatever order they come. */
final class ArrayAssembler {
  private final ChunkGrid grid;
  private final List<HostArray> arrays;

  ArrayAssembler(ChunkGrid grid, List<DType> dtypes) {
    this.grid = grid;
    this.arrays =
        dtypes.stream().map(dtype -> HostArray.allocate(dtype, grid.shape())).toList();
  }

  /** Takes one block's part of each array. Safe to call again with the same block. */
  synchronized void place(long block, List<HostArray> parts) {
    Box box = grid.box(block);
    for (int i = 0; i < arrays.size(); i++) {
      place(arrays.get(i), box, parts.get(i));
    }
  }

  List<HostArray> arrays() {
    return arrays;
  }

  private static void place(HostArray whole, Box box, HostArray part) {
    int rank = box.shape().rank();
    long[] strides = whole.shape().strides();
    // Trailing axes that the box has whole make one run together with the axis before them.
    int runAxis = rank;
    long run = 1;
    while (runAxis > 0 && run == strides[runAxis - 1]) {
      runAxis--;
      run *= box.extent(runAxis);
    }
    int itemSize = whole.dtype().itemSize();
    int runBytes = (int) (run * itemSize);
    long[] index = new long[runAxis];
    for (int from = 0; from < part.bytes().length; from += runBytes) {
      long to = 0;
      for (int axis = 0; axis < rank; axis++) {
        to += strides[axis] * (box.origin(axis) + (axis < runAxis ? index[axis] : 0));
      }
      System.arraycopy(part.bytes(), from, whole.bytes(), (int) (to * itemSize), runBytes);
      for (int axis = runAxis - 1; axis >= 0 && ++index[axis] == box.extent(axis); axis--) {
        index[axis] = 0;
      }
    }
  }
}
