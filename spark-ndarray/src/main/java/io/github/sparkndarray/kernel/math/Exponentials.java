package io.github.sparkndarray.kernel.math;

/**
 * Exponential and natural logarithm of one number: the scalar twin of {@link VectorExponentials},
 * and the home of the constants of both.
 *
 * <p>exp: Cody and Waite's reduction x = k·ln 2 + r, then e<sup>r</sup> = 1 + r + r²·E(r), then a
 * multiplication by 2<sup>k</sup> made from bits. E is the minimax polynomial for the relative
 * error of e<sup>r</sup> on |r| ≤ ln 2 / 2 (Remez exchange in 60 digits, coefficients rounded to
 * double one after the other, lowest degree first), off by less than 2<sup>-55.7</sup>.
 *
 * <p>log: fdlibm's e_log.c. With x = 2<sup>k</sup>·(1 + f), √½ ≤ 1 + f &lt; √2, and s = f / (2 +
 * f), log(1 + f) = f - f²/2 + s·(f²/2 + R(s²)). R is a minimax polynomial made in the same way, off
 * by less than 2<sup>-59</sup>.
 */
final class Exponentials {
  /** Up to this magnitude the exponential is a normal number. */
  static final double WIDE = 708.0;

  /** The largest argument whose exponential is finite. */
  static final double OVERFLOW = 0x1.62e42fefa39efp9;

  /** Below it the exponential rounds to zero. */
  static final double UNDERFLOW = -0x1.74910d52d3052p9;

  static final double LOG2_E = 0x1.71547652b82fep0;
  static final double ROUND = 0x1.8p52;

  /** ln 2 with 42 bits: its product with an exponent is exact. */
  static final double LN2_HI = 0x1.62e42fefa3800p-1;

  static final double LN2_LO = 0x1.ef35793c76730p-45;

  static final double E0 = 0x1.0000000000009p-1;
  static final double E1 = 0x1.55555555553abp-3;
  static final double E2 = 0x1.5555555550874p-5;
  static final double E3 = 0x1.1111111145266p-7;
  static final double E4 = 0x1.6c16c185687e8p-10;
  static final double E5 = 0x1.a01a016a54890p-13;
  static final double E6 = 0x1.a01993d132682p-16;
  static final double E7 = 0x1.71dd0e40586dap-19;
  static final double E8 = 0x1.28b53a34696c7p-22;
  static final double E9 = 0x1.b2c3c870f50d3p-26;

  static final double R0 = 0x1.5555555555592p-1;
  static final double R1 = 0x1.999999997ff63p-2;
  static final double R2 = 0x1.24924941db489p-2;
  static final double R3 = 0x1.c71c521a19bbdp-3;
  static final double R4 = 0x1.74663ba33710ap-3;
  static final double R5 = 0x1.39a20ba751ac9p-3;
  static final double R6 = 0x1.2f0251623d8aep-3;

  static final int FRACTION_BITS = 52;
  static final long ONE = 0x3ff0000000000000L;
  static final long FRACTION = 0x000fffffffffffffL;

  /** The bits of about √½, where the range of 1 + f begins. */
  static final long SQRT_HALF = 0x3fe6a09e00000000L;

  /** The bits of 2⁵²: an integer below 2⁵² in the low bits makes their sum. */
  static final long TWO_52 = 0x4330000000000000L;

  private static final double TWO_54 = 0x1p54;

  private Exponentials() {}

  static double exp(double x) {
    if (Math.abs(x) > WIDE) {
      return x > OVERFLOW ? Double.POSITIVE_INFINITY : x < UNDERFLOW ? 0.0 : expWide(x);
    }
    double t = Math.fma(x, LOG2_E, ROUND);
    double p = expOfRest(x, t - ROUND);
    long scale = (Double.doubleToRawLongBits(t) << FRACTION_BITS) + ONE;
    return p * Double.longBitsToDouble(scale);
  }

  /** Scales in two steps, so that 2<sup>k</sup> may lie outside the range of normal numbers. */
  private static double expWide(double x) {
    double k = Math.fma(x, LOG2_E, ROUND) - ROUND;
    return Math.scalb(expOfRest(x, k), (int) k);
  }

  private static double expOfRest(double x, double k) {
    double r = Math.fma(k, -LN2_LO, Math.fma(k, -LN2_HI, x));
    double z = r * r;
    double p = Math.fma(z, Math.fma(z, Math.fma(z, Math.fma(z, E8, E6), E4), E2), E0);
    double q = Math.fma(z, Math.fma(z, Math.fma(z, Math.fma(z, E9, E7), E5), E3), E1);
    return 1.0 + Math.fma(z, Math.fma(r, q, p), r);
  }

  static double log(double x) {
    if (x >= Double.MIN_NORMAL && x <= Double.MAX_VALUE) {
      return log(Double.doubleToRawLongBits(x), 0x1p52 + 1023);
    }
    if (x > 0 && x < Double.MIN_NORMAL) {
      return log(Double.doubleToRawLongBits(x * TWO_54), 0x1p52 + 1023 + 54);
    }
    return x == 0 ? Double.NEGATIVE_INFINITY : x > 0 ? x : Double.NaN;
  }

  /**
   * The logarithm of a positive normal number.
   *
   * @param bits the number's bits
   * @param bias what to subtract from 2⁵² + its biased exponent
   */
  private static double log(long bits, double bias) {
    long shifted = bits + (ONE - SQRT_HALF);
    double k = Double.longBitsToDouble((shifted >>> FRACTION_BITS) | TWO_52) - bias;
    double f = Double.longBitsToDouble((shifted & FRACTION) + SQRT_HALF) - 1.0;
    double s = f / (2.0 + f);
    double h = (0.5 * f) * f;
    double z = s * s;
    double w = z * z;
    double p = Math.fma(w, Math.fma(w, R5, R3), R1);
    double q = Math.fma(w, Math.fma(w, Math.fma(w, R6, R4), R2), R0);
    double r = Math.fma(w, p, z * q);
    double tail = Math.fma(s, h + r, k * LN2_LO) - h;
    return Math.fma(k, LN2_HI, f + tail);
  }
}
