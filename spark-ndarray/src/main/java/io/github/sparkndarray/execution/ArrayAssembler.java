package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.io.RegionRuns;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import java.util.List;

/** Puts the blocks of some arrays together on the driver, in whatever order they come. */
final class ArrayAssembler {
  private final ChunkGrid grid;
  private final List<HostArray> arrays;

  ArrayAssembler(ChunkGrid grid, List<DType> dtypes) {
    this.grid = grid;
    this.arrays = dtypes.stream().map(dtype -> HostArray.allocate(dtype, grid.shape())).toList();
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
    RegionRuns runs = new RegionRuns(whole.shape(), box);
    int itemSize = whole.dtype().itemSize();
    int runBytes = (int) (runs.length() * itemSize);
    for (int from = 0; runs.next(); from += runBytes) {
      System.arraycopy(
          part.bytes(), from, whole.bytes(), (int) (runs.start() * itemSize), runBytes);
    }
  }
}
