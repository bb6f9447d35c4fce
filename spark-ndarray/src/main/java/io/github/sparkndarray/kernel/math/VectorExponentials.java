package io.github.sparkndarray.kernel.math;

import static io.github.sparkndarray.kernel.math.Exponentials.*;
import static jdk.incubator.vector.DoubleVector.broadcast;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Exponentials} for whole vectors: the same operations in the same order, hence the same
 * bits. A vector with a lane outside the common range and the tail go through the scalar twin.
 */
final class VectorExponentials {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private VectorExponentials() {}

  static void exp(double[] x, int xo, double[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      if (v.abs().compare(VectorOperators.GT, WIDE).anyTrue()) {
        ScalarMath.exp(x, xo + i, out, oo + i, LANES);
        continue;
      }
      DoubleVector t = v.fma(broadcast(S, LOG2_E), broadcast(S, ROUND));
      DoubleVector k = t.sub(ROUND);
      DoubleVector r = k.fma(broadcast(S, -LN2_LO), k.fma(broadcast(S, -LN2_HI), v));
      DoubleVector z = r.mul(r);
      DoubleVector p =
          z.fma(
              z.fma(
                  z.fma(z.fma(broadcast(S, E8), broadcast(S, E6)), broadcast(S, E4)),
                  broadcast(S, E2)),
              broadcast(S, E0));
      DoubleVector q =
          z.fma(
              z.fma(
                  z.fma(z.fma(broadcast(S, E9), broadcast(S, E7)), broadcast(S, E5)),
                  broadcast(S, E3)),
              broadcast(S, E1));
      DoubleVector scale =
          t.reinterpretAsLongs()
              .lanewise(VectorOperators.LSHL, FRACTION_BITS)
              .add(ONE)
              .reinterpretAsDoubles();
      z.fma(r.fma(q, p), r).add(1.0).mul(scale).intoArray(out, oo + i);
    }
    ScalarMath.exp(x, xo + i, out, oo + i, n - i);
  }

  static void log(double[] x, int xo, double[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      if (!v.compare(VectorOperators.GE, Double.MIN_NORMAL)
          .and(v.compare(VectorOperators.LE, Double.MAX_VALUE))
          .allTrue()) {
        ScalarMath.log(x, xo + i, out, oo + i, LANES);
        continue;
      }
      LongVector shifted = v.reinterpretAsLongs().add(ONE - SQRT_HALF);
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
      DoubleVector tail = s.fma(h.add(r), k.mul(LN2_LO)).sub(h);
      k.fma(broadcast(S, LN2_HI), f.add(tail)).intoArray(out, oo + i);
    }
    ScalarMath.log(x, xo + i, out, oo + i, n - i);
  }
}
