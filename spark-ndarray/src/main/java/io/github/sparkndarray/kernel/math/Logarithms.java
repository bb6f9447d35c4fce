package io.github.sparkndarray.kernel.math;

import static io.github.sparkndarray.kernel.math.Exponentials.*;
import static io.github.sparkndarray.kernel.math.Trigonometry.SIGN;

/**
 * Logarithms to the bases two and ten, and log (1 + x), of one number: the scalar twin of {@link
 * VectorLogarithms}, and the home of the constants of both.
 *
 * <p>log₂ and log₁₀ are FreeBSD's e_log2.c and e_log10.c: the logarithm of {@link Exponentials} is
 * left as k and the sum of two doubles, f - f²/2 and the rest, and multiplied by the inverse of the
 * new base's logarithm in double-double arithmetic (Dekker's, with the products' errors by fused
 * multiply-add). Powers of two and of ten give integers.
 *
 * <p>log (1 + x) is fdlibm's s_log1p.c: the logarithm of u = 1 + x, rounded, plus c/u, where c is
 * what u lacks (Knuth's two-sum); where k = 0, f is x itself.
 */
final class Logarithms {
  /** A base b: log<sub>b</sub> x = k·log<sub>b</sub> 2 + log (1 + f) / log b. */
  enum Base {
    TWO(1.0, 0.0, 0x1.71547652b82fep0, 0x1.777d0ffda0d24p-56),
    /** log₁₀ 2 begins with 42 bits: their product with an exponent is exact. */
    TEN(0x1.34413509f7800p-2, 0x1.fef311f12b358p-46, 0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57);

    final double logOfTwo;
    final double logOfTwoLow;
    final double inverse;
    final double inverseLow;

    Base(double logOfTwo, double logOfTwoLow, double inverse, double inverseLow) {
      this.logOfTwo = logOfTwo;
      this.logOfTwoLow = logOfTwoLow;
      this.inverse = inverse;
      this.inverseLow = inverseLow;
    }
  }

  private static final double TWO_54 = 0x1p54;

  private Logarithms() {}

  static double log(Base base, double x) {
    if (x >= Double.MIN_NORMAL && x <= Double.MAX_VALUE) {
      return log(base, Double.doubleToRawLongBits(x), 0x1p52 + 1023);
    }
    if (x > 0 && x < Double.MIN_NORMAL) {
      return log(base, Double.doubleToRawLongBits(x * TWO_54), 0x1p52 + 1023 + 54);
    }
    return x == 0 ? Double.NEGATIVE_INFINITY : x > 0 ? x : Double.NaN;
  }

  /**
   * The logarithm of a positive normal number.
   *
   * @param bits the number's bits
   * @param bias what to subtract from 2⁵² + its biased exponent
   */
  private static double log(Base base, long bits, double bias) {
    long shifted = bits + (ONE - SQRT_HALF);
    double k = Double.longBitsToDouble((shifted >>> FRACTION_BITS) | TWO_52) - bias;
    double f = Double.longBitsToDouble((shifted & FRACTION) + SQRT_HALF) - 1.0;
    double s = f / (2.0 + f);
    double h = (0.5 * f) * f;
    double r = series(s);
    // log (1 + f) = high + low
    double high = f - h;
    double low = Math.fma(s, h + r, (f - high) - h);
    double v = high * base.inverse;
    double vl = Math.fma(high, base.inverse, -v);
    vl = vl + Math.fma(high, base.inverseLow, low * base.inverse);
    double kh = k * base.logOfTwo;
    double y = kh + v;
    return y + (((kh - y) + v) + Math.fma(k, base.logOfTwoLow, vl));
  }

  static double log1p(double x) {
    if (!(x > -1.0 && x <= Double.MAX_VALUE)) {
      return x == -1.0 ? Double.NEGATIVE_INFINITY : x > 0 ? x : Double.NaN;
    }
    double u = 1.0 + x;
    double b = u - 1.0;
    double c = (1.0 - (u - b)) + (x - b);
    long shifted = Double.doubleToRawLongBits(u) + (ONE - SQRT_HALF);
    double k = Double.longBitsToDouble((shifted >>> FRACTION_BITS) | TWO_52) - (0x1p52 + 1023);
    boolean near = k == 0;
    double f = near ? x : Double.longBitsToDouble((shifted & FRACTION) + SQRT_HALF) - 1.0;
    double e = near ? 0.0 : c / u;
    double s = f / (2.0 + f);
    double h = (0.5 * f) * f;
    double r = series(s);
    double tail = Math.fma(s, h + r, Math.fma(k, LN2_LO, e)) - h;
    double y = Math.fma(k, LN2_HI, f + tail);
    // The sign of zero.
    return Double.longBitsToDouble(
        Double.doubleToRawLongBits(y) | (Double.doubleToRawLongBits(x) & SIGN));
  }

  /** The series R of {@link Exponentials}. */
  private static double series(double s) {
    double z = s * s;
    double w = z * z;
    double p = Math.fma(w, Math.fma(w, R5, R3), R1);
    double q = Math.fma(w, Math.fma(w, Math.fma(w, R6, R4), R2), R0);
    return Math.fma(w, p, z * q);
  }
}
