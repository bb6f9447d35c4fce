package io.github.sparkndarray.kernel.math;

import static io.github.sparkndarray.kernel.math.Trigonometry.*;
import static jdk.incubator.vector.DoubleVector.broadcast;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Trigonometry} for whole vectors: the same operations in the same order, hence the same
 * bits. A vector with a lane beyond {@link Trigonometry#LARGE} and the tail go through the scalar
 * twin.
 */
final class VectorTrigonometry {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private VectorTrigonometry() {}

  static void sin(double[] x, int xo, double[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector a = v.abs();
      if (a.compare(VectorOperators.GT, LARGE).anyTrue()) {
        ScalarMath.sin(x, xo + i, out, oo + i, LANES);
        continue;
      }
      DoubleVector t = a.fma(broadcast(S, TWO_OVER_PI), broadcast(S, ROUND));
      DoubleVector k = t.sub(ROUND);
      DoubleVector r = k.fma(broadcast(S, -PIO2_HI), a);
      r = k.fma(broadcast(S, -PIO2_MID), r);
      r = k.fma(broadcast(S, -PIO2_LO), r);
      DoubleVector z = r.mul(r);
      DoubleVector w = z.mul(z);
      DoubleVector s =
          w.fma(
              z.fma(broadcast(S, S5), broadcast(S, S4)), z.fma(broadcast(S, S3), broadcast(S, S2)));
      s = z.mul(r).fma(w.fma(s, z.fma(broadcast(S, S1), broadcast(S, S0))), r);
      DoubleVector c =
          w.fma(
              z.fma(broadcast(S, C5), broadcast(S, C4)), z.fma(broadcast(S, C3), broadcast(S, C2)));
      c =
          z.fma(
              z.fma(w.fma(c, z.fma(broadcast(S, C1), broadcast(S, C0))), broadcast(S, -0.5)),
              broadcast(S, 1.0));
      LongVector turns = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 62);
      VectorMask<Double> odd = turns.reinterpretAsDoubles().compare(VectorOperators.NE, 0.0);
      LongVector sign = turns.lanewise(VectorOperators.XOR, v.reinterpretAsLongs()).and(SIGN);
      s.blend(c, odd)
          .reinterpretAsLongs()
          .lanewise(VectorOperators.XOR, sign)
          .reinterpretAsDoubles()
          .intoArray(out, oo + i);
    }
    ScalarMath.sin(x, xo + i, out, oo + i, n - i);
  }

  static void cos(double[] x, int xo, double[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      DoubleVector a = DoubleVector.fromArray(S, x, xo + i).abs();
      if (a.compare(VectorOperators.GT, LARGE).anyTrue()) {
        ScalarMath.cos(x, xo + i, out, oo + i, LANES);
        continue;
      }
      DoubleVector t = a.fma(broadcast(S, TWO_OVER_PI), broadcast(S, ROUND));
      DoubleVector k = t.sub(ROUND);
      DoubleVector r = k.fma(broadcast(S, -PIO2_HI), a);
      r = k.fma(broadcast(S, -PIO2_MID), r);
      r = k.fma(broadcast(S, -PIO2_LO), r);
      DoubleVector z = r.mul(r);
      DoubleVector w = z.mul(z);
      DoubleVector s =
          w.fma(
              z.fma(broadcast(S, S5), broadcast(S, S4)), z.fma(broadcast(S, S3), broadcast(S, S2)));
      s = z.mul(r).fma(w.fma(s, z.fma(broadcast(S, S1), broadcast(S, S0))), r);
      DoubleVector c =
          w.fma(
              z.fma(broadcast(S, C5), broadcast(S, C4)), z.fma(broadcast(S, C3), broadcast(S, C2)));
      c =
          z.fma(
              z.fma(w.fma(c, z.fma(broadcast(S, C1), broadcast(S, C0))), broadcast(S, -0.5)),
              broadcast(S, 1.0));
      LongVector turns = t.reinterpretAsLongs().add(1).lanewise(VectorOperators.LSHL, 62);
      VectorMask<Double> odd = turns.reinterpretAsDoubles().compare(VectorOperators.NE, 0.0);
      s.blend(c, odd)
          .reinterpretAsLongs()
          .lanewise(VectorOperators.XOR, turns.and(SIGN))
          .reinterpretAsDoubles()
          .intoArray(out, oo + i);
    }
    ScalarMath.cos(x, xo + i, out, oo + i, n - i);
  }

  static void tan(double[] x, int xo, double[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector a = v.abs();
      if (a.compare(VectorOperators.GT, LARGE).anyTrue()) {
        ScalarMath.tan(x, xo + i, out, oo + i, LANES);
        continue;
      }
      DoubleVector t = a.fma(broadcast(S, TWO_OVER_PI), broadcast(S, ROUND));
      DoubleVector k = t.sub(ROUND);
      DoubleVector r0 = k.fma(broadcast(S, -PIO2_HI), a);
      DoubleVector m = k.mul(PIO2_MID);
      DoubleVector r1 = r0.sub(m);
      DoubleVector e1 =
          r0.sub(r1)
              .sub(m)
              .sub(k.fma(broadcast(S, PIO2_LO), k.fma(broadcast(S, PIO2_MID), m.neg())));
      DoubleVector r = r1.add(e1);
      DoubleVector e = e1.sub(r.sub(r1));
      DoubleVector z = r.mul(r);
      DoubleVector ze = r.fma(r, z.neg());
      DoubleVector w = z.mul(z);
      DoubleVector s =
          w.fma(
              z.fma(broadcast(S, S5), broadcast(S, S4)), z.fma(broadcast(S, S3), broadcast(S, S2)));
      s = z.mul(r).mul(w.fma(s, z.fma(broadcast(S, S1), broadcast(S, S0))));
      DoubleVector c =
          w.fma(
              z.fma(broadcast(S, C5), broadcast(S, C4)), z.fma(broadcast(S, C3), broadcast(S, C2)));
      c = w.mul(w.fma(c, z.fma(broadcast(S, C1), broadcast(S, C0))));
      DoubleVector c1 = z.fma(broadcast(S, -0.5), broadcast(S, 1.0));
      DoubleVector ce =
          z.fma(broadcast(S, -0.5), broadcast(S, 1.0).sub(c1)).add(c.sub(r.fma(e, ze.mul(0.5))));
      DoubleVector ch = c1.add(ce);
      DoubleVector cl = ce.sub(ch.sub(c1));
      DoubleVector sh = r.add(s);
      DoubleVector sl = e.fma(ch, s.sub(sh.sub(r)));
      LongVector turns = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 62);
      VectorMask<Double> odd = turns.reinterpretAsDoubles().compare(VectorOperators.NE, 0.0);
      DoubleVector nh = sh.blend(ch, odd);
      DoubleVector nl = sl.blend(cl, odd);
      DoubleVector dh = ch.blend(sh, odd);
      DoubleVector dl = cl.blend(sl, odd);
      DoubleVector inverse = broadcast(S, 1.0).div(dh);
      DoubleVector q = nh.mul(inverse);
      DoubleVector minus = q.neg();
      DoubleVector rest = minus.fma(dl, nl).add(minus.fma(dh, nh));
      LongVector sign =
          turns
              .lanewise(VectorOperators.LSHL, 1)
              .lanewise(VectorOperators.XOR, v.reinterpretAsLongs())
              .and(SIGN);
      rest.fma(inverse, q)
          .reinterpretAsLongs()
          .lanewise(VectorOperators.XOR, sign)
          .reinterpretAsDoubles()
          .intoArray(out, oo + i);
    }
    ScalarMath.tan(x, xo + i, out, oo + i, n - i);
  }
}
