package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.kernel.Partial;
import io.github.sparkndarray.shape.Shape;

/** Min, max, argmin and argmax along the tile: one per row. */
final class RowExtremes extends Sink {
  private final Extremes extremes;
  private final long tileAxis;

  /**
   * @param tileAxis the extent of the axis that tiles are cut from
   */
  RowExtremes(Extremes extremes, long tileAxis) {
    this.extremes = extremes;
    this.tileAxis = tileAxis;
  }

  Extremes extremes() {
    return extremes;
  }

  private long position() {
    return outer * tileAxis + tileStart;
  }

  @Override
  public void accept(double[] values, int at, int n, int row) {
    int state = (int) firstRow + row;
    for (int i = 0; i < n; i++) {
      extremes.offer(state, values[at + i], position() + i);
    }
  }

  @Override
  public void accept(float[] values, int at, int n, int row) {
    int state = (int) firstRow + row;
    for (int i = 0; i < n; i++) {
      extremes.offer(state, (double) values[at + i], position() + i);
    }
  }

  @Override
  public void accept(long[] values, int at, int n, int row) {
    int state = (int) firstRow + row;
    for (int i = 0; i < n; i++) {
      extremes.offer(state, values[at + i], position() + i);
    }
  }

  @Override
  public void accept(int[] values, int at, int n, int row) {
    int state = (int) firstRow + row;
    for (int i = 0; i < n; i++) {
      extremes.offer(state, (long) values[at + i], position() + i);
    }
  }

  @Override
  public void accept(boolean[] values, int at, int n, int row) {
    int state = (int) firstRow + row;
    for (int i = 0; i < n; i++) {
      extremes.offer(state, values[at + i] ? 1L : 0L, position() + i);
    }
  }

  @Override
  Partial partial(Shape parallel) {
    return extremes.partial(parallel);
  }
}
