package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Partial;
import io.github.sparkndarray.shape.Shape;
import java.util.Arrays;

/** The k least or greatest values along the tile, for each row. */
final class RowSelections extends RowTracker {
  private final Selections selections;
  private final Reduction reduction;
  private final boolean narrow;
  private final boolean rooted;

  /** For each state what {@link #realLimit} gives. */
  private final double[] limits;

  /**
   * @param tileAxis the extent of the axis that tiles are cut from
   * @param rooted whether keys are the squares of the values that are wanted
   */
  RowSelections(
      Selections selections, Reduction reduction, DType dtype, long tileAxis, boolean rooted) {
    super(dtype, reduction.isGreatest(), tileAxis);
    this.selections = selections;
    this.reduction = reduction;
    this.narrow = dtype == DType.FLOAT32;
    this.rooted = rooted;
    this.limits = new double[dtype.isFloat() ? selections.states() : 0];
    Arrays.fill(limits, Double.NaN);
  }

  @Override
  public boolean isDecided(int state) {
    return false;
  }

  @Override
  public double realLimit(int state) {
    return limits[state];
  }

  private double keyLimit(double limit) {
    if (!rooted) {
      return limit;
    }
    // sqrt(x * x) is x, and what is not below a square has no lesser root; but where squares
    // underflow.
    return narrow
        ? Math.max((float) limit * (float) limit, Float.MIN_NORMAL)
        : Math.max(limit * limit, Double.MIN_NORMAL);
  }

  @Override
  public long integerLimit(int state) {
    throw new IllegalStateException("integers are not compared with a limit");
  }

  @Override
  double valueLimit(int state) {
    return selections.realLimit(state);
  }

  @Override
  public void update(double[] keys, int n, int state, int v) {
    double limit = limits[state];
    if (selections.offerAll(state, keys, 0, n, position() + v, limit, rooted)) {
      limits[state] = keyLimit(selections.realLimit(state));
    }
  }

  @Override
  public void update(float[] keys, int n, int state, int v) {
    float limit = (float) limits[state];
    if (selections.offerAll(state, keys, 0, n, position() + v, limit, rooted)) {
      limits[state] = keyLimit(selections.realLimit(state));
    }
  }

  @Override
  void offerKey(int state, double key, long position) {
    offer(state, !rooted ? key : narrow ? (float) Math.sqrt(key) : Math.sqrt(key), position);
  }

  @Override
  void offer(int state, double value, long position) {
    if (selections.offer(state, value, position)) {
      limits[state] = keyLimit(selections.realLimit(state));
    }
  }

  @Override
  void offer(int state, long value, long position) {
    selections.offer(state, value, position);
  }

  @Override
  int take(double[] values, int at, int i, int n, int state) {
    int count = Math.min(STEP, n - i);
    double limit = selections.realLimit(state);
    selections.offerAll(state, values, at + i, count, position() + i, limit, false);
    return count;
  }

  @Override
  int take(float[] values, int at, int i, int n, int state) {
    int count = Math.min(STEP, n - i);
    float limit = (float) selections.realLimit(state);
    selections.offerAll(state, values, at + i, count, position() + i, limit, false);
    return count;
  }

  @Override
  Partial partial(Shape parallel) {
    return selections.partial(reduction, parallel);
  }
}
