package io.github.sparkndarray.kernel.math;

import static io.github.sparkndarray.kernel.math.Exponentials.FRACTION;
import static io.github.sparkndarray.kernel.math.Exponentials.FRACTION_BITS;
import static io.github.sparkndarray.kernel.math.Exponentials.LOG2_E;
import static io.github.sparkndarray.kernel.math.Exponentials.ONE;
import static io.github.sparkndarray.kernel.math.Exponentials.SQRT_HALF;
import static io.github.sparkndarray.kernel.math.Exponentials.TWO_52;
import static io.github.sparkndarray.kernel.math.Exponentials.WIDE;
import static io.github.sparkndarray.kernel.math.Trigonometry.LARGE;
import static io.github.sparkndarray.kernel.math.Trigonometry.PIO2_HI;
import static io.github.sparkndarray.kernel.math.Trigonometry.PIO2_MID;
import static io.github.sparkndarray.kernel.math.Trigonometry.ROUND;
import static io.github.sparkndarray.kernel.math.Trigonometry.SIGN;
import static io.github.sparkndarray.kernel.math.Trigonometry.TWO_OVER_PI;

/**
 * Sine, cosine, exponential and logarithm of a float, computed in double and to be rounded once:
 * the scalar twin of {@link VectorFloatFunctions}, and the home of the constants of both.
 *
 * <p>The formulas are those of {@link Trigonometry} and {@link Exponentials} with shorter minimax
 * polynomials, off by less than 2<sup>-33</sup>; the result is within 0.51 ulp.
 */
final class FloatFunctions {
  static final double S0 = -0x1.5555554c71bf6p-3;
  static final double S1 = 0x1.1111086a545f0p-7;
  static final double S2 = -0x1.a00f7f1e39ac4p-13;
  static final double S3 = 0x1.6cd1f02939628p-19;

  static final double C0 = -0x1.ffffffcb827d8p-2;
  static final double C1 = 0x1.55553c78734aap-5;
  static final double C2 = -0x1.6c07f15a35825p-10;
  static final double C3 = 0x1.99169c3d4080dp-16;

  static final double E0 = 0x1.0000003a1ad50p-1;
  static final double E1 = 0x1.5555544364f61p-3;
  static final double E2 = 0x1.55548dd887f75p-5;
  static final double E3 = 0x1.11127090df841p-7;
  static final double E4 = 0x1.6d8cf40d14e5bp-10;
  static final double E5 = 0x1.9f08a1c9b1f1ep-13;

  static final double R0 = 0x1.555554fde2d4dp-1;
  static final double R1 = 0x1.999a7a1a2ed7ep-2;
  static final double R2 = 0x1.2438f15e1070cp-2;
  static final double R3 = 0x1.e2f2d42828330p-3;

  static final double LN2 = 0x1.62e42fefa39efp-1;

  private FloatFunctions() {}

  static double sin(double x) {
    double a = Math.abs(x);
    if (a > LARGE) {
      return StrictMath.sin(x);
    }
    double t = Math.fma(a, TWO_OVER_PI, ROUND);
    long sign = Double.doubleToRawLongBits(x) & SIGN;
    return quarterTurns(a, t, Double.doubleToRawLongBits(t) << 62, sign);
  }

  static double cos(double x) {
    double a = Math.abs(x);
    if (a > LARGE) {
      return StrictMath.cos(x);
    }
    double t = Math.fma(a, TWO_OVER_PI, ROUND);
    return quarterTurns(a, t, (Double.doubleToRawLongBits(t) + 1) << 62, 0);
  }

  private static double quarterTurns(double a, double t, long turns, long sign) {
    double k = t - ROUND;
    double r = Math.fma(k, -PIO2_MID, Math.fma(k, -PIO2_HI, a));
    double z = r * r;
    double w = z * z;
    double s = Math.fma(w, Math.fma(z, S3, S2), Math.fma(z, S1, S0));
    s = Math.fma(z * r, s, r);
    double c = Math.fma(w, Math.fma(z, C3, C2), Math.fma(z, C1, C0));
    c = Math.fma(z, c, 1.0);
    double v = Double.longBitsToDouble(turns) == 0.0 ? s : c;
    return Double.longBitsToDouble(Double.doubleToRawLongBits(v) ^ (turns & SIGN) ^ sign);
  }

  static double exp(double x) {
    if (Math.abs(x) > WIDE) {
      return x > 0 ? Double.POSITIVE_INFINITY : 0.0;
    }
    double t = Math.fma(x, LOG2_E, ROUND);
    double r = Math.fma(t - ROUND, -LN2, x);
    double z = r * r;
    double p = Math.fma(z, Math.fma(z, E4, E2), E0);
    double q = Math.fma(z, Math.fma(z, E5, E3), E1);
    p = 1.0 + Math.fma(z, Math.fma(r, q, p), r);
    long scale = (Double.doubleToRawLongBits(t) << FRACTION_BITS) + ONE;
    return p * Double.longBitsToDouble(scale);
  }

  static double log(double x) {
    if (!(x > 0 && x <= Float.MAX_VALUE)) {
      return x == 0 ? Double.NEGATIVE_INFINITY : x > 0 ? x : Double.NaN;
    }
    long shifted = Double.doubleToRawLongBits(x) + (ONE - SQRT_HALF);
    double k = Double.longBitsToDouble((shifted >>> FRACTION_BITS) | TWO_52) - (0x1p52 + 1023);
    double f = Double.longBitsToDouble((shifted & FRACTION) + SQRT_HALF) - 1.0;
    double s = f / (f + 2.0);
    double z = s * s;
    double w = z * z;
    double r = Math.fma(w, Math.fma(z, R3, R2), Math.fma(z, R1, R0));
    r = Math.fma(z, r, 2.0);
    return Math.fma(s, r, k * LN2);
  }
}
