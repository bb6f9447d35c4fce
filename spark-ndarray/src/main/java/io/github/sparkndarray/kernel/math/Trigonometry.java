package io.github.sparkndarray.kernel.math;

/**
 * Sine, cosine and tangent of one number: the scalar twin of {@link VectorTrigonometry}, and the
 * home of the constants of both.
 *
 * <p>Argument reduction is Cody and Waite's (Software Manual for the Elementary Functions, 1980,
 * chapter 8) with fused multiply-add: π/2 is the sum of three doubles, and the first step {@code a
 * - k·PIO2_HI} is exact, because its result is a multiple of 2<sup>-52</sup> below one. Beyond
 * {@link #LARGE} fdlibm takes over ({@link StrictMath}: Payne and Hanek's reduction, less than one
 * ulp).
 *
 * <p>On [-π/4, π/4], sin r = r + r³·S(r²) and cos r = 1 - r²/2 + r⁴·C(r²) as in fdlibm's k_sin.c
 * and k_cos.c; S and C are minimax polynomials for the relative error of the function (Remez
 * exchange in 60 digits, coefficients rounded to double one after the other, lowest degree first),
 * off by less than 2<sup>-57</sup> and 2<sup>-63</sup>.
 */
final class Trigonometry {
  /** Largest magnitude that is reduced here; its quotient by π/2 has 30 bits. */
  static final double LARGE = 0x1p30;

  static final double TWO_OVER_PI = 0x1.45f306dc9c883p-1;

  /** 1.5·2⁵²: adding it rounds to an integer, which then lies in the low bits of the sum. */
  static final double ROUND = 0x1.8p52;

  static final double PIO2_HI = 0x1.921fb54442d18p0;
  static final double PIO2_MID = 0x1.1a62633145c07p-54;
  static final double PIO2_LO = -0x1.f1976b7ed8fbcp-110;

  static final double S0 = -0x1.5555555555548p-3;
  static final double S1 = 0x1.111111110f730p-7;
  static final double S2 = -0x1.a01a019be9217p-13;
  static final double S3 = 0x1.71de35552b43fp-19;
  static final double S4 = -0x1.ae5e4b83bfe7ap-26;
  static final double S5 = 0x1.5d8b557fb4ecbp-33;

  static final double C0 = 0x1.555555555554bp-5;
  static final double C1 = -0x1.6c16c16c15015p-10;
  static final double C2 = 0x1.a01a019c8f254p-16;
  static final double C3 = -0x1.27e4f7f19148ap-22;
  static final double C4 = 0x1.1ee9dbcefbb46p-29;
  static final double C5 = -0x1.8fa6848700b51p-37;

  static final long SIGN = Long.MIN_VALUE;

  private Trigonometry() {}

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

  /**
   * The sine of {@code a - k·π/2} after {@code turns} quarter turns.
   *
   * @param a the argument's magnitude
   * @param t k, the nearest integer to a·2/π, plus {@link #ROUND}
   * @param turns the number of quarter turns in the top two bits: negative or not, cosine or sine
   * @param sign a sign bit to multiply with
   */
  private static double quarterTurns(double a, double t, long turns, long sign) {
    double k = t - ROUND;
    double r = Math.fma(k, -PIO2_LO, Math.fma(k, -PIO2_MID, Math.fma(k, -PIO2_HI, a)));
    double z = r * r;
    double w = z * z;
    double s = Math.fma(w, Math.fma(z, S5, S4), Math.fma(z, S3, S2));
    s = Math.fma(z * r, Math.fma(w, s, Math.fma(z, S1, S0)), r);
    double c = Math.fma(w, Math.fma(z, C5, C4), Math.fma(z, C3, C2));
    c = Math.fma(z, Math.fma(z, Math.fma(w, c, Math.fma(z, C1, C0)), -0.5), 1.0);
    double v = Double.longBitsToDouble(turns) == 0.0 ? s : c;
    return Double.longBitsToDouble(Double.doubleToRawLongBits(v) ^ (turns & SIGN) ^ sign);
  }

  /**
   * Sine and cosine as sums of two doubles, and their quotient (or the negative inverse quotient)
   * by one division and one correction with the exact remainder.
   */
  static double tan(double x) {
    double a = Math.abs(x);
    if (a > LARGE) {
      return StrictMath.tan(x);
    }
    double t = Math.fma(a, TWO_OVER_PI, ROUND);
    double k = t - ROUND;
    // a - k·π/2 = r + e
    double r0 = Math.fma(k, -PIO2_HI, a);
    double m = k * PIO2_MID;
    double r1 = r0 - m;
    double e1 = ((r0 - r1) - m) - Math.fma(k, PIO2_LO, Math.fma(k, PIO2_MID, -m));
    double r = r1 + e1;
    double e = e1 - (r - r1);
    double z = r * r;
    double ze = Math.fma(r, r, -z);
    double w = z * z;
    double s = Math.fma(w, Math.fma(z, S5, S4), Math.fma(z, S3, S2));
    s = (z * r) * Math.fma(w, s, Math.fma(z, S1, S0));
    double c = Math.fma(w, Math.fma(z, C5, C4), Math.fma(z, C3, C2));
    c = w * Math.fma(w, c, Math.fma(z, C1, C0));
    // cosine = ch + cl
    double c1 = Math.fma(z, -0.5, 1.0);
    double ce = Math.fma(z, -0.5, 1.0 - c1) + (c - Math.fma(r, e, 0.5 * ze));
    double ch = c1 + ce;
    double cl = ce - (ch - c1);
    // sine = sh + sl
    double sh = r + s;
    double sl = Math.fma(e, ch, s - (sh - r));
    long turns = Double.doubleToRawLongBits(t) << 62;
    boolean odd = Double.longBitsToDouble(turns) != 0.0;
    double nh = odd ? ch : sh;
    double nl = odd ? cl : sl;
    double dh = odd ? sh : ch;
    double dl = odd ? sl : cl;
    double inverse = 1.0 / dh;
    double q = nh * inverse;
    double rest = Math.fma(-q, dl, nl) + Math.fma(-q, dh, nh);
    double v = Math.fma(rest, inverse, q);
    long sign = (turns << 1) ^ Double.doubleToRawLongBits(x);
    return Double.longBitsToDouble(Double.doubleToRawLongBits(v) ^ (sign & SIGN));
  }
}
