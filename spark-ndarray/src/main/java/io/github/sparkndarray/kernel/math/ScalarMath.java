package io.github.sparkndarray.kernel.math;

import io.github.sparkndarray.kernel.math.Logarithms.Base;

/**
 * Elementwise functions over heap arrays in plain Java, one element at a time: what kernels call
 * where {@code jdk.incubator.vector} is absent, and what {@link VectorMath} leaves to scalars.
 *
 * <p>The contract is {@link VectorMath}'s, and so are the bits.
 */
public final class ScalarMath {
  private ScalarMath() {}

  /** Sine. NaN for ±∞. */
  public static void sin(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Trigonometry.sin(x[xo + i]);
    }
  }

  /** Sine. NaN for ±∞. */
  public static void sin(float[] x, int xo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) FloatFunctions.sin(x[xo + i]);
    }
  }

  /** Cosine. NaN for ±∞. */
  public static void cos(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Trigonometry.cos(x[xo + i]);
    }
  }

  /** Cosine. NaN for ±∞. */
  public static void cos(float[] x, int xo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) FloatFunctions.cos(x[xo + i]);
    }
  }

  /** Tangent. NaN for ±∞. */
  public static void tan(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Trigonometry.tan(x[xo + i]);
    }
  }

  /** Tangent. NaN for ±∞. */
  public static void tan(float[] x, int xo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Trigonometry.tan(x[xo + i]);
    }
  }

  /** Exponential. */
  public static void exp(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Exponentials.exp(x[xo + i]);
    }
  }

  /** Exponential. */
  public static void exp(float[] x, int xo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) FloatFunctions.exp(x[xo + i]);
    }
  }

  /** Natural logarithm. -∞ for ±0, NaN below zero. */
  public static void log(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Exponentials.log(x[xo + i]);
    }
  }

  /** Natural logarithm. -∞ for ±0, NaN below zero. */
  public static void log(float[] x, int xo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) FloatFunctions.log(x[xo + i]);
    }
  }

  /** e<sup>x</sup> - 1, without cancellation near zero. */
  public static void expm1(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Hyperbolics.expm1(x[xo + i]);
    }
  }

  /** e<sup>x</sup> - 1, without cancellation near zero. */
  public static void expm1(float[] x, int xo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Hyperbolics.expm1(x[xo + i]);
    }
  }

  /** log (1 + x), without cancellation near zero. -∞ for -1, NaN below. */
  public static void log1p(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Logarithms.log1p(x[xo + i]);
    }
  }

  /** log (1 + x), without cancellation near zero. -∞ for -1, NaN below. */
  public static void log1p(float[] x, int xo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Logarithms.log1p(x[xo + i]);
    }
  }

  /** Logarithm to the base two. -∞ for ±0, NaN below zero. */
  public static void log2(double[] x, int xo, double[] out, int oo, int n) {
    log(Base.TWO, x, xo, out, oo, n);
  }

  /** Logarithm to the base two. -∞ for ±0, NaN below zero. */
  public static void log2(float[] x, int xo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Logarithms.log(Base.TWO, x[xo + i]);
    }
  }

  /** Logarithm to the base ten. -∞ for ±0, NaN below zero. */
  public static void log10(double[] x, int xo, double[] out, int oo, int n) {
    log(Base.TEN, x, xo, out, oo, n);
  }

  /** Logarithm to the base ten. -∞ for ±0, NaN below zero. */
  public static void log10(float[] x, int xo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Logarithms.log(Base.TEN, x[xo + i]);
    }
  }

  /** Cube root, which has the sign of its argument. */
  public static void cbrt(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = CubeRoots.cbrt(x[xo + i]);
    }
  }

  /** Cube root, which has the sign of its argument. */
  public static void cbrt(float[] x, int xo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) CubeRoots.cbrt(x[xo + i]);
    }
  }

  /** Hyperbolic sine. */
  public static void sinh(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Hyperbolics.sinh(x[xo + i]);
    }
  }

  /** Hyperbolic sine. */
  public static void sinh(float[] x, int xo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Hyperbolics.sinh(x[xo + i]);
    }
  }

  /** Hyperbolic cosine. */
  public static void cosh(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Hyperbolics.cosh(x[xo + i]);
    }
  }

  /** Hyperbolic cosine. */
  public static void cosh(float[] x, int xo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Hyperbolics.cosh(x[xo + i]);
    }
  }

  /** Hyperbolic tangent. */
  public static void tanh(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Hyperbolics.tanh(x[xo + i]);
    }
  }

  /** Hyperbolic tangent. */
  public static void tanh(float[] x, int xo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Hyperbolics.tanh(x[xo + i]);
    }
  }

  static void log(Base base, double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Logarithms.log(base, x[xo + i]);
    }
  }

  /** Inverse sine. NaN outside [-1, 1]. */
  public static void arcsin(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = InverseTrigonometry.arcsin(x[xo + i]);
    }
  }

  /** Inverse sine. NaN outside [-1, 1]. */
  public static void arcsin(float[] x, int xo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) InverseTrigonometry.arcsin(x[xo + i]);
    }
  }

  /** Inverse cosine. NaN outside [-1, 1]. */
  public static void arccos(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = InverseTrigonometry.arccos(x[xo + i]);
    }
  }

  /** Inverse cosine. NaN outside [-1, 1]. */
  public static void arccos(float[] x, int xo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) InverseTrigonometry.arccos(x[xo + i]);
    }
  }

  /** Inverse tangent. */
  public static void arctan(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = InverseTrigonometry.arctan(x[xo + i]);
    }
  }

  /** Inverse tangent. */
  public static void arctan(float[] x, int xo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) InverseTrigonometry.arctan(x[xo + i]);
    }
  }

  /** Inverse hyperbolic sine. */
  public static void arcsinh(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = InverseHyperbolics.arcsinh(x[xo + i]);
    }
  }

  /** Inverse hyperbolic sine. */
  public static void arcsinh(float[] x, int xo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) InverseHyperbolics.arcsinh(x[xo + i]);
    }
  }

  /** Inverse hyperbolic cosine. NaN below one. */
  public static void arccosh(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = InverseHyperbolics.arccosh(x[xo + i]);
    }
  }

  /** Inverse hyperbolic cosine. NaN below one. */
  public static void arccosh(float[] x, int xo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) InverseHyperbolics.arccosh(x[xo + i]);
    }
  }

  /** Inverse hyperbolic tangent. ±∞ for ±1, NaN outside [-1, 1]. */
  public static void arctanh(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = InverseHyperbolics.arctanh(x[xo + i]);
    }
  }

  /** Inverse hyperbolic tangent. ±∞ for ±1, NaN outside [-1, 1]. */
  public static void arctanh(float[] x, int xo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) InverseHyperbolics.arctanh(x[xo + i]);
    }
  }

  /** The angle of the point (x, y), with C99's signs and special cases. */
  public static void arctan2(double[] y, int yo, double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = InverseTrigonometry.arctan2(y[yo + i], x[xo + i]);
    }
  }

  /** The angle of the point (x, y), with C99's signs and special cases. */
  public static void arctan2(float[] y, int yo, float[] x, int xo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) InverseTrigonometry.arctan2(y[yo + i], x[xo + i]);
    }
  }

  /** √(x² + y²) without overflow; ∞ if either is infinite, even beside NaN. */
  public static void hypot(double[] x, int xo, double[] y, int yo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Powers.hypot(x[xo + i], y[yo + i]);
    }
  }

  /** √(x² + y²) without overflow; ∞ if either is infinite, even beside NaN. */
  public static void hypot(float[] x, int xo, float[] y, int yo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Powers.hypot(x[xo + i], y[yo + i]);
    }
  }

  /** x<sup>y</sup> with C99's special cases: 1 for y = 0 and for x = 1, even beside NaN. */
  public static void pow(double[] x, int xo, double[] y, int yo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Powers.pow(x[xo + i], y[yo + i]);
    }
  }

  /** x<sup>y</sup> with C99's special cases: 1 for y = 0 and for x = 1, even beside NaN. */
  public static void pow(float[] x, int xo, float[] y, int yo, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) Powers.pow(x[xo + i], y[yo + i]);
    }
  }
}
