package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Partial;
import io.github.sparkndarray.shape.Shape;
import java.util.Arrays;
import java.util.List;

/** How often each number occurs along the tile, for each row. */
final class RowCounts extends Sink {
  private final int slots;
  private final long[] counts;

  /**
   * @param slots numbers from 0 to this, exclusive, are counted
   */
  RowCounts(int slots, int rows) {
    this.slots = slots;
    this.counts = new long[Math.multiplyExact(slots, rows)];
  }

  @Override
  public void accept(double[] values, int at, int n, int row) {
    int first = ((int) firstRow + row) * slots;
    for (int i = at; i < at + n; i++) {
      double value = values[i];
      if (value > -1 && value < slots) {
        counts[first + (int) value]++;
      }
    }
  }

  @Override
  Partial partial(Shape parallel) {
    long[] extents = Arrays.copyOf(parallel.extents(), parallel.rank() + 1);
    extents[parallel.rank()] = slots;
    return new Partial(
        Reduction.BINCOUNT,
        DType.FLOAT64,
        List.of(States.of(DType.INT64, Shape.of(extents), counts)));
  }
}
