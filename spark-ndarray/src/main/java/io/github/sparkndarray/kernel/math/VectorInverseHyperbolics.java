package io.github.sparkndarray.kernel.math;

import static io.github.sparkndarray.kernel.math.InverseHyperbolics.LARGE;
import static io.github.sparkndarray.kernel.math.InverseHyperbolics.LN2;
import static io.github.sparkndarray.kernel.math.Trigonometry.SIGN;
import static jdk.incubator.vector.DoubleVector.broadcast;

import java.util.function.DoubleUnaryOperator;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link InverseHyperbolics} for whole vectors: the same operations in the same order, hence the
 * same bits. A tile goes through three loops: z and what it lacks, the logarithm, and their sum.
 */
final class VectorInverseHyperbolics {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();
  private static final int TILE = 512;

  /** What z lacks, and the operands, over which the results may be written. */
  private static final ThreadLocal<double[]> SCRATCH =
      ThreadLocal.withInitial(() -> new double[2 * TILE]);

  /** Puts z where results go, what it lacks into the scratch's first half. */
  private interface Terms {
    void of(double[] x, int xo, double[] z, int zo, double[] scratch, int n);
  }

  private VectorInverseHyperbolics() {}

  static void arcsinh(double[] x, int xo, double[] out, int oo, int n) {
    int whole = n - n % LANES;
    double[] scratch = SCRATCH.get();
    for (int i = 0; i < whole; i += TILE) {
      int m = Math.min(TILE, whole - i);
      logarithm(VectorInverseHyperbolics::arcsinhTerms, x, xo + i, out, oo + i, scratch, m);
      sum(1.0, SIGN, out, oo + i, scratch, m);
    }
    rest(InverseHyperbolics::arcsinh, x, xo + whole, out, oo + whole, n - whole);
  }

  static void arccosh(double[] x, int xo, double[] out, int oo, int n) {
    int whole = n - n % LANES;
    double[] scratch = SCRATCH.get();
    for (int i = 0; i < whole; i += TILE) {
      int m = Math.min(TILE, whole - i);
      logarithm(VectorInverseHyperbolics::arccoshTerms, x, xo + i, out, oo + i, scratch, m);
      sum(1.0, 0L, out, oo + i, scratch, m);
    }
    rest(InverseHyperbolics::arccosh, x, xo + whole, out, oo + whole, n - whole);
  }

  static void arctanh(double[] x, int xo, double[] out, int oo, int n) {
    int whole = n - n % LANES;
    double[] scratch = SCRATCH.get();
    for (int i = 0; i < whole; i += TILE) {
      int m = Math.min(TILE, whole - i);
      logarithm(VectorInverseHyperbolics::arctanhTerms, x, xo + i, out, oo + i, scratch, m);
      sum(0.5, SIGN, out, oo + i, scratch, m);
    }
    rest(InverseHyperbolics::arctanh, x, xo + whole, out, oo + whole, n - whole);
  }

  private static void logarithm(
      Terms terms, double[] x, int xo, double[] out, int oo, double[] scratch, int n) {
    System.arraycopy(x, xo, scratch, TILE, n);
    terms.of(x, xo, out, oo, scratch, n);
    VectorLogarithms.log1p(out, oo, out, oo, n);
  }

  /** The factor times the sum of the logarithm and what it lacks, with the operand's sign. */
  private static void sum(double factor, long sign, double[] out, int oo, double[] scratch, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector y =
          DoubleVector.fromArray(S, out, oo + i).add(DoubleVector.fromArray(S, scratch, i));
      y.mul(factor)
          .reinterpretAsLongs()
          .and(~sign)
          .or(DoubleVector.fromArray(S, scratch, TILE + i).reinterpretAsLongs().and(sign))
          .reinterpretAsDoubles()
          .intoArray(out, oo + i);
    }
  }

  private static void arcsinhTerms(
      double[] x, int xo, double[] z, int zo, double[] scratch, int n) {
    DoubleVector one = broadcast(S, 1.0);
    for (int i = 0; i < n; i += LANES) {
      DoubleVector a = DoubleVector.fromArray(S, x, xo + i).abs();
      VectorMask<Double> large = a.compare(VectorOperators.GT, LARGE);
      DoubleVector t = a.mul(a);
      DoubleVector tl = a.fma(a, t.neg());
      DoubleVector u = t.add(1.0);
      DoubleVector b = u.sub(t);
      DoubleVector ul = t.sub(u.sub(b)).add(one.sub(b)).add(tl);
      DoubleVector r = u.sqrt();
      DoubleVector rl = r.neg().fma(r, u).add(ul).div(r.add(r));
      DoubleVector d = r.add(1.0);
      DoubleVector dl = one.sub(d.sub(r)).add(rl);
      DoubleVector q = t.div(d);
      DoubleVector ql = q.neg().fma(d, t).add(tl.sub(q.mul(dl))).div(d);
      DoubleVector y = a.add(q);
      DoubleVector c = q.sub(y.sub(a)).add(ql).div(y.add(1.0));
      y.blend(a, large).intoArray(z, zo + i);
      c.blend(LN2, large).intoArray(scratch, i);
    }
  }

  private static void arccoshTerms(
      double[] x, int xo, double[] z, int zo, double[] scratch, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector a = DoubleVector.fromArray(S, x, xo + i);
      VectorMask<Double> large = a.compare(VectorOperators.GT, LARGE);
      DoubleVector p = a.mul(a);
      DoubleVector pl = a.fma(a, p.neg());
      DoubleVector w = p.sub(1.0);
      DoubleVector wl = p.sub(w).sub(1.0).add(pl);
      DoubleVector s = w.sqrt();
      DoubleVector sl =
          s.neg().fma(s, w).add(wl).div(s.add(s)).blend(0.0, s.compare(VectorOperators.EQ, 0.0));
      DoubleVector t = a.sub(1.0);
      DoubleVector tl = a.sub(t).sub(1.0);
      DoubleVector y = t.add(s);
      DoubleVector b = y.sub(s);
      DoubleVector c = s.sub(y.sub(b)).add(t.sub(b)).add(tl).add(sl).div(y.add(1.0));
      y.blend(a, large)
          .blend(Double.NaN, a.compare(VectorOperators.GE, 1.0).not())
          .intoArray(z, zo + i);
      c.blend(LN2, large).intoArray(scratch, i);
    }
  }

  private static void arctanhTerms(
      double[] x, int xo, double[] z, int zo, double[] scratch, int n) {
    DoubleVector one = broadcast(S, 1.0);
    for (int i = 0; i < n; i += LANES) {
      DoubleVector a = DoubleVector.fromArray(S, x, xo + i).abs();
      DoubleVector d = one.sub(a);
      DoubleVector dl = one.sub(d).sub(a);
      DoubleVector doubled = a.add(a);
      DoubleVector q = doubled.div(d);
      DoubleVector c =
          q.neg()
              .fma(d, doubled)
              .sub(q.mul(dl))
              .div(d)
              .div(q.add(1.0))
              .blend(0.0, d.compare(VectorOperators.EQ, 0.0));
      q.intoArray(z, zo + i);
      c.intoArray(scratch, i);
    }
  }

  private static void rest(
      DoubleUnaryOperator function, double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = function.applyAsDouble(x[xo + i]);
    }
  }
}
