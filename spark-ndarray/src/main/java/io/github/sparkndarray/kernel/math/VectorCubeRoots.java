package io.github.sparkndarray.kernel.math;

import static io.github.sparkndarray.kernel.math.CubeRoots.*;
import static io.github.sparkndarray.kernel.math.Exponentials.TWO_52;
import static io.github.sparkndarray.kernel.math.Trigonometry.SIGN;
import static jdk.incubator.vector.DoubleVector.broadcast;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link CubeRoots} for whole vectors: the same operations in the same order, hence the same bits.
 * A vector with an infinite or very small lane and the tail go through the scalar twin.
 */
final class VectorCubeRoots {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private VectorCubeRoots() {}

  static void cbrt(double[] x, int xo, double[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      DoubleVector signed = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector a = signed.abs();
      if (a.compare(VectorOperators.LT, SMALL)
          .and(a.compare(VectorOperators.NE, 0.0))
          .or(a.compare(VectorOperators.GT, Double.MAX_VALUE))
          .anyTrue()) {
        ScalarMath.cbrt(x, xo + i, out, oo + i, LANES);
        continue;
      }
      DoubleVector half =
          a.reinterpretAsLongs()
              .lanewise(VectorOperators.LSHR, HALF_BITS)
              .or(TWO_52)
              .reinterpretAsDoubles()
              .sub(0x1p52);
      DoubleVector y =
          half.fma(broadcast(S, -THIRD), broadcast(S, SEED))
              .reinterpretAsLongs()
              .lanewise(VectorOperators.LSHL, HALF_BITS)
              .reinterpretAsDoubles();
      DoubleVector one = broadcast(S, 1.0);
      DoubleVector e = a.mul(y).neg().fma(y.mul(y), one);
      y = y.mul(e).fma(e.fma(e.fma(broadcast(S, P2), broadcast(S, P1)), broadcast(S, P0)), y);
      e = a.mul(y).neg().fma(y.mul(y), one);
      y = y.mul(e).fma(e.fma(broadcast(S, TWO_NINTHS), broadcast(S, THIRD)), y);
      DoubleVector square = y.mul(y);
      DoubleVector t = a.mul(square);
      DoubleVector th = t.mul(t);
      DoubleVector tl = t.fma(t, th.neg());
      DoubleVector minus = t.neg();
      DoubleVector rest = minus.fma(tl, minus.fma(th, a));
      rest.fma(square.mul(THIRD), t)
          .reinterpretAsLongs()
          .or(signed.reinterpretAsLongs().and(SIGN))
          .reinterpretAsDoubles()
          .intoArray(out, oo + i);
    }
    ScalarMath.cbrt(x, xo + i, out, oo + i, n - i);
  }
}
