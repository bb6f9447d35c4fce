package io.github.sparkndarray.kernel.math;

import static io.github.sparkndarray.kernel.math.Exponentials.FRACTION;
import static io.github.sparkndarray.kernel.math.Exponentials.FRACTION_BITS;
import static io.github.sparkndarray.kernel.math.Exponentials.LOG2_E;
import static io.github.sparkndarray.kernel.math.Exponentials.ONE;
import static io.github.sparkndarray.kernel.math.Exponentials.SQRT_HALF;
import static io.github.sparkndarray.kernel.math.Exponentials.TWO_52;
import static io.github.sparkndarray.kernel.math.Exponentials.WIDE;
import static io.github.sparkndarray.kernel.math.FloatFunctions.*;
import static io.github.sparkndarray.kernel.math.Trigonometry.LARGE;
import static io.github.sparkndarray.kernel.math.Trigonometry.PIO2_HI;
import static io.github.sparkndarray.kernel.math.Trigonometry.PIO2_MID;
import static io.github.sparkndarray.kernel.math.Trigonometry.ROUND;
import static io.github.sparkndarray.kernel.math.Trigonometry.SIGN;
import static io.github.sparkndarray.kernel.math.Trigonometry.TWO_OVER_PI;
import static jdk.incubator.vector.DoubleVector.broadcast;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link FloatFunctions} for whole vectors: the same operations in the same order, hence the same
 * bits. Half a vector of floats is widened to a vector of doubles. A vector with a lane outside the
 * common range and the tail go through the scalar twin.
 */
final class VectorFloatFunctions {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  /** As many floats as there are doubles in a vector; with one lane there is no such shape. */
  private static final VectorSpecies<Float> F =
      VectorSpecies.of(
          float.class, VectorShape.forBitSize(Math.max(Long.SIZE, S.vectorBitSize() / 2)));

  private static final boolean WIDENS = F.length() == LANES;

  private VectorFloatFunctions() {}

  /** Where the last whole vector of n elements begins, or less than zero. */
  private static int last(int n) {
    return WIDENS ? n - LANES : -1;
  }

  static void sin(float[] x, int xo, float[] out, int oo, int n) {
    int last = last(n);
    int i = 0;
    for (; i <= last; i += LANES) {
      DoubleVector v =
          (DoubleVector)
              FloatVector.fromArray(F, x, xo + i).convertShape(VectorOperators.F2D, S, 0);
      DoubleVector a = v.abs();
      if (a.compare(VectorOperators.GT, LARGE).anyTrue()) {
        ScalarMath.sin(x, xo + i, out, oo + i, LANES);
        continue;
      }
      DoubleVector t = a.fma(broadcast(S, TWO_OVER_PI), broadcast(S, ROUND));
      DoubleVector k = t.sub(ROUND);
      DoubleVector r = k.fma(broadcast(S, -PIO2_MID), k.fma(broadcast(S, -PIO2_HI), a));
      DoubleVector z = r.mul(r);
      DoubleVector w = z.mul(z);
      DoubleVector s =
          w.fma(
              z.fma(broadcast(S, S3), broadcast(S, S2)), z.fma(broadcast(S, S1), broadcast(S, S0)));
      s = z.mul(r).fma(s, r);
      DoubleVector c =
          w.fma(
              z.fma(broadcast(S, C3), broadcast(S, C2)), z.fma(broadcast(S, C1), broadcast(S, C0)));
      c = z.fma(c, broadcast(S, 1.0));
      LongVector turns = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 62);
      VectorMask<Double> odd = turns.reinterpretAsDoubles().compare(VectorOperators.NE, 0.0);
      LongVector sign = turns.lanewise(VectorOperators.XOR, v.reinterpretAsLongs()).and(SIGN);
      DoubleVector y =
          s.blend(c, odd)
              .reinterpretAsLongs()
              .lanewise(VectorOperators.XOR, sign)
              .reinterpretAsDoubles();
      ((FloatVector) y.convertShape(VectorOperators.D2F, F, 0)).intoArray(out, oo + i);
    }
    ScalarMath.sin(x, xo + i, out, oo + i, n - i);
  }

  static void cos(float[] x, int xo, float[] out, int oo, int n) {
    int last = last(n);
    int i = 0;
    for (; i <= last; i += LANES) {
      DoubleVector a =
          ((DoubleVector)
                  FloatVector.fromArray(F, x, xo + i).convertShape(VectorOperators.F2D, S, 0))
              .abs();
      if (a.compare(VectorOperators.GT, LARGE).anyTrue()) {
        ScalarMath.cos(x, xo + i, out, oo + i, LANES);
        continue;
      }
      DoubleVector t = a.fma(broadcast(S, TWO_OVER_PI), broadcast(S, ROUND));
      DoubleVector k = t.sub(ROUND);
      DoubleVector r = k.fma(broadcast(S, -PIO2_MID), k.fma(broadcast(S, -PIO2_HI), a));
      DoubleVector z = r.mul(r);
      DoubleVector w = z.mul(z);
      DoubleVector s =
          w.fma(
              z.fma(broadcast(S, S3), broadcast(S, S2)), z.fma(broadcast(S, S1), broadcast(S, S0)));
      s = z.mul(r).fma(s, r);
      DoubleVector c =
          w.fma(
              z.fma(broadcast(S, C3), broadcast(S, C2)), z.fma(broadcast(S, C1), broadcast(S, C0)));
      c = z.fma(c, broadcast(S, 1.0));
      LongVector turns = t.reinterpretAsLongs().add(1).lanewise(VectorOperators.LSHL, 62);
      VectorMask<Double> odd = turns.reinterpretAsDoubles().compare(VectorOperators.NE, 0.0);
      DoubleVector y =
          s.blend(c, odd)
              .reinterpretAsLongs()
              .lanewise(VectorOperators.XOR, turns.and(SIGN))
              .reinterpretAsDoubles();
      ((FloatVector) y.convertShape(VectorOperators.D2F, F, 0)).intoArray(out, oo + i);
    }
    ScalarMath.cos(x, xo + i, out, oo + i, n - i);
  }

  static void exp(float[] x, int xo, float[] out, int oo, int n) {
    int last = last(n);
    int i = 0;
    for (; i <= last; i += LANES) {
      DoubleVector v =
          (DoubleVector)
              FloatVector.fromArray(F, x, xo + i).convertShape(VectorOperators.F2D, S, 0);
      if (v.abs().compare(VectorOperators.GT, WIDE).anyTrue()) {
        ScalarMath.exp(x, xo + i, out, oo + i, LANES);
        continue;
      }
      DoubleVector t = v.fma(broadcast(S, LOG2_E), broadcast(S, ROUND));
      DoubleVector r = t.sub(ROUND).fma(broadcast(S, -LN2), v);
      DoubleVector z = r.mul(r);
      DoubleVector p = z.fma(z.fma(broadcast(S, E4), broadcast(S, E2)), broadcast(S, E0));
      DoubleVector q = z.fma(z.fma(broadcast(S, E5), broadcast(S, E3)), broadcast(S, E1));
      p = z.fma(r.fma(q, p), r).add(1.0);
      DoubleVector scale =
          t.reinterpretAsLongs()
              .lanewise(VectorOperators.LSHL, FRACTION_BITS)
              .add(ONE)
              .reinterpretAsDoubles();
      ((FloatVector) p.mul(scale).convertShape(VectorOperators.D2F, F, 0)).intoArray(out, oo + i);
    }
    ScalarMath.exp(x, xo + i, out, oo + i, n - i);
  }

  static void log(float[] x, int xo, float[] out, int oo, int n) {
    int last = last(n);
    int i = 0;
    for (; i <= last; i += LANES) {
      DoubleVector v =
          (DoubleVector)
              FloatVector.fromArray(F, x, xo + i).convertShape(VectorOperators.F2D, S, 0);
      if (!v.compare(VectorOperators.GT, 0.0)
          .and(v.compare(VectorOperators.LE, Float.MAX_VALUE))
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
      DoubleVector z = s.mul(s);
      DoubleVector w = z.mul(z);
      DoubleVector r =
          w.fma(
              z.fma(broadcast(S, R3), broadcast(S, R2)), z.fma(broadcast(S, R1), broadcast(S, R0)));
      r = z.fma(r, broadcast(S, 2.0));
      DoubleVector y = s.fma(r, k.mul(LN2));
      ((FloatVector) y.convertShape(VectorOperators.D2F, F, 0)).intoArray(out, oo + i);
    }
    ScalarMath.log(x, xo + i, out, oo + i, n - i);
  }
}
