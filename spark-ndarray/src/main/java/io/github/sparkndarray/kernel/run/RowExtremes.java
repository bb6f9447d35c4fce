package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Partial;
import io.github.sparkndarray.shape.Shape;
import java.util.Arrays;

/** Min, max, argmin and argmax along the tile: one per row. */
final class RowExtremes extends RowTracker {
  private final Extremes extremes;
  private final Reduction reduction;
  private final boolean narrow;
  private final boolean rooted;
  private final boolean placed;
  private final double[] limits;

  /**
   * @param tileAxis the extent of the axis that tiles are cut from
   * @param rooted whether keys are the squares of the values that are wanted
   * @param placed whether positions are wanted, too
   */
  RowExtremes(
      Extremes extremes,
      Reduction reduction,
      DType dtype,
      long tileAxis,
      boolean rooted,
      boolean placed) {
    super(dtype, reduction.isGreatest(), tileAxis);
    this.extremes = extremes;
    this.reduction = reduction;
    this.narrow = dtype == DType.FLOAT32;
    this.rooted = rooted;
    this.placed = placed;
    this.limits = rooted ? new double[extremes.reals.length] : extremes.reals;
    if (rooted) {
      Arrays.fill(limits, Double.POSITIVE_INFINITY);
    }
  }

  /** Whether a NaN was found, which nothing beats. */
  @Override
  public boolean isDecided(int state) {
    return extremes.reals.length > 0 && Double.isNaN(extremes.reals[state]);
  }

  @Override
  public double realLimit(int state) {
    return limits[state];
  }

  @Override
  public long integerLimit(int state) {
    return extremes.integers[state];
  }

  @Override
  double valueLimit(int state) {
    return extremes.reals[state];
  }

  @Override
  void offerKey(int state, double key, long position) {
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
  void offer(int state, double value, long position) {
    extremes.offer(state, value, position);
  }

  @Override
  void offer(int state, long value, long position) {
    extremes.offer(state, value, position);
  }

  @Override
  int take(double[] values, int at, int i, int n, int state) {
    if (!placed) {
      double value = BetterLanes.best(values, at + i, n - i, reduction.isGreatest());
      // Of zeros of both signs the first is wanted.
      if (value != 0) {
        offer(state, (double) value, position() + i);
        return n - i;
      }
    }
    int best = i + BetterLanes.firstBest(values, at + i, n - i, reduction.isGreatest());
    offer(state, values[at + best], position() + best);
    return n - i;
  }

  @Override
  int take(float[] values, int at, int i, int n, int state) {
    if (!placed) {
      float value = BetterLanes.best(values, at + i, n - i, reduction.isGreatest());
      // Of zeros of both signs the first is wanted.
      if (value != 0) {
        offer(state, (double) value, position() + i);
        return n - i;
      }
    }
    int best = i + BetterLanes.firstBest(values, at + i, n - i, reduction.isGreatest());
    offer(state, (double) values[at + best], position() + best);
    return n - i;
  }

  @Override
  Partial partial(Shape parallel) {
    return extremes.partial(reduction, parallel);
  }
}
