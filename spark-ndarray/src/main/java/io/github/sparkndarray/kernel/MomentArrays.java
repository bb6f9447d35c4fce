package io.github.sparkndarray.kernel;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.shape.Shape;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The state of a partial sum of squared deviations: these, numbers near the means, offsets from
 * them to the means, and the counts.
 */
final class MomentArrays {
  private final HostArray squares;
  private final HostArray means;
  private final HostArray offsets;
  private final HostArray counts;
  private final ByteBuffer toSquares;
  private final ByteBuffer toMeans;
  private final ByteBuffer toOffsets;
  private final ByteBuffer toCounts;

  /** Arrays to be filled in C order. */
  MomentArrays(Shape shape) {
    squares = HostArray.allocate(DType.FLOAT64, shape);
    means = HostArray.allocate(DType.FLOAT64, shape);
    offsets = HostArray.allocate(DType.FLOAT64, shape);
    counts = HostArray.allocate(DType.FLOAT64, shape);
    toSquares = squares.writableBuffer();
    toMeans = means.writableBuffer();
    toOffsets = offsets.writableBuffer();
    toCounts = counts.writableBuffer();
  }

  void put(Moments moments) {
    toSquares.putDouble(moments.squares());
    toMeans.putDouble(moments.mean());
    toOffsets.putDouble(moments.offset());
    toCounts.putDouble(moments.count());
  }

  List<HostArray> state() {
    return List.of(squares, means, offsets, counts);
  }

  /** Adds an element of a state to moments. */
  static void add(Moments moments, List<HostArray> state, int i) {
    moments.add(
        state.get(3).getDouble(i),
        state.get(1).getDouble(i),
        state.get(2).getDouble(i),
        state.get(0).getDouble(i));
  }
}
