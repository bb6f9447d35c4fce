package io.github.sparkndarray.kernel.math;

import static io.github.sparkndarray.kernel.math.Exponentials.FRACTION_BITS;
import static io.github.sparkndarray.kernel.math.Exponentials.LN2_HI;
import static io.github.sparkndarray.kernel.math.Exponentials.LN2_LO;
import static io.github.sparkndarray.kernel.math.Exponentials.LOG2_E;
import static io.github.sparkndarray.kernel.math.Exponentials.ONE;
import static io.github.sparkndarray.kernel.math.Exponentials.ROUND;
import static io.github.sparkndarray.kernel.math.Exponentials.WIDE;
import static io.github.sparkndarray.kernel.math.Hyperbolics.*;
import static io.github.sparkndarray.kernel.math.Trigonometry.SIGN;
import static jdk.incubator.vector.DoubleVector.broadcast;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Hyperbolics} for whole vectors: the same operations in the same order, hence the same
 * bits. A vector with a lane beyond {@link Exponentials#WIDE} and the tail go through the scalar
 * twin.
 */
final class VectorHyperbolics {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private VectorHyperbolics() {}

  static void expm1(double[] x, int xo, double[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      DoubleVector a = DoubleVector.fromArray(S, x, xo + i);
      if (a.abs().compare(VectorOperators.GT, WIDE).anyTrue()) {
        ScalarMath.expm1(x, xo + i, out, oo + i, LANES);
        continue;
      }
      DoubleVector t = a.fma(broadcast(S, LOG2_E), broadcast(S, ROUND));
      DoubleVector k = t.sub(ROUND);
      DoubleVector r0 = k.fma(broadcast(S, -LN2_HI), a);
      DoubleVector c = k.mul(-LN2_LO);
      DoubleVector r = r0.add(c);
      DoubleVector z = r.mul(r);
      DoubleVector w = z.mul(z);
      DoubleVector p =
          w.fma(
              w.fma(broadcast(S, C4), z.fma(broadcast(S, C3), broadcast(S, C2))),
              z.fma(broadcast(S, C1), broadcast(S, C0)));
      DoubleVector even = w.fma(p, z.mul(0.5));
      p =
          w.fma(
              w.fma(broadcast(S, S4), z.fma(broadcast(S, S3), broadcast(S, S2))),
              z.fma(broadcast(S, S1), broadcast(S, S0)));
      DoubleVector odd = z.mul(r).fma(p, c.sub(r.sub(r0)));
      DoubleVector scale =
          t.reinterpretAsLongs()
              .lanewise(VectorOperators.LSHL, FRACTION_BITS)
              .add(ONE)
              .reinterpretAsDoubles();
      DoubleVector whole = scale.sub(1.0);
      DoubleVector u = scale.fma(r, whole);
      DoubleVector v = scale.fma(r, whole.sub(u));
      u.add(scale.fma(even.add(odd), v))
          .reinterpretAsLongs()
          .or(a.reinterpretAsLongs().and(SIGN))
          .reinterpretAsDoubles()
          .intoArray(out, oo + i);
    }
    ScalarMath.expm1(x, xo + i, out, oo + i, n - i);
  }

  static void sinh(double[] x, int xo, double[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      DoubleVector signed = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector a = signed.abs();
      if (a.compare(VectorOperators.GT, WIDE).anyTrue()) {
        ScalarMath.sinh(x, xo + i, out, oo + i, LANES);
        continue;
      }
      DoubleVector t = a.fma(broadcast(S, LOG2_E), broadcast(S, ROUND));
      DoubleVector k = t.sub(ROUND);
      DoubleVector r0 = k.fma(broadcast(S, -LN2_HI), a);
      DoubleVector c = k.mul(-LN2_LO);
      DoubleVector r = r0.add(c);
      DoubleVector z = r.mul(r);
      DoubleVector w = z.mul(z);
      DoubleVector p =
          w.fma(
              w.fma(broadcast(S, C4), z.fma(broadcast(S, C3), broadcast(S, C2))),
              z.fma(broadcast(S, C1), broadcast(S, C0)));
      DoubleVector even = w.fma(p, z.mul(0.5));
      p =
          w.fma(
              w.fma(broadcast(S, S4), z.fma(broadcast(S, S3), broadcast(S, S2))),
              z.fma(broadcast(S, S1), broadcast(S, S0)));
      DoubleVector odd = z.mul(r).fma(p, c.sub(r.sub(r0)));
      LongVector power = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, FRACTION_BITS);
      DoubleVector grown = power.add(HALF).reinterpretAsDoubles();
      DoubleVector shrunk = power.neg().add(HALF).reinterpretAsDoubles();
      DoubleVector ca = grown.add(shrunk);
      DoubleVector sa = grown.sub(shrunk);
      DoubleVector u = ca.fma(r, sa);
      DoubleVector v = ca.fma(r, sa.sub(u));
      u.add(ca.fma(odd, sa.fma(even, v)))
          .reinterpretAsLongs()
          .or(signed.reinterpretAsLongs().and(SIGN))
          .reinterpretAsDoubles()
          .intoArray(out, oo + i);
    }
    ScalarMath.sinh(x, xo + i, out, oo + i, n - i);
  }

  static void cosh(double[] x, int xo, double[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      DoubleVector a = DoubleVector.fromArray(S, x, xo + i).abs();
      if (a.compare(VectorOperators.GT, WIDE).anyTrue()) {
        ScalarMath.cosh(x, xo + i, out, oo + i, LANES);
        continue;
      }
      DoubleVector t = a.fma(broadcast(S, LOG2_E), broadcast(S, ROUND));
      DoubleVector k = t.sub(ROUND);
      DoubleVector r0 = k.fma(broadcast(S, -LN2_HI), a);
      DoubleVector c = k.mul(-LN2_LO);
      DoubleVector r = r0.add(c);
      DoubleVector z = r.mul(r);
      DoubleVector w = z.mul(z);
      DoubleVector p =
          w.fma(
              w.fma(broadcast(S, C4), z.fma(broadcast(S, C3), broadcast(S, C2))),
              z.fma(broadcast(S, C1), broadcast(S, C0)));
      DoubleVector even = w.fma(p, z.mul(0.5));
      p =
          w.fma(
              w.fma(broadcast(S, S4), z.fma(broadcast(S, S3), broadcast(S, S2))),
              z.fma(broadcast(S, S1), broadcast(S, S0)));
      DoubleVector odd = z.mul(r).fma(p, c.sub(r.sub(r0)));
      LongVector power = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, FRACTION_BITS);
      DoubleVector grown = power.add(HALF).reinterpretAsDoubles();
      DoubleVector shrunk = power.neg().add(HALF).reinterpretAsDoubles();
      DoubleVector ca = grown.add(shrunk);
      DoubleVector sa = grown.sub(shrunk);
      DoubleVector u = sa.fma(r, ca);
      DoubleVector v = sa.fma(r, ca.sub(u));
      u.add(ca.fma(even, sa.fma(odd, v))).intoArray(out, oo + i);
    }
    ScalarMath.cosh(x, xo + i, out, oo + i, n - i);
  }

  static void tanh(double[] x, int xo, double[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      DoubleVector signed = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector a = signed.abs();
      a = a.blend(SATURATED, a.compare(VectorOperators.GT, SATURATED));
      a = a.add(a);
      DoubleVector t = a.fma(broadcast(S, LOG2_E), broadcast(S, ROUND));
      DoubleVector k = t.sub(ROUND);
      DoubleVector r0 = k.fma(broadcast(S, -LN2_HI), a);
      DoubleVector c = k.mul(-LN2_LO);
      DoubleVector r = r0.add(c);
      DoubleVector z = r.mul(r);
      DoubleVector w = z.mul(z);
      DoubleVector p =
          w.fma(
              w.fma(broadcast(S, C4), z.fma(broadcast(S, C3), broadcast(S, C2))),
              z.fma(broadcast(S, C1), broadcast(S, C0)));
      DoubleVector even = w.fma(p, z.mul(0.5));
      p =
          w.fma(
              w.fma(broadcast(S, S4), z.fma(broadcast(S, S3), broadcast(S, S2))),
              z.fma(broadcast(S, S1), broadcast(S, S0)));
      DoubleVector odd = z.mul(r).fma(p, c.sub(r.sub(r0)));
      DoubleVector scale =
          t.reinterpretAsLongs()
              .lanewise(VectorOperators.LSHL, FRACTION_BITS)
              .add(ONE)
              .reinterpretAsDoubles();
      DoubleVector whole = scale.sub(1.0);
      DoubleVector u = scale.fma(r, whole);
      DoubleVector v = scale.fma(even.add(odd), scale.fma(r, whole.sub(u)));
      DoubleVector nh = u.add(v);
      DoubleVector nl = v.sub(nh.sub(u));
      DoubleVector dh = nh.add(2.0);
      DoubleVector b = dh.sub(nh);
      DoubleVector dl = nh.sub(dh.sub(b)).add(broadcast(S, 2.0).sub(b)).add(nl);
      DoubleVector inverse = broadcast(S, 1.0).div(dh);
      DoubleVector q = nh.mul(inverse);
      DoubleVector minus = q.neg();
      minus
          .fma(dl, nl)
          .add(minus.fma(dh, nh))
          .fma(inverse, q)
          .reinterpretAsLongs()
          .or(signed.reinterpretAsLongs().and(SIGN))
          .reinterpretAsDoubles()
          .intoArray(out, oo + i);
    }
    ScalarMath.tanh(x, xo + i, out, oo + i, n - i);
  }
}
