package io.github.sparkndarray.kernel.math;

import static io.github.sparkndarray.kernel.math.Exponentials.TWO_52;
import static io.github.sparkndarray.kernel.math.Trigonometry.SIGN;

/**
 * Cube root of one number: the scalar twin of {@link VectorCubeRoots}, and the home of the
 * constants of both.
 *
 * <p>y ≈ x<sup>-⅓</sup> begins with a constant minus a third of the high half of the bits (the idea
 * of fdlibm's s_cbrt.c, but for the inverse, which needs no division afterwards). The constant
 * makes the largest |e| smallest, where e = 1 - x·y³: 0.106. Then y·(1 - e)<sup>-⅓</sup> twice, by
 * a cubic polynomial (Remez exchange) that leaves 2<sup>-18.5</sup>, and by the binomial series to
 * e², which leaves only rounding errors. Last comes one step of Newton's method for t = x·y², t +
 * (x - t³)·y²/3, in which x - t³ is exact but for one rounding.
 */
final class CubeRoots {
  /** From here on x - t³ is a normal number. */
  static final double SMALL = 0x1p-900;

  /** The seed's constant, and 2⁵² for the bits of an integer. */
  static final double SEED = 0x1p52 + 0x553ee000;

  static final double THIRD = 0x1.5555555555555p-2;
  static final double TWO_NINTHS = 0x1.c71c71c71c71cp-3;

  static final double P0 = 0x1.5551987c0aae6p-2;
  static final double P1 = 0x1.c99de081758f2p-3;
  static final double P2 = 0x1.6a5a909e8efa4p-3;

  static final int HALF_BITS = 32;

  private static final double SCALE_UP = 0x1p600;
  private static final double SCALE_DOWN = 0x1p-200;

  private CubeRoots() {}

  static double cbrt(double x) {
    double a = Math.abs(x);
    double t;
    if (a > Double.MAX_VALUE) {
      t = a;
    } else if (a < SMALL && a != 0) {
      t = root(a * SCALE_UP) * SCALE_DOWN;
    } else {
      t = root(a);
    }
    return Double.longBitsToDouble(
        Double.doubleToRawLongBits(t) | (Double.doubleToRawLongBits(x) & SIGN));
  }

  /** The cube root of zero or of a number from {@link #SMALL} on. */
  private static double root(double a) {
    long half = (Double.doubleToRawLongBits(a) >>> HALF_BITS) | TWO_52;
    double seed = Math.fma(Double.longBitsToDouble(half) - 0x1p52, -THIRD, SEED);
    double y = Double.longBitsToDouble(Double.doubleToRawLongBits(seed) << HALF_BITS);
    double e = Math.fma(-(a * y), y * y, 1.0);
    y = Math.fma(y * e, Math.fma(e, Math.fma(e, P2, P1), P0), y);
    e = Math.fma(-(a * y), y * y, 1.0);
    y = Math.fma(y * e, Math.fma(e, TWO_NINTHS, THIRD), y);
    double square = y * y;
    double t = a * square;
    double th = t * t;
    double tl = Math.fma(t, t, -th);
    double rest = Math.fma(-t, tl, Math.fma(-t, th, a));
    return Math.fma(rest, square * THIRD, t);
  }
}
