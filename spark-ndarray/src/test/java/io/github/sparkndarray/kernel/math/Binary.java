package io.github.sparkndarray.kernel.math;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;

/** The functions of two operands, each with its twins, its references and its usual ranges. */
@SuppressWarnings("ImmutableEnumChecker")
enum Binary {
  ARCTAN2(
      VectorMath::arctan2,
      ScalarMath::arctan2,
      VectorMath::arctan2,
      ScalarMath::arctan2,
      StrictMath::atan2,
      BigReference::arctan2,
      -4,
      4,
      -4,
      4),
  HYPOT(
      VectorMath::hypot,
      ScalarMath::hypot,
      VectorMath::hypot,
      ScalarMath::hypot,
      StrictMath::hypot,
      BigReference::hypot,
      -4,
      4,
      -4,
      4),
  POW(
      VectorMath::pow,
      ScalarMath::pow,
      VectorMath::pow,
      ScalarMath::pow,
      Binary::c99Pow,
      BigReference::pow,
      0,
      50,
      -180,
      180);

  interface Doubles {
    void apply(double[] x, int xo, double[] y, int yo, double[] out, int oo, int n);
  }

  interface Floats {
    void apply(float[] x, int xo, float[] y, int yo, float[] out, int oo, int n);
  }

  final Doubles vector;
  final Doubles scalar;
  final Floats floatVector;
  final Floats floatScalar;
  final DoubleBinaryOperator strict;
  final BinaryOperator<BigDecimal> exact;
  final double low;
  final double high;
  final double secondLow;
  final double secondHigh;

  Binary(
      Doubles vector,
      Doubles scalar,
      Floats floatVector,
      Floats floatScalar,
      DoubleBinaryOperator strict,
      BinaryOperator<BigDecimal> exact,
      double low,
      double high,
      double secondLow,
      double secondHigh) {
    this.vector = vector;
    this.scalar = scalar;
    this.floatVector = floatVector;
    this.floatScalar = floatScalar;
    this.strict = strict;
    this.exact = exact;
    this.low = low;
    this.high = high;
    this.secondLow = secondLow;
    this.secondHigh = secondHigh;
  }

  /** One value, from the vector twin. */
  double of(double x, double y) {
    double[] first = new double[64];
    double[] second = new double[64];
    Arrays.fill(first, x);
    Arrays.fill(second, y);
    vector.apply(first, 0, second, 0, first, 0, first.length);
    return first[0];
  }

  /** Java's pow where C99 and Java agree. */
  private static double c99Pow(double x, double y) {
    return x == 1 || (x == -1 && Double.isInfinite(y)) ? 1 : StrictMath.pow(x, y);
  }
}
