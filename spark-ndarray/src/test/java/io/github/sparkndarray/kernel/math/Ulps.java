package io.github.sparkndarray.kernel.math;

import java.math.BigDecimal;
import java.math.MathContext;

/** Distances in units in the last place of the exact value's double. */
final class Ulps {
  private Ulps() {}

  /** Zero for equal infinities and for two NaNs, infinite where only one is special. */
  static double between(double actual, double expected) {
    if (Double.isNaN(actual) && Double.isNaN(expected)) {
      return 0;
    }
    if (Double.isNaN(actual) || Double.isNaN(expected)) {
      return Double.POSITIVE_INFINITY;
    }
    if (actual == expected) {
      return 0;
    }
    return Math.abs(actual - expected) / Math.ulp(expected);
  }

  static double between(double actual, BigDecimal expected) {
    double rounded = expected.doubleValue();
    if (Double.isInfinite(rounded) || !Double.isFinite(actual)) {
      return between(actual, rounded);
    }
    return new BigDecimal(actual)
        .subtract(expected)
        .abs()
        .divide(new BigDecimal(Math.ulp(rounded)), MathContext.DECIMAL32)
        .doubleValue();
  }
}
