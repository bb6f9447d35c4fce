package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Partial;
import io.github.sparkndarray.shape.Shape;

/** Min, max, argmin and argmax over rows: one per element of the tile. */
final class TileExtremes extends Sink {
  private final Extremes extremes;
  private final Reduction reduction;
  private final long tileAxis;

  /**
   * @param tileAxis the extent of the axis that tiles are cut from
   */
  TileExtremes(Extremes extremes, Reduction reduction, long tileAxis) {
    this.extremes = extremes;
    this.reduction = reduction;
    this.tileAxis = tileAxis;
  }

  private int state() {
    return (int) (outer * tileAxis + tileStart);
  }

  @Override
  public void accept(double[] values, int at, int n, int row) {
    int state = state();
    for (int i = 0; i < n; i++) {
      extremes.offer(state + i, values[at + i], firstRow + row);
    }
  }

  @Override
  public void accept(float[] values, int at, int n, int row) {
    int state = state();
    for (int i = 0; i < n; i++) {
      extremes.offer(state + i, (double) values[at + i], firstRow + row);
    }
  }

  @Override
  public void accept(long[] values, int at, int n, int row) {
    int state = state();
    for (int i = 0; i < n; i++) {
      extremes.offer(state + i, values[at + i], firstRow + row);
    }
  }

  @Override
  public void accept(int[] values, int at, int n, int row) {
    int state = state();
    for (int i = 0; i < n; i++) {
      extremes.offer(state + i, (long) values[at + i], firstRow + row);
    }
  }

  @Override
  public void accept(boolean[] values, int at, int n, int row) {
    int state = state();
    for (int i = 0; i < n; i++) {
      extremes.offer(state + i, values[at + i] ? 1L : 0L, firstRow + row);
    }
  }

  @Override
  Partial partial(Shape parallel) {
    return extremes.partial(reduction, parallel);
  }
}
