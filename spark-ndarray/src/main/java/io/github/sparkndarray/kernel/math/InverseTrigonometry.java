package io.github.sparkndarray.kernel.math;

/**
 * Inverse sine, cosine and tangent of one number: the scalar twin of {@link
 * VectorInverseTrigonometry}, and the home of the constants of both.
 *
 * <p>arcsin and arccos are fdlibm's e_asin.c and e_acos.c: on [0, ½], arcsin t = t + t³·A(t²);
 * above ½, arcsin t = π/2 - 2·arcsin √((1 - t)/2). arctan t = t + t³·T(t² - ½) on [0, 1], and π/2 -
 * arctan (1/t) above, as in Cephes' atan.c but with one interval less; about the middle of the
 * interval T has small coefficients and loses no digits near one. A and T are minimax polynomials
 * for the relative error of the function (Remez exchange in 60 digits, coefficients rounded to
 * double), off by less than 2<sup>-55.8</sup> and 2<sup>-57</sup>. What is subtracted from a
 * multiple of π/2 is subtracted exactly (Dekker's Fast2Sum), and the rounding error is added again
 * with the small terms.
 */
final class InverseTrigonometry {
  static final double PIO2_HI = 0x1.921fb54442d18p0;
  static final double PIO2_LO = 0x1.1a62633145c07p-54;
  static final double PI_HI = 0x1.921fb54442d18p1;
  static final double PI_LO = 0x1.1a62633145c07p-53;

  static final double A0 = 0x1.5555555555390p-3;
  static final double A1 = 0x1.333333336e82bp-4;
  static final double A2 = 0x1.6db6db42787ecp-5;
  static final double A3 = 0x1.f1c72c39b8ac4p-6;
  static final double A4 = 0x1.6e89f42b836a3p-6;
  static final double A5 = 0x1.1c6be2ff808d4p-6;
  static final double A6 = 0x1.c6fda4cffb324p-7;
  static final double A7 = 0x1.8ec3c6c120782p-7;
  static final double A8 = 0x1.abc8280a73b79p-8;
  static final double A9 = 0x1.3ff9d31944e39p-6;
  static final double A10 = -0x1.09db96dbf208fp-6;
  static final double A11 = 0x1.05706b232c4f6p-5;

  static final double T0 = -0x1.09615e90afcd2p-2;
  static final double T1 = 0x1.c5e5c41d92f45p-4;
  static final double T2 = -0x1.c10b0d776d178p-5;
  static final double T3 = 0x1.dd5caa4ce693fp-6;
  static final double T4 = -0x1.08fa5f92114b5p-6;
  static final double T5 = 0x1.2ee0b60424530p-7;
  static final double T6 = -0x1.618d9a06830d2p-8;
  static final double T7 = 0x1.a3527eeba1758p-9;
  static final double T8 = -0x1.f7902765eac92p-10;
  static final double T9 = 0x1.316a9db39f7efp-10;
  static final double T10 = -0x1.758ef18c1432ap-11;
  static final double T11 = 0x1.cc011e1f7e9f2p-12;
  static final double T12 = -0x1.1cc29fd555567p-12;
  static final double T13 = 0x1.637521597152bp-13;
  static final double T14 = -0x1.c14122ea0bb45p-14;
  static final double T15 = 0x1.12cb918358945p-14;
  static final double T16 = -0x1.357ee4108b27cp-15;
  static final double T17 = 0x1.c73290a28cb35p-16;
  static final double T18 = -0x1.bdd1b97eb3b75p-16;
  static final double T19 = 0x1.bf4fd79c2a075p-17;

  static final long SIGN = Long.MIN_VALUE;

  private InverseTrigonometry() {}

  static double arcsin(double x) {
    double a = Math.abs(x);
    boolean big = a > 0.5;
    double z = big ? (1.0 - a) * 0.5 : a * a;
    double s = big ? Math.sqrt(z) : a;
    double t = (s * z) * arcsinTail(z);
    double factor = big ? -2.0 : 1.0;
    double base = big ? PIO2_HI : 0.0;
    double rest = big ? PIO2_LO : 0.0;
    double v = s * factor;
    double y = base + v;
    double e = (base - y) + v;
    double r = y + (e + Math.fma(t, factor, rest));
    return withSign(r, Double.doubleToRawLongBits(x) & SIGN);
  }

  static double arccos(double x) {
    double a = Math.abs(x);
    boolean big = a > 0.5;
    double z = big ? (1.0 - a) * 0.5 : a * a;
    double s = big ? Math.sqrt(z) : a;
    double t = (s * z) * arcsinTail(z);
    // π/2 - x - …, 2·s + …, or π - 2·s - …
    boolean left = x < -0.5;
    double base = big ? (left ? PI_HI : 0.0) : PIO2_HI;
    double rest = big ? (left ? PI_LO : 0.0) : PIO2_LO;
    double factor = withSign(big ? 2.0 : -1.0, Double.doubleToRawLongBits(x) & SIGN);
    return base + Math.fma(s, factor, Math.fma(t, factor, rest));
  }

  /** A(z), evaluated as two polynomials in z². */
  private static double arcsinTail(double z) {
    double w = z * z;
    double p = Math.fma(w, Math.fma(w, Math.fma(w, A10, A8), A6), A4);
    double q = Math.fma(w, Math.fma(w, Math.fma(w, A11, A9), A7), A5);
    p = Math.fma(w, Math.fma(w, p, A2), A0);
    q = Math.fma(w, Math.fma(w, q, A3), A1);
    return Math.fma(z, q, p);
  }

  static double arctan(double x) {
    double a = Math.abs(x);
    boolean big = a > 1.0;
    double t = (big ? 1.0 : a) / (big ? a : 1.0);
    double r = arctan(t, big ? PIO2_HI : 0.0, big ? PIO2_LO : 0.0, big ? SIGN : 0L);
    return withSign(r, Double.doubleToRawLongBits(x) & SIGN);
  }

  static double arctan2(double y, double x) {
    double ay = Math.abs(y);
    double ax = Math.abs(x);
    boolean steep = ay > ax;
    double t = (steep ? ax : ay) / (steep ? ay : ax);
    if (t != t) {
      return StrictMath.atan2(y, x);
    }
    long left = Double.doubleToRawLongBits(x) & SIGN;
    double base = steep ? PIO2_HI : left != 0 ? PI_HI : 0.0;
    double rest = steep ? PIO2_LO : left != 0 ? PI_LO : 0.0;
    double r = arctan(t, base, rest, left ^ (steep ? SIGN : 0L));
    return withSign(r, Double.doubleToRawLongBits(y) & SIGN);
  }

  /** {@code base + rest ± arctan t} for t in [0, 1]. */
  private static double arctan(double t, double base, double rest, long sign) {
    double z = t * t;
    double u = Math.fma(t, t, -0.5);
    double w = u * u;
    double p = Math.fma(w, Math.fma(w, Math.fma(w, Math.fma(w, T18, T16), T14), T12), T10);
    double q = Math.fma(w, Math.fma(w, Math.fma(w, Math.fma(w, T19, T17), T15), T13), T11);
    p = Math.fma(w, Math.fma(w, Math.fma(w, Math.fma(w, Math.fma(w, p, T8), T6), T4), T2), T0);
    q = Math.fma(w, Math.fma(w, Math.fma(w, Math.fma(w, Math.fma(w, q, T9), T7), T5), T3), T1);
    double v = withSign(t, sign);
    double y = base + v;
    double e = (base - y) + v;
    return y + (e + Math.fma(v * z, Math.fma(u, q, p), rest));
  }

  private static double withSign(double x, long sign) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(x) ^ sign);
  }
}
