package io.github.sparkndarray.kernel.math;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/** The functions of one operand, each with its twins, its references and its usual range. */
@SuppressWarnings("ImmutableEnumChecker")
enum Unary {
  SIN(
      VectorMath::sin,
      ScalarMath::sin,
      VectorMath::sin,
      ScalarMath::sin,
      StrictMath::sin,
      BigReference::sin,
      -100,
      100),
  COS(
      VectorMath::cos,
      ScalarMath::cos,
      VectorMath::cos,
      ScalarMath::cos,
      StrictMath::cos,
      BigReference::cos,
      -100,
      100),
  TAN(
      VectorMath::tan,
      ScalarMath::tan,
      VectorMath::tan,
      ScalarMath::tan,
      StrictMath::tan,
      BigReference::tan,
      -100,
      100),
  EXP(
      VectorMath::exp,
      ScalarMath::exp,
      VectorMath::exp,
      ScalarMath::exp,
      StrictMath::exp,
      BigReference::exp,
      -746,
      710),
  LOG(
      VectorMath::log,
      ScalarMath::log,
      VectorMath::log,
      ScalarMath::log,
      StrictMath::log,
      BigReference::log,
      0,
      4),
  EXPM1(
      VectorMath::expm1,
      ScalarMath::expm1,
      VectorMath::expm1,
      ScalarMath::expm1,
      StrictMath::expm1,
      BigReference::expm1,
      -40,
      710),
  LOG1P(
      VectorMath::log1p,
      ScalarMath::log1p,
      VectorMath::log1p,
      ScalarMath::log1p,
      StrictMath::log1p,
      BigReference::log1p,
      -1,
      4),
  LOG2(
      VectorMath::log2,
      ScalarMath::log2,
      VectorMath::log2,
      ScalarMath::log2,
      Unary::log2,
      BigReference::log2,
      0,
      4),
  LOG10(
      VectorMath::log10,
      ScalarMath::log10,
      VectorMath::log10,
      ScalarMath::log10,
      StrictMath::log10,
      BigReference::log10,
      0,
      12),
  CBRT(
      VectorMath::cbrt,
      ScalarMath::cbrt,
      VectorMath::cbrt,
      ScalarMath::cbrt,
      StrictMath::cbrt,
      BigReference::cbrt,
      -8,
      8),
  SINH(
      VectorMath::sinh,
      ScalarMath::sinh,
      VectorMath::sinh,
      ScalarMath::sinh,
      StrictMath::sinh,
      BigReference::sinh,
      -711,
      711),
  COSH(
      VectorMath::cosh,
      ScalarMath::cosh,
      VectorMath::cosh,
      ScalarMath::cosh,
      StrictMath::cosh,
      BigReference::cosh,
      -711,
      711),
  TANH(
      VectorMath::tanh,
      ScalarMath::tanh,
      VectorMath::tanh,
      ScalarMath::tanh,
      StrictMath::tanh,
      BigReference::tanh,
      -20,
      20),
  ARCSINH(
      VectorMath::arcsinh,
      ScalarMath::arcsinh,
      VectorMath::arcsinh,
      ScalarMath::arcsinh,
      Unary::arcsinh,
      BigReference::arcsinh,
      -8,
      8),
  ARCCOSH(
      VectorMath::arccosh,
      ScalarMath::arccosh,
      VectorMath::arccosh,
      ScalarMath::arccosh,
      Unary::arccosh,
      BigReference::arccosh,
      1,
      8),
  ARCTANH(
      VectorMath::arctanh,
      ScalarMath::arctanh,
      VectorMath::arctanh,
      ScalarMath::arctanh,
      Unary::arctanh,
      BigReference::arctanh,
      -1,
      1),
  ARCSIN(
      VectorMath::arcsin,
      ScalarMath::arcsin,
      VectorMath::arcsin,
      ScalarMath::arcsin,
      StrictMath::asin,
      BigReference::arcsin,
      -1,
      1),
  ARCCOS(
      VectorMath::arccos,
      ScalarMath::arccos,
      VectorMath::arccos,
      ScalarMath::arccos,
      StrictMath::acos,
      BigReference::arccos,
      -1,
      1),
  ARCTAN(
      VectorMath::arctan,
      ScalarMath::arctan,
      VectorMath::arctan,
      ScalarMath::arctan,
      StrictMath::atan,
      BigReference::arctan,
      -4,
      4);

  interface Doubles {
    void apply(double[] x, int xo, double[] out, int oo, int n);
  }

  interface Floats {
    void apply(float[] x, int xo, float[] out, int oo, int n);
  }

  final Doubles vector;
  final Doubles scalar;
  final Floats floatVector;
  final Floats floatScalar;
  final DoubleUnaryOperator strict;
  final UnaryOperator<BigDecimal> exact;
  final double low;
  final double high;

  Unary(
      Doubles vector,
      Doubles scalar,
      Floats floatVector,
      Floats floatScalar,
      DoubleUnaryOperator strict,
      UnaryOperator<BigDecimal> exact,
      double low,
      double high) {
    this.vector = vector;
    this.scalar = scalar;
    this.floatVector = floatVector;
    this.floatScalar = floatScalar;
    this.strict = strict;
    this.exact = exact;
    this.low = low;
    this.high = high;
  }

  /** One value, from the vector twin. */
  double of(double x) {
    double[] values = new double[64];
    Arrays.fill(values, x);
    vector.apply(values, 0, values, 0, values.length);
    return values[0];
  }

  /** Java has none: the logarithm of one and the sum of two doubles, off by half an ulp more. */
  private static double logarithm(double z, BigDecimal exact) {
    double lost = exact.subtract(new BigDecimal(z)).doubleValue();
    return StrictMath.log1p(z) + (z == 0 ? 0 : lost / (1 + z));
  }

  private static double arcsinh(double x) {
    if (x == 0 || !Double.isFinite(x)) {
      return x;
    }
    double a = Math.abs(x);
    if (a > 0x1p500) {
      return Math.copySign(StrictMath.log(a) + StrictMath.log(2), x);
    }
    BigDecimal z = BigReference.arcsinhTerm(new BigDecimal(a));
    return Math.copySign(logarithm(z.doubleValue(), z), x);
  }

  private static double arccosh(double x) {
    if (!(x > 1) || x == Double.POSITIVE_INFINITY) {
      return x == 1 ? 0 : x > 1 ? x : Double.NaN;
    }
    if (x > 0x1p500) {
      return StrictMath.log(x) + StrictMath.log(2);
    }
    BigDecimal z = BigReference.arccoshTerm(new BigDecimal(x));
    return logarithm(z.doubleValue(), z);
  }

  private static double arctanh(double x) {
    if (!(Math.abs(x) < 1) || x == 0) {
      return Math.abs(x) == 1 ? x / 0.0 : x == 0 ? x : Double.NaN;
    }
    BigDecimal z = BigReference.arctanhTerm(new BigDecimal(Math.abs(x)));
    return Math.copySign(logarithm(z.doubleValue(), z) / 2, x);
  }

  /** Java has none: the exponent, and the logarithm of what is between √½ and √2. */
  private static double log2(double x) {
    if (x > 0 && x < Double.MIN_NORMAL) {
      return log2(x * 0x1p54) - 54;
    }
    if (!(x > 0 && x <= Double.MAX_VALUE)) {
      return StrictMath.log(x);
    }
    int exponent = Math.getExponent(x);
    double rest = Math.scalb(x, -exponent);
    if (rest > Math.sqrt(2)) {
      rest /= 2;
      exponent++;
    }
    return exponent + StrictMath.log(rest) / StrictMath.log(2);
  }
}
