package io.github.sparkndarray.sql;

import io.github.sparkndarray.kernel.run.BetterLanes;

/** Some values that were computed together, in the width in which they were computed. */
abstract sealed class PairTile {
  /** A tile of float32 values if they are narrow, else of float64 ones. */
  static PairTile of(int size, boolean isNarrow) {
    return isNarrow ? new Floats(size) : new Doubles(size);
  }

  /** The {@code float[]} or {@code double[]} of the values. */
  abstract Object array();

  abstract double at(int j);

  /** What surely is beyond a limit is at or beyond this. */
  abstract double limit(Limit limit);

  /** The first value from {@code j} on that is not at or beyond one, or {@code end}: of many. */
  abstract int next(int j, int end, double beyond, boolean isLower);

  /** The same where there may be one near, compared one by one. */
  abstract int nextNear(int j, int end, double beyond, boolean isLower);

  /** The least of the first values, or the greatest, of which there is one at least. */
  abstract double best(int count, boolean greatest);

  /** Values of float32. */
  static final class Floats extends PairTile {
    private final float[] values;

    Floats(int size) {
      values = new float[size];
    }

    @Override
    float[] array() {
      return values;
    }

    @Override
    double at(int j) {
      return values[j];
    }

    @Override
    double limit(Limit limit) {
      return limit.narrow();
    }

    @Override
    int next(int j, int end, double beyond, boolean isLower) {
      return j + BetterLanes.worse(values, j, end - j, (float) beyond, isLower);
    }

    @Override
    int nextNear(int j, int end, double beyond, boolean isLower) {
      float least = (float) beyond;
      int next = j;
      while (next < end && (isLower ? values[next] <= least : values[next] >= least)) {
        next++;
      }
      return next;
    }

    @Override
    double best(int count, boolean greatest) {
      return BetterLanes.best(values, 0, count, greatest);
    }
  }

  /** Values of float64. */
  static final class Doubles extends PairTile {
    private final double[] values;

    Doubles(int size) {
      values = new double[size];
    }

    @Override
    double[] array() {
      return values;
    }

    @Override
    double at(int j) {
      return values[j];
    }

    @Override
    double limit(Limit limit) {
      return limit.value();
    }

    @Override
    int next(int j, int end, double beyond, boolean isLower) {
      return j + BetterLanes.worse(values, j, end - j, beyond, isLower);
    }

    @Override
    int nextNear(int j, int end, double beyond, boolean isLower) {
      int next = j;
      while (next < end && (isLower ? values[next] <= beyond : values[next] >= beyond)) {
        next++;
      }
      return next;
    }

    @Override
    double best(int count, boolean greatest) {
      return BetterLanes.best(values, 0, count, greatest);
    }
  }
}
