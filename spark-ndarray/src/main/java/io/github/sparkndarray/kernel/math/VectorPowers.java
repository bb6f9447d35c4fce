package io.github.sparkndarray.kernel.math;

import static io.github.sparkndarray.kernel.math.Exponentials.*;
import static io.github.sparkndarray.kernel.math.Powers.*;
import static jdk.incubator.vector.DoubleVector.broadcast;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Powers} for whole vectors: the same operations in the same order, hence the same bits. A
 * vector with a lane outside the common range and the tail go through the scalar twin.
 */
final class VectorPowers {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private VectorPowers() {}

  static void pow(double[] x, int xo, double[] y, int yo, double[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      DoubleVector vx = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector vy = DoubleVector.fromArray(S, y, yo + i);
      LongVector shifted = vx.reinterpretAsLongs().add(ONE - SQRT_HALF);
      DoubleVector k =
          shifted
              .lanewise(VectorOperators.LSHR, FRACTION_BITS)
              .or(TWO_52)
              .reinterpretAsDoubles()
              .sub(0x1p52 + 1023);
      DoubleVector m = shifted.and(FRACTION).add(SQRT_HALF).reinterpretAsDoubles();
      DoubleVector f = m.sub(1.0);
      DoubleVector d = m.add(1.0);
      DoubleVector inverse = broadcast(S, 1.0).div(d);
      DoubleVector sh = f.mul(inverse);
      DoubleVector minus = sh.neg();
      DoubleVector sl = minus.fma(m.sub(d.sub(1.0)), minus.fma(d, f)).mul(inverse);
      DoubleVector z = sh.mul(sh);
      DoubleVector ze = sh.add(sh).fma(sl, sh.fma(sh, z.neg()));
      DoubleVector w = z.mul(z);
      DoubleVector p =
          w.fma(
              w.fma(w.fma(broadcast(S, L6), broadcast(S, L4)), broadcast(S, L2)), broadcast(S, L0));
      DoubleVector q = w.fma(w.fma(broadcast(S, L5), broadcast(S, L3)), broadcast(S, L1));
      DoubleVector th = z.mul(THIRD_HI);
      DoubleVector tl =
          z.fma(broadcast(S, THIRD_HI), th.neg())
              .add(z.fma(broadcast(S, THIRD_LO), ze.mul(THIRD_HI)));
      tl = w.fma(z.fma(q, p), tl);
      DoubleVector s2 = sh.add(sh);
      DoubleVector ch = s2.mul(th);
      DoubleVector cl = s2.fma(th, ch.neg()).add(s2.fma(tl, sl.add(sl).mul(th)));
      DoubleVector g = k.mul(LN2_HI);
      DoubleVector a = g.add(s2);
      DoubleVector b = a.add(ch);
      DoubleVector l =
          s2.sub(a.sub(g))
              .add(ch.sub(b.sub(a)))
              .add(cl.add(k.fma(broadcast(S, LN2_LO), sl.add(sl))));
      DoubleVector h = b.add(l);
      l = l.sub(h.sub(b));
      DoubleVector uh = vy.mul(h);
      DoubleVector ul = vy.fma(l, vy.fma(h, uh.neg()));
      VectorMask<Double> common =
          vx.compare(VectorOperators.GE, Double.MIN_NORMAL)
              .and(vx.compare(VectorOperators.LE, Double.MAX_VALUE))
              .and(uh.abs().compare(VectorOperators.LE, WIDE));
      if (!common.allTrue()) {
        ScalarMath.pow(x, xo + i, y, yo + i, out, oo + i, LANES);
        continue;
      }
      DoubleVector t = uh.fma(broadcast(S, LOG2_E), broadcast(S, ROUND));
      DoubleVector e = t.sub(ROUND);
      DoubleVector r0 = e.fma(broadcast(S, -LN2_HI), uh);
      DoubleVector c = e.fma(broadcast(S, -LN2_LO), ul);
      DoubleVector r = r0.add(c);
      DoubleVector re = c.sub(r.sub(r0));
      DoubleVector rr = r.mul(r);
      p =
          rr.fma(
              rr.fma(
                  rr.fma(rr.fma(broadcast(S, E8), broadcast(S, E6)), broadcast(S, E4)),
                  broadcast(S, E2)),
              broadcast(S, E0));
      q =
          rr.fma(
              rr.fma(
                  rr.fma(rr.fma(broadcast(S, E9), broadcast(S, E7)), broadcast(S, E5)),
                  broadcast(S, E3)),
              broadcast(S, E1));
      DoubleVector scale =
          t.reinterpretAsLongs()
              .lanewise(VectorOperators.LSHL, FRACTION_BITS)
              .add(ONE)
              .reinterpretAsDoubles();
      r.add(rr.fma(r.fma(q, p), re)).add(1.0).mul(scale).intoArray(out, oo + i);
    }
    ScalarMath.pow(x, xo + i, y, yo + i, out, oo + i, n - i);
  }

  static void hypot(double[] x, int xo, double[] y, int yo, double[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      DoubleVector ax = DoubleVector.fromArray(S, x, xo + i).abs();
      DoubleVector ay = DoubleVector.fromArray(S, y, yo + i).abs();
      VectorMask<Double> steep = ay.compare(VectorOperators.GT, ax);
      DoubleVector a = ax.blend(ay, steep);
      DoubleVector b = ay.blend(ax, steep);
      if (!a.compare(VectorOperators.GE, SHORT)
          .and(a.compare(VectorOperators.LE, LONG))
          .allTrue()) {
        ScalarMath.hypot(x, xo + i, y, yo + i, out, oo + i, LANES);
        continue;
      }
      a.fma(a, b.mul(b)).sqrt().intoArray(out, oo + i);
    }
    ScalarMath.hypot(x, xo + i, y, yo + i, out, oo + i, n - i);
  }
}
