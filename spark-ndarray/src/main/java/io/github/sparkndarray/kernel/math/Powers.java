package io.github.sparkndarray.kernel.math;

import static io.github.sparkndarray.kernel.math.Exponentials.*;

/**
 * Power and Euclidean length of two numbers: the scalar twin of {@link VectorPowers}, and the home
 * of the constants of both.
 *
 * <p>x<sup>y</sup> = e<sup>y·log x</sup> with the logarithm as the sum of two doubles, off by about
 * 2<sup>-65</sup>. With x = 2<sup>k</sup>·(1 + f), √½ ≤ 1 + f &lt; √2, and s = f / (2 + f), log(1 +
 * f) = 2s·(1 + s²/3 + s⁴·L(s²)), where all but L is computed in double-double arithmetic (Dekker, A
 * floating-point technique for extending the available precision, 1971, with the products' errors
 * by fused multiply-add). L is a minimax polynomial made as in {@link Exponentials}, which also
 * provides the exponential; its error is below 2<sup>-66</sup> of the logarithm.
 *
 * <p>Special cases are C99's (annex F), which are NumPy's: unlike Java, 1<sup>y</sup> = 1 for every
 * y and (-1)<sup>±∞</sup> = 1.
 */
final class Powers {
  static final double THIRD_HI = 0x1.5555555555555p-2;
  static final double THIRD_LO = 0x1.5555555555555p-56;

  static final double L0 = 0x1.9999999999b30p-3;
  static final double L1 = 0x1.2492492457d6ep-3;
  static final double L2 = 0x1.c71c722d6483cp-4;
  static final double L3 = 0x1.745ce9e40db54p-4;
  static final double L4 = 0x1.3b1eebe99a45fp-4;
  static final double L5 = 0x1.0f7fecb0c365dp-4;
  static final double L6 = 0x1.0e428f943c627p-4;

  /** Between these two, the larger leg can be squared without overflow or loss of digits. */
  static final double LONG = 0x1p510;

  static final double SHORT = 0x1p-480;

  private static final double SCALE_UP = 0x1p600;
  private static final double SCALE_DOWN = 0x1p-600;

  private Powers() {}

  static double pow(double x, double y) {
    if (x >= Double.MIN_NORMAL && x <= Double.MAX_VALUE && Math.abs(y) <= Double.MAX_VALUE) {
      return power(Double.doubleToRawLongBits(x), 0x1p52 + 1023, y);
    }
    return powSpecial(x, y);
  }

  private static double powSpecial(double x, double y) {
    if (y == 0 || x == 1) {
      return 1.0;
    }
    double a = Math.abs(x);
    if (a == 1 && Double.isInfinite(y)) {
      return 1.0;
    }
    boolean finite = a > 0 && a <= Double.MAX_VALUE && Math.abs(y) <= Double.MAX_VALUE;
    if (!finite || (x < 0 && Math.rint(y) != y)) {
      return StrictMath.pow(x, y);
    }
    double p =
        a < Double.MIN_NORMAL
            ? power(Double.doubleToRawLongBits(a * 0x1p54), 0x1p52 + 1023 + 54, y)
            : power(Double.doubleToRawLongBits(a), 0x1p52 + 1023, y);
    boolean odd = Math.abs(y) < 0x1p53 && ((long) y & 1) != 0;
    return x < 0 && odd ? -p : p;
  }

  /**
   * The power of a positive normal number and a finite exponent.
   *
   * @param bits the number's bits
   * @param bias what to subtract from 2⁵² + its biased exponent
   */
  private static double power(long bits, double bias, double y) {
    long shifted = bits + (ONE - SQRT_HALF);
    double k = Double.longBitsToDouble((shifted >>> FRACTION_BITS) | TWO_52) - bias;
    double m = Double.longBitsToDouble((shifted & FRACTION) + SQRT_HALF);
    double f = m - 1.0;
    // s = f / (1 + m) = sh + sl
    double d = m + 1.0;
    double inverse = 1.0 / d;
    double sh = f * inverse;
    double sl = Math.fma(-sh, m - (d - 1.0), Math.fma(-sh, d, f)) * inverse;
    // s² = z + ze; the series = th + tl
    double z = sh * sh;
    double ze = Math.fma(sh + sh, sl, Math.fma(sh, sh, -z));
    double w = z * z;
    double p = Math.fma(w, Math.fma(w, Math.fma(w, L6, L4), L2), L0);
    double q = Math.fma(w, Math.fma(w, L5, L3), L1);
    double th = z * THIRD_HI;
    double tl = Math.fma(z, THIRD_HI, -th) + Math.fma(z, THIRD_LO, ze * THIRD_HI);
    tl = Math.fma(w, Math.fma(z, q, p), tl);
    // log x = k·ln 2 + 2s + 2s·t = h + l
    double s2 = sh + sh;
    double ch = s2 * th;
    double cl = Math.fma(s2, th, -ch) + Math.fma(s2, tl, (sl + sl) * th);
    double n = k * LN2_HI;
    double a = n + s2;
    double b = a + ch;
    double l = (s2 - (a - n)) + (ch - (b - a)) + (cl + Math.fma(k, LN2_LO, sl + sl));
    double h = b + l;
    l = l - (h - b);
    // y·log x = uh + ul
    double uh = y * h;
    double ul = Math.fma(y, l, Math.fma(y, h, -uh));
    if (Math.abs(uh) > WIDE) {
      return uh > OVERFLOW + 1 ? Double.POSITIVE_INFINITY : uh < UNDERFLOW - 1 ? 0.0 : wide(uh, ul);
    }
    double t = Math.fma(uh, LOG2_E, ROUND);
    long scale = (Double.doubleToRawLongBits(t) << FRACTION_BITS) + ONE;
    return exp(uh, ul, t - ROUND) * Double.longBitsToDouble(scale);
  }

  private static double wide(double uh, double ul) {
    double k = Math.fma(uh, LOG2_E, ROUND) - ROUND;
    return Math.scalb(exp(uh, ul, k), (int) k);
  }

  /** The exponential of {@code uh + ul - k·ln 2}. */
  private static double exp(double uh, double ul, double k) {
    double r0 = Math.fma(k, -LN2_HI, uh);
    double c = Math.fma(k, -LN2_LO, ul);
    double r = r0 + c;
    double e = c - (r - r0);
    double z = r * r;
    double p = Math.fma(z, Math.fma(z, Math.fma(z, Math.fma(z, E8, E6), E4), E2), E0);
    double q = Math.fma(z, Math.fma(z, Math.fma(z, Math.fma(z, E9, E7), E5), E3), E1);
    return 1.0 + (r + Math.fma(z, Math.fma(r, q, p), e));
  }

  static double hypot(double x, double y) {
    double ax = Math.abs(x);
    double ay = Math.abs(y);
    boolean steep = ay > ax;
    double a = steep ? ay : ax;
    double b = steep ? ax : ay;
    if (a >= SHORT && a <= LONG) {
      return length(a, b);
    }
    if (ax == Double.POSITIVE_INFINITY || ay == Double.POSITIVE_INFINITY) {
      return Double.POSITIVE_INFINITY;
    }
    return a > LONG
        ? length(a * SCALE_DOWN, b * SCALE_DOWN) * SCALE_UP
        : length(a * SCALE_UP, b * SCALE_UP) * SCALE_DOWN;
  }

  private static double length(double a, double b) {
    return Math.sqrt(Math.fma(a, a, b * b));
  }
}
