package io.github.sparkndarray.kernel.math;

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
