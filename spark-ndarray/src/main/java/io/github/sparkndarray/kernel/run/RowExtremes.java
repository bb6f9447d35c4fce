package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Partial;
import io.github.sparkndarray.shape.Shape;
import java.util.Arrays;

/**
 * Min, max, argmin and argmax along the tile: one per row. Generated code may compare values with
 * the limit itself and hand over only those that pass it. Public for generated code.
 */
public final class RowExtremes extends Sink {
  /** Elements that generated code hands over at a time. */
  private static final int STEP = 64;

  private final Extremes extremes;
  private final Reduction reduction;
  private final boolean max;
  private final boolean narrow;
  private final boolean rooted;
  private final long tileAxis;
  private final double[] limits;

  /** Where generated code puts values for {@link #update}. */
  public final double[] doubleKeys;

  public final float[] floatKeys;
  public final long[] longKeys;
  public final int[] intKeys;

  /**
   * @param tileAxis the extent of the axis that tiles are cut from
   * @param rooted whether the values handed over are the squares of those that are wanted
   */
  RowExtremes(Extremes extremes, Reduction reduction, DType dtype, long tileAxis, boolean rooted) {
    this.extremes = extremes;
    this.reduction = reduction;
    this.max = Extremes.isMax(reduction);
    this.narrow = dtype == DType.FLOAT32;
    this.rooted = rooted;
    this.tileAxis = tileAxis;
    this.limits = rooted ? new double[extremes.reals.length] : extremes.reals;
    if (rooted) {
      Arrays.fill(limits, Double.POSITIVE_INFINITY);
    }
    doubleKeys = new double[dtype == DType.FLOAT64 ? STEP : 0];
    floatKeys = new float[dtype == DType.FLOAT32 ? STEP : 0];
    longKeys = new long[dtype == DType.INT64 ? STEP : 0];
    intKeys = new int[dtype == DType.INT32 ? STEP : 0];
  }

  /** The state of a row of the batch. */
  public int state(int row) {
    return (int) firstRow + row;
  }

  /** Whether a NaN was found, which nothing beats. */
  public boolean isDecided(int state) {
    return extremes.reals.length > 0 && Double.isNaN(extremes.reals[state]);
  }

  /** No value on the worse side of this, and not this itself, changes anything. */
  public double realLimit(int state) {
    return limits[state];
  }

  /** As {@link #realLimit}. */
  public long integerLimit(int state) {
    return extremes.integers[state];
  }

  private long position() {
    return outer * tileAxis + tileStart;
  }

  /** Takes values from tile index {@code v} on. */
  public void update(double[] keys, int n, int state, int v) {
    for (int i = 0; i < n; i++) {
      offer(state, keys[i], position() + v + i);
    }
  }

  /** As {@link #update(double[], int, int, int)}. */
  public void update(float[] keys, int n, int state, int v) {
    for (int i = 0; i < n; i++) {
      offer(state, keys[i], position() + v + i);
    }
  }

  /** As {@link #update(double[], int, int, int)}. */
  public void update(long[] keys, int n, int state, int v) {
    for (int i = 0; i < n; i++) {
      extremes.offer(state, keys[i], position() + v + i);
    }
  }

  /** As {@link #update(double[], int, int, int)}. */
  public void update(int[] keys, int n, int state, int v) {
    for (int i = 0; i < n; i++) {
      extremes.offer(state, (long) keys[i], position() + v + i);
    }
  }

  private void offer(int state, double key, long position) {
    if (!rooted) {
      extremes.offer(state, key, position);
    } else if (!(key >= limits[state])) {
      // Different squares may have one root, and then the first of them stays.
      double root = narrow ? (float) Math.sqrt(key) : Math.sqrt(key);
      extremes.offer(state, root, position);
      limits[state] = key;
    }
  }

  @Override
  public void accept(double[] values, int at, int n, int row) {
    int state = state(row);
    int i = 0;
    while (i < n && !isDecided(state)) {
      i += BetterLanes.passed(values, at + i, n - i, extremes.reals[state], max);
      for (int end = Math.min(n, i + STEP); i < end; i++) {
        extremes.offer(state, values[at + i], position() + i);
      }
    }
  }

  @Override
  public void accept(float[] values, int at, int n, int row) {
    int state = state(row);
    int i = 0;
    while (i < n && !isDecided(state)) {
      i += BetterLanes.passed(values, at + i, n - i, (float) extremes.reals[state], max);
      for (int end = Math.min(n, i + STEP); i < end; i++) {
        extremes.offer(state, (double) values[at + i], position() + i);
      }
    }
  }

  @Override
  public void accept(long[] values, int at, int n, int row) {
    int state = state(row);
    for (int i = 0; i < n; i++) {
      extremes.offer(state, values[at + i], position() + i);
    }
  }

  @Override
  public void accept(int[] values, int at, int n, int row) {
    int state = state(row);
    for (int i = 0; i < n; i++) {
      extremes.offer(state, (long) values[at + i], position() + i);
    }
  }

  @Override
  public void accept(boolean[] values, int at, int n, int row) {
    int state = state(row);
    for (int i = 0; i < n; i++) {
      extremes.offer(state, values[at + i] ? 1L : 0L, position() + i);
    }
  }

  @Override
  Partial partial(Shape parallel) {
    return extremes.partial(reduction, parallel);
  }
}
