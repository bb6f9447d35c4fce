package io.github.sparkndarray.kernel.math;

/**
 * The inverse hyperbolic functions of one number: the scalar twin of {@link
 * VectorInverseHyperbolics}, and the home of the constants of both.
 *
 * <p>All three are log (1 + z) where z is the sum of two doubles, z + c, so that nothing of it is
 * lost to rounding: log (1 + z) + c/(1 + z). With the formulas of fdlibm's s_asinh.c, e_acosh.c and
 * e_atanh.c,
 *
 * <p>arcsinh x: z = x + x²/(1 + √(1 + x²)); arccosh x: z = (x - 1) + √(x² - 1); arctanh x: z =
 * 2x/(1 - x), of which half the logarithm is taken. Products, quotients and roots get their errors
 * by fused multiply-add, sums by Knuth's and Dekker's two-sum.
 */
final class InverseHyperbolics {
  /** From here on one is nothing beside the operand, and its square may be infinite. */
  static final double LARGE = 0x1p500;

  static final double LN2 = 0x1.62e42fefa39efp-1;

  private InverseHyperbolics() {}

  static double arcsinh(double x) {
    double a = Math.abs(x);
    double z = a;
    double c = LN2;
    if (!(a > LARGE)) {
      double t = a * a;
      double tl = Math.fma(a, a, -t);
      double u = t + 1.0;
      double b = u - t;
      double ul = ((t - (u - b)) + (1.0 - b)) + tl;
      double r = Math.sqrt(u);
      double rl = (Math.fma(-r, r, u) + ul) / (r + r);
      double d = r + 1.0;
      double dl = (1.0 - (d - r)) + rl;
      double q = t / d;
      double ql = (Math.fma(-q, d, t) + (tl - q * dl)) / d;
      z = a + q;
      c = ((q - (z - a)) + ql) / (1.0 + z);
    }
    return Math.copySign(Logarithms.log1p(z) + c, x);
  }

  static double arccosh(double x) {
    if (!(x >= 1)) {
      return Double.NaN;
    }
    double z = x;
    double c = LN2;
    if (!(x > LARGE)) {
      double p = x * x;
      double pl = Math.fma(x, x, -p);
      double w = p - 1.0;
      double wl = ((p - w) - 1.0) + pl;
      double s = Math.sqrt(w);
      double sl = s == 0 ? 0.0 : (Math.fma(-s, s, w) + wl) / (s + s);
      double t = x - 1.0;
      double tl = (x - t) - 1.0;
      z = t + s;
      double b = z - s;
      c = ((((s - (z - b)) + (t - b)) + tl) + sl) / (1.0 + z);
    }
    return Logarithms.log1p(z) + c;
  }

  static double arctanh(double x) {
    double a = Math.abs(x);
    double d = 1.0 - a;
    double dl = (1.0 - d) - a;
    double n = a + a;
    double q = n / d;
    double c = d == 0 ? 0.0 : ((Math.fma(-q, d, n) - q * dl) / d) / (1.0 + q);
    return Math.copySign(0.5 * (Logarithms.log1p(q) + c), x);
  }
}
