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

import java.util.function.DoubleUnaryOperator;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link FloatFunctions} for whole vectors: the same operations in the same order, hence the same
 * bits. They work on doubles that were floats: see {@link FloatTiles}. A vector with a lane outside
 * the common range and the tail go through the scalar twin.
 */
final class VectorFloatFunctions {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private VectorFloatFunctions() {}

  static void sin(double[] x, int xo, double[] out, int oo, int n) {
    int last = n - LANES;
    int i = 0;
    for (; i <= last; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector a = v.abs();
      if (a.compare(VectorOperators.GT, LARGE).anyTrue()) {
        rest(FloatFunctions::sin, x, xo + i, out, oo + i, LANES);
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
      y.intoArray(out, oo + i);
    }
    rest(FloatFunctions::sin, x, xo + i, out, oo + i, n - i);
  }

  static void cos(double[] x, int xo, double[] out, int oo, int n) {
    int last = n - LANES;
    int i = 0;
    for (; i <= last; i += LANES) {
      DoubleVector a = DoubleVector.fromArray(S, x, xo + i).abs();
      if (a.compare(VectorOperators.GT, LARGE).anyTrue()) {
        rest(FloatFunctions::cos, x, xo + i, out, oo + i, LANES);
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
      y.intoArray(out, oo + i);
    }
    rest(FloatFunctions::cos, x, xo + i, out, oo + i, n - i);
  }

  static void exp(double[] x, int xo, double[] out, int oo, int n) {
    int last = n - LANES;
    int i = 0;
    for (; i <= last; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      if (v.abs().compare(VectorOperators.GT, WIDE).anyTrue()) {
        rest(FloatFunctions::exp, x, xo + i, out, oo + i, LANES);
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
      p.mul(scale).intoArray(out, oo + i);
    }
    rest(FloatFunctions::exp, x, xo + i, out, oo + i, n - i);
  }

  static void log(double[] x, int xo, double[] out, int oo, int n) {
    int last = n - LANES;
    int i = 0;
    for (; i <= last; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      if (!v.compare(VectorOperators.GT, 0.0)
          .and(v.compare(VectorOperators.LE, Float.MAX_VALUE))
          .allTrue()) {
        rest(FloatFunctions::log, x, xo + i, out, oo + i, LANES);
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
      y.intoArray(out, oo + i);
    }
    rest(FloatFunctions::log, x, xo + i, out, oo + i, n - i);
  }

  private static void rest(
      DoubleUnaryOperator function, double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = function.applyAsDouble(x[xo + i]);
    }
  }
}
