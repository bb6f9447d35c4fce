package io.github.sparkndarray.kernel.math;

import static io.github.sparkndarray.kernel.math.Exponentials.*;
import static io.github.sparkndarray.kernel.math.Trigonometry.SIGN;
import static jdk.incubator.vector.DoubleVector.broadcast;

import io.github.sparkndarray.kernel.math.Logarithms.Base;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Logarithms} for whole vectors: the same operations in the same order, hence the same bits.
 * A vector with a lane outside the common range and the tail go through the scalar twin.
 */
final class VectorLogarithms {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private VectorLogarithms() {}

  static void log2(double[] x, int xo, double[] out, int oo, int n) {
    log(Base.TWO, x, xo, out, oo, n);
  }

  static void log10(double[] x, int xo, double[] out, int oo, int n) {
    log(Base.TEN, x, xo, out, oo, n);
  }

  private static void log(Base base, double[] x, int xo, double[] out, int oo, int n) {
    double logOfTwo = base.logOfTwo;
    double logOfTwoLow = base.logOfTwoLow;
    double inverse = base.inverse;
    double inverseLow = base.inverseLow;
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      DoubleVector a = DoubleVector.fromArray(S, x, xo + i);
      if (!a.compare(VectorOperators.GE, Double.MIN_NORMAL)
          .and(a.compare(VectorOperators.LE, Double.MAX_VALUE))
          .allTrue()) {
        ScalarMath.log(base, x, xo + i, out, oo + i, LANES);
        continue;
      }
      LongVector shifted = a.reinterpretAsLongs().add(ONE - SQRT_HALF);
      DoubleVector k =
          shifted
              .lanewise(VectorOperators.LSHR, FRACTION_BITS)
              .or(TWO_52)
              .reinterpretAsDoubles()
              .sub(0x1p52 + 1023);
      DoubleVector f = shifted.and(FRACTION).add(SQRT_HALF).reinterpretAsDoubles().sub(1.0);
      DoubleVector s = f.div(f.add(2.0));
      DoubleVector h = f.mul(0.5).mul(f);
      DoubleVector z = s.mul(s);
      DoubleVector w = z.mul(z);
      DoubleVector p = w.fma(w.fma(broadcast(S, R5), broadcast(S, R3)), broadcast(S, R1));
      DoubleVector q =
          w.fma(
              w.fma(w.fma(broadcast(S, R6), broadcast(S, R4)), broadcast(S, R2)), broadcast(S, R0));
      DoubleVector r = w.fma(p, z.mul(q));
      DoubleVector high = f.sub(h);
      DoubleVector low = s.fma(h.add(r), f.sub(high).sub(h));
      DoubleVector v = high.mul(inverse);
      DoubleVector vl = high.fma(broadcast(S, inverse), v.neg());
      vl = vl.add(high.fma(broadcast(S, inverseLow), low.mul(inverse)));
      DoubleVector kh = k.mul(logOfTwo);
      DoubleVector y = kh.add(v);
      y.add(kh.sub(y).add(v).add(k.fma(broadcast(S, logOfTwoLow), vl))).intoArray(out, oo + i);
    }
    ScalarMath.log(base, x, xo + i, out, oo + i, n - i);
  }

  static void log1p(double[] x, int xo, double[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      DoubleVector a = DoubleVector.fromArray(S, x, xo + i);
      if (!a.compare(VectorOperators.GT, -1.0)
          .and(a.compare(VectorOperators.LE, Double.MAX_VALUE))
          .allTrue()) {
        ScalarMath.log1p(x, xo + i, out, oo + i, LANES);
        continue;
      }
      DoubleVector u = a.add(1.0);
      DoubleVector b = u.sub(1.0);
      DoubleVector c = broadcast(S, 1.0).sub(u.sub(b)).add(a.sub(b));
      LongVector shifted = u.reinterpretAsLongs().add(ONE - SQRT_HALF);
      DoubleVector k =
          shifted
              .lanewise(VectorOperators.LSHR, FRACTION_BITS)
              .or(TWO_52)
              .reinterpretAsDoubles()
              .sub(0x1p52 + 1023);
      VectorMask<Double> near = k.compare(VectorOperators.EQ, 0.0);
      DoubleVector f =
          shifted.and(FRACTION).add(SQRT_HALF).reinterpretAsDoubles().sub(1.0).blend(a, near);
      DoubleVector e = c.div(u).blend(0.0, near);
      DoubleVector s = f.div(f.add(2.0));
      DoubleVector h = f.mul(0.5).mul(f);
      DoubleVector z = s.mul(s);
      DoubleVector w = z.mul(z);
      DoubleVector p = w.fma(w.fma(broadcast(S, R5), broadcast(S, R3)), broadcast(S, R1));
      DoubleVector q =
          w.fma(
              w.fma(w.fma(broadcast(S, R6), broadcast(S, R4)), broadcast(S, R2)), broadcast(S, R0));
      DoubleVector r = w.fma(p, z.mul(q));
      DoubleVector tail = s.fma(h.add(r), k.fma(broadcast(S, LN2_LO), e)).sub(h);
      k.fma(broadcast(S, LN2_HI), f.add(tail))
          .reinterpretAsLongs()
          .or(a.reinterpretAsLongs().and(SIGN))
          .reinterpretAsDoubles()
          .intoArray(out, oo + i);
    }
    ScalarMath.log1p(x, xo + i, out, oo + i, n - i);
  }
}
