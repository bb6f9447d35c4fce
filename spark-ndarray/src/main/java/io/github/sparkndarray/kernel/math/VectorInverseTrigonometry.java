package io.github.sparkndarray.kernel.math;

import static io.github.sparkndarray.kernel.math.InverseTrigonometry.*;
import static jdk.incubator.vector.DoubleVector.broadcast;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link InverseTrigonometry} for whole vectors: the same operations in the same order, hence the
 * same bits. The tail, and a vector with an undefined quotient in arctan2, go through the scalar
 * twin.
 */
final class VectorInverseTrigonometry {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private VectorInverseTrigonometry() {}

  static void arcsin(double[] x, int xo, double[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      DoubleVector u = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector a = u.abs();
      VectorMask<Double> big = a.compare(VectorOperators.GT, 0.5);
      DoubleVector z = a.mul(a).blend(broadcast(S, 1.0).sub(a).mul(0.5), big);
      DoubleVector s = a.blend(z.sqrt(), big);
      DoubleVector w = z.mul(z);
      DoubleVector p =
          w.fma(
              w.fma(w.fma(broadcast(S, A10), broadcast(S, A8)), broadcast(S, A6)),
              broadcast(S, A4));
      DoubleVector q =
          w.fma(
              w.fma(w.fma(broadcast(S, A11), broadcast(S, A9)), broadcast(S, A7)),
              broadcast(S, A5));
      p = w.fma(w.fma(p, broadcast(S, A2)), broadcast(S, A0));
      q = w.fma(w.fma(q, broadcast(S, A3)), broadcast(S, A1));
      DoubleVector t = s.mul(z).mul(z.fma(q, p));
      DoubleVector factor = broadcast(S, 1.0).blend(-2.0, big);
      DoubleVector base = broadcast(S, 0.0).blend(PIO2_HI, big);
      DoubleVector rest = broadcast(S, 0.0).blend(PIO2_LO, big);
      DoubleVector v = s.mul(factor);
      DoubleVector y = base.add(v);
      DoubleVector e = base.sub(y).add(v);
      y.add(e.add(t.fma(factor, rest)))
          .reinterpretAsLongs()
          .lanewise(VectorOperators.XOR, u.reinterpretAsLongs().and(SIGN))
          .reinterpretAsDoubles()
          .intoArray(out, oo + i);
    }
    ScalarMath.arcsin(x, xo + i, out, oo + i, n - i);
  }

  static void arccos(double[] x, int xo, double[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      DoubleVector u = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector a = u.abs();
      VectorMask<Double> big = a.compare(VectorOperators.GT, 0.5);
      DoubleVector z = a.mul(a).blend(broadcast(S, 1.0).sub(a).mul(0.5), big);
      DoubleVector s = a.blend(z.sqrt(), big);
      DoubleVector w = z.mul(z);
      DoubleVector p =
          w.fma(
              w.fma(w.fma(broadcast(S, A10), broadcast(S, A8)), broadcast(S, A6)),
              broadcast(S, A4));
      DoubleVector q =
          w.fma(
              w.fma(w.fma(broadcast(S, A11), broadcast(S, A9)), broadcast(S, A7)),
              broadcast(S, A5));
      p = w.fma(w.fma(p, broadcast(S, A2)), broadcast(S, A0));
      q = w.fma(w.fma(q, broadcast(S, A3)), broadcast(S, A1));
      DoubleVector t = s.mul(z).mul(z.fma(q, p));
      VectorMask<Double> left = u.compare(VectorOperators.LT, -0.5);
      DoubleVector base = broadcast(S, PIO2_HI).blend(0.0, big).blend(PI_HI, left);
      DoubleVector rest = broadcast(S, PIO2_LO).blend(0.0, big).blend(PI_LO, left);
      DoubleVector factor =
          broadcast(S, -1.0)
              .blend(2.0, big)
              .reinterpretAsLongs()
              .lanewise(VectorOperators.XOR, u.reinterpretAsLongs().and(SIGN))
              .reinterpretAsDoubles();
      base.add(s.fma(factor, t.fma(factor, rest))).intoArray(out, oo + i);
    }
    ScalarMath.arccos(x, xo + i, out, oo + i, n - i);
  }

  static void arctan(double[] x, int xo, double[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      DoubleVector vx = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector a = vx.abs();
      VectorMask<Double> big = a.compare(VectorOperators.GT, 1.0);
      DoubleVector one = broadcast(S, 1.0);
      DoubleVector t = a.blend(one, big).div(one.blend(a, big));
      DoubleVector z = t.mul(t);
      DoubleVector u = t.fma(t, broadcast(S, -0.5));
      DoubleVector w = u.mul(u);
      DoubleVector p =
          w.fma(
              w.fma(
                  w.fma(w.fma(broadcast(S, T18), broadcast(S, T16)), broadcast(S, T14)),
                  broadcast(S, T12)),
              broadcast(S, T10));
      DoubleVector q =
          w.fma(
              w.fma(
                  w.fma(w.fma(broadcast(S, T19), broadcast(S, T17)), broadcast(S, T15)),
                  broadcast(S, T13)),
              broadcast(S, T11));
      p =
          w.fma(
              w.fma(
                  w.fma(w.fma(w.fma(p, broadcast(S, T8)), broadcast(S, T6)), broadcast(S, T4)),
                  broadcast(S, T2)),
              broadcast(S, T0));
      q =
          w.fma(
              w.fma(
                  w.fma(w.fma(w.fma(q, broadcast(S, T9)), broadcast(S, T7)), broadcast(S, T5)),
                  broadcast(S, T3)),
              broadcast(S, T1));
      DoubleVector base = broadcast(S, 0.0).blend(PIO2_HI, big);
      DoubleVector rest = broadcast(S, 0.0).blend(PIO2_LO, big);
      DoubleVector v = t.blend(t.neg(), big);
      DoubleVector y = base.add(v);
      DoubleVector e = base.sub(y).add(v);
      y.add(e.add(v.mul(z).fma(u.fma(q, p), rest)))
          .reinterpretAsLongs()
          .lanewise(VectorOperators.XOR, vx.reinterpretAsLongs().and(SIGN))
          .reinterpretAsDoubles()
          .intoArray(out, oo + i);
    }
    ScalarMath.arctan(x, xo + i, out, oo + i, n - i);
  }

  static void arctan2(double[] y, int yo, double[] x, int xo, double[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      DoubleVector vy = DoubleVector.fromArray(S, y, yo + i);
      DoubleVector vx = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector ay = vy.abs();
      DoubleVector ax = vx.abs();
      VectorMask<Double> steep = ay.compare(VectorOperators.GT, ax);
      DoubleVector t = ay.blend(ax, steep).div(ax.blend(ay, steep));
      if (t.compare(VectorOperators.NE, t).anyTrue()) {
        ScalarMath.arctan2(y, yo + i, x, xo + i, out, oo + i, LANES);
        continue;
      }
      DoubleVector z = t.mul(t);
      DoubleVector u = t.fma(t, broadcast(S, -0.5));
      DoubleVector w = u.mul(u);
      DoubleVector p =
          w.fma(
              w.fma(
                  w.fma(w.fma(broadcast(S, T18), broadcast(S, T16)), broadcast(S, T14)),
                  broadcast(S, T12)),
              broadcast(S, T10));
      DoubleVector q =
          w.fma(
              w.fma(
                  w.fma(w.fma(broadcast(S, T19), broadcast(S, T17)), broadcast(S, T15)),
                  broadcast(S, T13)),
              broadcast(S, T11));
      p =
          w.fma(
              w.fma(
                  w.fma(w.fma(w.fma(p, broadcast(S, T8)), broadcast(S, T6)), broadcast(S, T4)),
                  broadcast(S, T2)),
              broadcast(S, T0));
      q =
          w.fma(
              w.fma(
                  w.fma(w.fma(w.fma(q, broadcast(S, T9)), broadcast(S, T7)), broadcast(S, T5)),
                  broadcast(S, T3)),
              broadcast(S, T1));
      LongVector left = vx.reinterpretAsLongs().and(SIGN);
      DoubleVector one = left.or(0x3ff0000000000000L).reinterpretAsDoubles();
      VectorMask<Double> negative = one.compare(VectorOperators.LT, 0.0);
      DoubleVector base = broadcast(S, 0.0).blend(PI_HI, negative).blend(PIO2_HI, steep);
      DoubleVector rest = broadcast(S, 0.0).blend(PI_LO, negative).blend(PIO2_LO, steep);
      DoubleVector signed =
          t.reinterpretAsLongs().lanewise(VectorOperators.XOR, left).reinterpretAsDoubles();
      DoubleVector v = signed.blend(signed.neg(), steep);
      DoubleVector r = base.add(v);
      DoubleVector e = base.sub(r).add(v);
      r.add(e.add(v.mul(z).fma(u.fma(q, p), rest)))
          .reinterpretAsLongs()
          .lanewise(VectorOperators.XOR, vy.reinterpretAsLongs().and(SIGN))
          .reinterpretAsDoubles()
          .intoArray(out, oo + i);
    }
    ScalarMath.arctan2(y, yo + i, x, xo + i, out, oo + i, n - i);
  }
}
