package io.github.sparkndarray.sql;

/**
 * What values need not be looked at: those at or beyond a limit, above or below. Where the limit is
 * NaN, there are none; a NaN is never beyond.
 */
final class Limit {
  private final boolean isLower;
  private double limit = Double.NaN;
  private float narrow = Float.NaN;
  private float ofSquares = Float.NaN;

  private Limit(boolean isLower) {
    this.isLower = isLower;
  }

  /** Values that are as great as the limit are beyond. */
  static Limit above() {
    return new Limit(false);
  }

  /** Values that are as small as the limit are beyond. */
  static Limit below() {
    return new Limit(true);
  }

  /** Nothing is beyond. */
  void clear() {
    at(Double.NaN);
  }

  /** Values as good as one are beyond. */
  void at(double value) {
    limit = value;
    narrow = outward(value);
    ofSquares = outwardOfSquares();
  }

  /** Values worse than one are beyond; none where that is infinite, as the worst number is. */
  void after(double value) {
    double next = isLower ? Math.nextDown(value) : Math.nextUp(value);
    at(next == value ? Double.NaN : next);
  }

  /** Values worse than one are beyond, unless they are already, or the one is NaN. */
  void notBefore(double value) {
    if (value == value && !(isLower ? value <= limit : value >= limit)) {
      after(value);
    }
  }

  /** Whether values below the limit are beyond. */
  boolean isLower() {
    return isLower;
  }

  /** The limit; NaN where there is none. */
  double value() {
    return limit;
  }

  /** The limit of float32 values: those beyond it are beyond the limit. */
  float narrow() {
    return narrow;
  }

  /**
   * The limit of the squares of float32 values: the square roots, rounded to float32, of what is
   * beyond it are beyond the limit, because rounding keeps the order.
   */
  float ofSquares() {
    return ofSquares;
  }

  /** The limit of the squares of float64 values: square roots of what is beyond it are, too. */
  double ofWideSquares() {
    if (limit < 0) {
      return isLower ? -1 : 0;
    }
    double square = limit * limit;
    return isLower ? Math.nextDown(square) : Math.nextUp(square);
  }

  private float outwardOfSquares() {
    double least = narrow;
    if (least < 0) {
      return isLower ? -1 : 0;
    }
    return outward(least * least);
  }

  private float outward(double value) {
    float narrow = (float) value;
    if (isLower && narrow > value) {
      return Math.nextDown(narrow);
    }
    return !isLower && narrow < value ? Math.nextUp(narrow) : narrow;
  }
}
