package io.github.sparkndarray.kernel.math;

import static io.github.sparkndarray.kernel.math.Exponentials.FRACTION_BITS;
import static io.github.sparkndarray.kernel.math.Exponentials.LN2_HI;
import static io.github.sparkndarray.kernel.math.Exponentials.LN2_LO;
import static io.github.sparkndarray.kernel.math.Exponentials.LOG2_E;
import static io.github.sparkndarray.kernel.math.Exponentials.ONE;
import static io.github.sparkndarray.kernel.math.Exponentials.ROUND;
import static io.github.sparkndarray.kernel.math.Exponentials.WIDE;
import static io.github.sparkndarray.kernel.math.Trigonometry.SIGN;

/**
 * e<sup>x</sup> - 1 and the hyperbolic functions of one number: the scalar twin of {@link
 * VectorHyperbolics}, and the home of the constants of both.
 *
 * <p>All four begin with Cody and Waite's reduction x = k·ln 2 + r, with the rounding error of r
 * kept, and with sinh r = r + r³·S(r²) and cosh r = 1 + r²/2 + r⁴·C(r²). S and C are minimax
 * polynomials for the error relative to sinh r on |r| ≤ ln 2 / 2, made as in {@link Exponentials}
 * and off by less than 2<sup>-61</sup>. Then e<sup>x</sup> - 1 = (2<sup>k</sup> - 1) +
 * 2<sup>k</sup>·(e<sup>r</sup> - 1) with e<sup>r</sup> = cosh r + sinh r, as in fdlibm's s_expm1.c,
 * and by the addition theorems (Abramowitz and Stegun, 4.5.24 and 4.5.25)
 *
 * <p>sinh x = B·cosh r + A·sinh r, cosh x = A·cosh r + B·sinh r, where A = cosh (k·ln 2) =
 * (2<sup>k</sup> + 2<sup>-k</sup>)/2 and B = sinh (k·ln 2).
 *
 * <p>The largest two terms are added first, with their error (Dekker's Fast2Sum with a fused
 * multiply-add), and everything else to that error. tanh x = (e<sup>2x</sup> - 1) / (e<sup>2x</sup>
 * + 1), as in fdlibm's s_tanh.c, is the quotient of two such sums, each with its error.
 */
final class Hyperbolics {
  /** From here on tanh rounds to one. */
  static final double SATURATED = 22.0;

  static final double S0 = 0x1.5555555555559p-3;
  static final double S1 = 0x1.111111110f624p-7;
  static final double S2 = 0x1.a01a01b0250e7p-13;
  static final double S3 = 0x1.71ddf79e08ed2p-19;
  static final double S4 = 0x1.af601c9f2a2c8p-26;

  static final double C0 = 0x1.5555555555557p-5;
  static final double C1 = 0x1.6c16c16c15779p-10;
  static final double C2 = 0x1.a01a01ab16000p-16;
  static final double C3 = 0x1.27e4d13dd83dap-22;
  static final double C4 = 0x1.1f83ed8600826p-29;

  /** The bits of ½. */
  static final long HALF = ONE - (1L << FRACTION_BITS);

  /** Above this the hyperbolic sine and cosine are certainly infinite. */
  private static final double OVERFLOW = 711.0;

  private Hyperbolics() {}

  static double expm1(double x) {
    if (Math.abs(x) > WIDE) {
      return x > 0 ? Exponentials.exp(x) : -1.0;
    }
    double t = Math.fma(x, LOG2_E, ROUND);
    double k = t - ROUND;
    double r0 = Math.fma(k, -LN2_HI, x);
    double c = k * -LN2_LO;
    double r = r0 + c;
    double z = r * r;
    double rest = even(z) + odd(r, z, c - (r - r0));
    double scale = Double.longBitsToDouble((Double.doubleToRawLongBits(t) << FRACTION_BITS) + ONE);
    double whole = scale - 1.0;
    double u = Math.fma(scale, r, whole);
    double v = Math.fma(scale, r, whole - u);
    double y = u + Math.fma(scale, rest, v);
    // The sign of zero.
    return Double.longBitsToDouble(
        Double.doubleToRawLongBits(y) | (Double.doubleToRawLongBits(x) & SIGN));
  }

  static double sinh(double x) {
    double a = Math.abs(x);
    if (a > WIDE) {
      return Math.copySign(halfExp(a), x);
    }
    double t = Math.fma(a, LOG2_E, ROUND);
    double k = t - ROUND;
    double r0 = Math.fma(k, -LN2_HI, a);
    double c = k * -LN2_LO;
    double r = r0 + c;
    double z = r * r;
    double even = even(z);
    double odd = odd(r, z, c - (r - r0));
    long power = Double.doubleToRawLongBits(t) << FRACTION_BITS;
    double grown = Double.longBitsToDouble(HALF + power);
    double shrunk = Double.longBitsToDouble(HALF - power);
    double ca = grown + shrunk;
    double sa = grown - shrunk;
    double u = Math.fma(ca, r, sa);
    double v = Math.fma(ca, r, sa - u);
    double y = u + Math.fma(ca, odd, Math.fma(sa, even, v));
    return Double.longBitsToDouble(
        Double.doubleToRawLongBits(y) | (Double.doubleToRawLongBits(x) & SIGN));
  }

  static double cosh(double x) {
    double a = Math.abs(x);
    if (a > WIDE) {
      return halfExp(a);
    }
    double t = Math.fma(a, LOG2_E, ROUND);
    double k = t - ROUND;
    double r0 = Math.fma(k, -LN2_HI, a);
    double c = k * -LN2_LO;
    double r = r0 + c;
    double z = r * r;
    double even = even(z);
    double odd = odd(r, z, c - (r - r0));
    long power = Double.doubleToRawLongBits(t) << FRACTION_BITS;
    double grown = Double.longBitsToDouble(HALF + power);
    double shrunk = Double.longBitsToDouble(HALF - power);
    double ca = grown + shrunk;
    double sa = grown - shrunk;
    double u = Math.fma(sa, r, ca);
    double v = Math.fma(sa, r, ca - u);
    return u + Math.fma(ca, even, Math.fma(sa, odd, v));
  }

  static double tanh(double x) {
    double a = Math.abs(x);
    a = a > SATURATED ? SATURATED : a;
    a = a + a;
    double t = Math.fma(a, LOG2_E, ROUND);
    double k = t - ROUND;
    double r0 = Math.fma(k, -LN2_HI, a);
    double c = k * -LN2_LO;
    double r = r0 + c;
    double z = r * r;
    double rest = even(z) + odd(r, z, c - (r - r0));
    double scale = Double.longBitsToDouble((Double.doubleToRawLongBits(t) << FRACTION_BITS) + ONE);
    double whole = scale - 1.0;
    double u = Math.fma(scale, r, whole);
    double v = Math.fma(scale, rest, Math.fma(scale, r, whole - u));
    // e^a - 1 = nh + nl, e^a + 1 = dh + dl
    double nh = u + v;
    double nl = v - (nh - u);
    double dh = nh + 2.0;
    double b = dh - nh;
    double dl = ((nh - (dh - b)) + (2.0 - b)) + nl;
    double inverse = 1.0 / dh;
    double q = nh * inverse;
    double y = Math.fma(Math.fma(-q, dl, nl) + Math.fma(-q, dh, nh), inverse, q);
    return Double.longBitsToDouble(
        Double.doubleToRawLongBits(y) | (Double.doubleToRawLongBits(x) & SIGN));
  }

  /** cosh r - 1, where {@code z} is r². */
  private static double even(double z) {
    double w = z * z;
    double p = Math.fma(w, Math.fma(w, C4, Math.fma(z, C3, C2)), Math.fma(z, C1, C0));
    return Math.fma(w, p, z * 0.5);
  }

  /** sinh (r + error) - r, where {@code z} is r². */
  private static double odd(double r, double z, double error) {
    double w = z * z;
    double p = Math.fma(w, Math.fma(w, S4, Math.fma(z, S3, S2)), Math.fma(z, S1, S0));
    return Math.fma(z * r, p, error);
  }

  /** e<sup>a</sup> / 2 for a large argument, in two steps: e<sup>a</sup> may overflow. */
  private static double halfExp(double a) {
    if (a > OVERFLOW) {
      return Double.POSITIVE_INFINITY;
    }
    double k = Math.fma(a, LOG2_E, ROUND) - ROUND;
    double r0 = Math.fma(k, -LN2_HI, a);
    double c = k * -LN2_LO;
    double r = r0 + c;
    double z = r * r;
    return Math.scalb(1.0 + (r + (even(z) + odd(r, z, c - (r - r0)))), (int) k - 1);
  }
}
