package io.github.sparkndarray.kernel.math;

/**
 * Elementwise functions over heap arrays with {@code jdk.incubator.vector}. Load this class only
 * where that module is present; {@link ScalarMath} is its twin for everywhere else.
 *
 * <p>Every method reads n elements from its operands, beginning at the given offsets, and writes n
 * elements from {@code out[oo]} on. {@code out} may be an operand if the offset is the same; apart
 * from that they must not overlap. Nothing is allocated, save a scratch per thread for floats.
 *
 * <p>Accuracy: for doubles below 2 ulp over the whole range (the largest errors met: {@code
 * arctan2} 1.6; {@code sin}, {@code cos} 1.5; {@code arctan} 1.4; {@code arcsin}, {@code arccos}
 * 1.3; {@code cosh}, {@code sinh} 1.2; {@code exp}, {@code expm1} 1.1; {@code hypot}, {@code pow}
 * 1.0; {@code tan}, {@code log}, {@code log1p} 0.9; {@code tanh} 0.8; {@code log2}, {@code log10}
 * 0.7; {@code cbrt} 0.5), for floats below 0.51 ulp. |sin x|, |cos x| and |tanh x| never exceed
 * one; a power that is a double is exact, and so are a cube root that is one and an integer that is
 * a logarithm to the base two or ten. Infinities, NaN, signed zeros and subnormal numbers are
 * treated as C99 and NumPy treat them.
 *
 * <p>Determinism: an element's result depends on its operands only, not on the vector width, its
 * place in the array, the JDK or the compiler, and is {@link ScalarMath}'s. Only correctly rounded
 * operations are used ({@code + - * / sqrt fma}, conversions, bits) and, for rare arguments, {@link
 * StrictMath}; never {@link Math}'s or the Vector API's own functions, whose results differ between
 * interpreter and compilers. The payload and the sign of a NaN are not specified.
 *
 * <p>Every loop is one long method on purpose: a vector that crosses a call which the compiler does
 * not inline is allocated.
 */
public final class VectorMath {
  private VectorMath() {}

  /** Sine. NaN for ±∞. */
  public static void sin(double[] x, int xo, double[] out, int oo, int n) {
    VectorTrigonometry.sin(x, xo, out, oo, n);
  }

  /** Sine. NaN for ±∞. */
  public static void sin(float[] x, int xo, float[] out, int oo, int n) {
    FloatTiles.apply(VectorFloatFunctions::sin, x, xo, out, oo, n);
  }

  /** Cosine. NaN for ±∞. */
  public static void cos(double[] x, int xo, double[] out, int oo, int n) {
    VectorTrigonometry.cos(x, xo, out, oo, n);
  }

  /** Cosine. NaN for ±∞. */
  public static void cos(float[] x, int xo, float[] out, int oo, int n) {
    FloatTiles.apply(VectorFloatFunctions::cos, x, xo, out, oo, n);
  }

  /** Tangent. NaN for ±∞. */
  public static void tan(double[] x, int xo, double[] out, int oo, int n) {
    VectorTrigonometry.tan(x, xo, out, oo, n);
  }

  /** Tangent. NaN for ±∞. */
  public static void tan(float[] x, int xo, float[] out, int oo, int n) {
    FloatTiles.apply(VectorTrigonometry::tan, x, xo, out, oo, n);
  }

  /** Exponential. */
  public static void exp(double[] x, int xo, double[] out, int oo, int n) {
    VectorExponentials.exp(x, xo, out, oo, n);
  }

  /** Exponential. */
  public static void exp(float[] x, int xo, float[] out, int oo, int n) {
    FloatTiles.apply(VectorFloatFunctions::exp, x, xo, out, oo, n);
  }

  /** Natural logarithm. -∞ for ±0, NaN below zero. */
  public static void log(double[] x, int xo, double[] out, int oo, int n) {
    VectorExponentials.log(x, xo, out, oo, n);
  }

  /** Natural logarithm. -∞ for ±0, NaN below zero. */
  public static void log(float[] x, int xo, float[] out, int oo, int n) {
    FloatTiles.apply(VectorFloatFunctions::log, x, xo, out, oo, n);
  }

  /** e<sup>x</sup> - 1, without cancellation near zero. */
  public static void expm1(double[] x, int xo, double[] out, int oo, int n) {
    VectorHyperbolics.expm1(x, xo, out, oo, n);
  }

  /** e<sup>x</sup> - 1, without cancellation near zero. */
  public static void expm1(float[] x, int xo, float[] out, int oo, int n) {
    FloatTiles.apply(VectorHyperbolics::expm1, x, xo, out, oo, n);
  }

  /** log (1 + x), without cancellation near zero. -∞ for -1, NaN below. */
  public static void log1p(double[] x, int xo, double[] out, int oo, int n) {
    VectorLogarithms.log1p(x, xo, out, oo, n);
  }

  /** log (1 + x), without cancellation near zero. -∞ for -1, NaN below. */
  public static void log1p(float[] x, int xo, float[] out, int oo, int n) {
    FloatTiles.apply(VectorLogarithms::log1p, x, xo, out, oo, n);
  }

  /** Logarithm to the base two. -∞ for ±0, NaN below zero. */
  public static void log2(double[] x, int xo, double[] out, int oo, int n) {
    VectorLogarithms.log2(x, xo, out, oo, n);
  }

  /** Logarithm to the base two. -∞ for ±0, NaN below zero. */
  public static void log2(float[] x, int xo, float[] out, int oo, int n) {
    FloatTiles.apply(VectorLogarithms::log2, x, xo, out, oo, n);
  }

  /** Logarithm to the base ten. -∞ for ±0, NaN below zero. */
  public static void log10(double[] x, int xo, double[] out, int oo, int n) {
    VectorLogarithms.log10(x, xo, out, oo, n);
  }

  /** Logarithm to the base ten. -∞ for ±0, NaN below zero. */
  public static void log10(float[] x, int xo, float[] out, int oo, int n) {
    FloatTiles.apply(VectorLogarithms::log10, x, xo, out, oo, n);
  }

  /** Cube root, which has the sign of its argument. */
  public static void cbrt(double[] x, int xo, double[] out, int oo, int n) {
    VectorCubeRoots.cbrt(x, xo, out, oo, n);
  }

  /** Cube root, which has the sign of its argument. */
  public static void cbrt(float[] x, int xo, float[] out, int oo, int n) {
    FloatTiles.apply(VectorCubeRoots::cbrt, x, xo, out, oo, n);
  }

  /** Hyperbolic sine. */
  public static void sinh(double[] x, int xo, double[] out, int oo, int n) {
    VectorHyperbolics.sinh(x, xo, out, oo, n);
  }

  /** Hyperbolic sine. */
  public static void sinh(float[] x, int xo, float[] out, int oo, int n) {
    FloatTiles.apply(VectorHyperbolics::sinh, x, xo, out, oo, n);
  }

  /** Hyperbolic cosine. */
  public static void cosh(double[] x, int xo, double[] out, int oo, int n) {
    VectorHyperbolics.cosh(x, xo, out, oo, n);
  }

  /** Hyperbolic cosine. */
  public static void cosh(float[] x, int xo, float[] out, int oo, int n) {
    FloatTiles.apply(VectorHyperbolics::cosh, x, xo, out, oo, n);
  }

  /** Hyperbolic tangent. */
  public static void tanh(double[] x, int xo, double[] out, int oo, int n) {
    VectorHyperbolics.tanh(x, xo, out, oo, n);
  }

  /** Hyperbolic tangent. */
  public static void tanh(float[] x, int xo, float[] out, int oo, int n) {
    FloatTiles.apply(VectorHyperbolics::tanh, x, xo, out, oo, n);
  }

  /** Inverse sine. NaN outside [-1, 1]. */
  public static void arcsin(double[] x, int xo, double[] out, int oo, int n) {
    VectorInverseTrigonometry.arcsin(x, xo, out, oo, n);
  }

  /** Inverse sine. NaN outside [-1, 1]. */
  public static void arcsin(float[] x, int xo, float[] out, int oo, int n) {
    FloatTiles.apply(VectorInverseTrigonometry::arcsin, x, xo, out, oo, n);
  }

  /** Inverse cosine. NaN outside [-1, 1]. */
  public static void arccos(double[] x, int xo, double[] out, int oo, int n) {
    VectorInverseTrigonometry.arccos(x, xo, out, oo, n);
  }

  /** Inverse cosine. NaN outside [-1, 1]. */
  public static void arccos(float[] x, int xo, float[] out, int oo, int n) {
    FloatTiles.apply(VectorInverseTrigonometry::arccos, x, xo, out, oo, n);
  }

  /** Inverse tangent. */
  public static void arctan(double[] x, int xo, double[] out, int oo, int n) {
    VectorInverseTrigonometry.arctan(x, xo, out, oo, n);
  }

  /** Inverse tangent. */
  public static void arctan(float[] x, int xo, float[] out, int oo, int n) {
    FloatTiles.apply(VectorInverseTrigonometry::arctan, x, xo, out, oo, n);
  }

  /** Inverse hyperbolic sine. */
  public static void arcsinh(double[] x, int xo, double[] out, int oo, int n) {
    VectorInverseHyperbolics.arcsinh(x, xo, out, oo, n);
  }

  /** Inverse hyperbolic sine. */
  public static void arcsinh(float[] x, int xo, float[] out, int oo, int n) {
    FloatTiles.apply(VectorInverseHyperbolics::arcsinh, x, xo, out, oo, n);
  }

  /** Inverse hyperbolic cosine. NaN below one. */
  public static void arccosh(double[] x, int xo, double[] out, int oo, int n) {
    VectorInverseHyperbolics.arccosh(x, xo, out, oo, n);
  }

  /** Inverse hyperbolic cosine. NaN below one. */
  public static void arccosh(float[] x, int xo, float[] out, int oo, int n) {
    FloatTiles.apply(VectorInverseHyperbolics::arccosh, x, xo, out, oo, n);
  }

  /** Inverse hyperbolic tangent. ±∞ for ±1, NaN outside [-1, 1]. */
  public static void arctanh(double[] x, int xo, double[] out, int oo, int n) {
    VectorInverseHyperbolics.arctanh(x, xo, out, oo, n);
  }

  /** Inverse hyperbolic tangent. ±∞ for ±1, NaN outside [-1, 1]. */
  public static void arctanh(float[] x, int xo, float[] out, int oo, int n) {
    FloatTiles.apply(VectorInverseHyperbolics::arctanh, x, xo, out, oo, n);
  }

  /** The angle of the point (x, y), with C99's signs and special cases. */
  public static void arctan2(double[] y, int yo, double[] x, int xo, double[] out, int oo, int n) {
    VectorInverseTrigonometry.arctan2(y, yo, x, xo, out, oo, n);
  }

  /** The angle of the point (x, y), with C99's signs and special cases. */
  public static void arctan2(float[] y, int yo, float[] x, int xo, float[] out, int oo, int n) {
    FloatTiles.apply(VectorInverseTrigonometry::arctan2, y, yo, x, xo, out, oo, n);
  }

  /** √(x² + y²) without overflow; ∞ if either is infinite, even beside NaN. */
  public static void hypot(double[] x, int xo, double[] y, int yo, double[] out, int oo, int n) {
    VectorPowers.hypot(x, xo, y, yo, out, oo, n);
  }

  /** √(x² + y²) without overflow; ∞ if either is infinite, even beside NaN. */
  public static void hypot(float[] x, int xo, float[] y, int yo, float[] out, int oo, int n) {
    FloatTiles.apply(VectorPowers::hypot, x, xo, y, yo, out, oo, n);
  }

  /** x<sup>y</sup> with C99's special cases: 1 for y = 0 and for x = 1, even beside NaN. */
  public static void pow(double[] x, int xo, double[] y, int yo, double[] out, int oo, int n) {
    VectorPowers.pow(x, xo, y, yo, out, oo, n);
  }

  /** x<sup>y</sup> with C99's special cases: 1 for y = 0 and for x = 1, even beside NaN. */
  public static void pow(float[] x, int xo, float[] y, int yo, float[] out, int oo, int n) {
    FloatTiles.apply(VectorPowers::pow, x, xo, y, yo, out, oo, n);
  }
}
