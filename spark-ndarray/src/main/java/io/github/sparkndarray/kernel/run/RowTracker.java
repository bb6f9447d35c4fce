package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.dtype.DType;

/**
 * Tracks the best values along the tile, for each row. Generated code may compare values with the
 * limit itself and hand over only those that pass it. Public for generated code.
 */
public abstract class RowTracker extends Sink {
  /** Elements that are looked at one by one where one of them passes the limit. */
  static final int STEP = 64;

  /** Where generated code puts values for {@link #update}. */
  public final double[] doubleKeys;

  public final float[] floatKeys;
  public final long[] longKeys;
  public final int[] intKeys;

  private final boolean greatest;
  private final long tileAxis;

  /**
   * @param tileAxis the extent of the axis that tiles are cut from
   */
  RowTracker(DType dtype, boolean greatest, long tileAxis) {
    this.greatest = greatest;
    this.tileAxis = tileAxis;
    doubleKeys = new double[dtype == DType.FLOAT64 ? STEP : 0];
    floatKeys = new float[dtype == DType.FLOAT32 ? STEP : 0];
    longKeys = new long[dtype == DType.INT64 ? STEP : 0];
    intKeys = new int[dtype == DType.INT32 ? STEP : 0];
  }

  /** The state of a row of the batch. */
  public final int state(int row) {
    return (int) firstRow + row;
  }

  /** Whether nothing changes a row's state any more. */
  public abstract boolean isDecided(int state);

  /** No key on the worse side of this, and not this itself, changes anything; NaN for no limit. */
  public abstract double realLimit(int state);

  /** As {@link #realLimit}, for what is not floating. */
  public abstract long integerLimit(int state);

  /** As {@link #realLimit}, for the values themselves where keys are their squares. */
  abstract double valueLimit(int state);

  /** Offers a key found at a position later than all before it. */
  abstract void offerKey(int state, double key, long position);

  /** Offers a value found at a position later than all before it. */
  abstract void offer(int state, double value, long position);

  /** As {@link #offer(int, double, long)}. */
  abstract void offer(int state, long value, long position);

  /**
   * Takes values from {@code i} on, of which one of the first few passes the limit; returns how
   * many.
   */
  abstract int take(double[] values, int at, int i, int n, int state);

  /** As {@link #take(double[], int, int, int, int)}. */
  abstract int take(float[] values, int at, int i, int n, int state);

  /** The position of the tile's first element. */
  final long position() {
    return outer * tileAxis + tileStart;
  }

  /** Takes keys from tile index {@code v} on. */
  public void update(double[] keys, int n, int state, int v) {
    for (int i = 0; i < n; i++) {
      offerKey(state, keys[i], position() + v + i);
    }
  }

  /** As {@link #update(double[], int, int, int)}. */
  public void update(float[] keys, int n, int state, int v) {
    for (int i = 0; i < n; i++) {
      offerKey(state, keys[i], position() + v + i);
    }
  }

  /** As {@link #update(double[], int, int, int)}. */
  public final void update(long[] keys, int n, int state, int v) {
    for (int i = 0; i < n; i++) {
      offer(state, keys[i], position() + v + i);
    }
  }

  /** As {@link #update(double[], int, int, int)}. */
  public final void update(int[] keys, int n, int state, int v) {
    for (int i = 0; i < n; i++) {
      offer(state, (long) keys[i], position() + v + i);
    }
  }

  @Override
  public final void accept(double[] values, int at, int n, int row) {
    int state = state(row);
    int i = 0;
    while (i < n && !isDecided(state)) {
      double limit = valueLimit(state);
      // Nothing passes what a state begins with.
      i +=
          Double.isInfinite(limit) ? 0 : BetterLanes.passed(values, at + i, n - i, limit, greatest);
      i += i < n ? take(values, at, i, n, state) : 0;
    }
  }

  @Override
  public final void accept(float[] values, int at, int n, int row) {
    int state = state(row);
    int i = 0;
    while (i < n && !isDecided(state)) {
      float limit = (float) valueLimit(state);
      // Nothing passes what a state begins with.
      i += Float.isInfinite(limit) ? 0 : BetterLanes.passed(values, at + i, n - i, limit, greatest);
      i += i < n ? take(values, at, i, n, state) : 0;
    }
  }

  @Override
  public final void accept(long[] values, int at, int n, int row) {
    int state = state(row);
    for (int i = 0; i < n; i++) {
      offer(state, values[at + i], position() + i);
    }
  }

  @Override
  public final void accept(int[] values, int at, int n, int row) {
    int state = state(row);
    for (int i = 0; i < n; i++) {
      offer(state, (long) values[at + i], position() + i);
    }
  }

  @Override
  public final void accept(boolean[] values, int at, int n, int row) {
    int state = state(row);
    for (int i = 0; i < n; i++) {
      offer(state, values[at + i] ? 1L : 0L, position() + i);
    }
  }
}
