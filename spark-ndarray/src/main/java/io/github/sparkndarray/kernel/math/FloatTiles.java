package io.github.sparkndarray.kernel.math;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Runs a function of doubles over floats: a tile is widened into a scratch that belongs to the
 * thread, computed in place, and rounded to float once.
 */
final class FloatTiles {
  private static final int TILE = 512;

  private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
  private static final int FLOATS = F.length();
  private static final int DOUBLES = D.length();

  /** Two operands; the result replaces the first. */
  private static final ThreadLocal<double[]> SCRATCH =
      ThreadLocal.withInitial(() -> new double[2 * TILE]);

  interface Unary {
    void apply(double[] x, int xo, double[] out, int oo, int n);
  }

  interface Binary {
    void apply(double[] x, int xo, double[] y, int yo, double[] out, int oo, int n);
  }

  private FloatTiles() {}

  static void apply(Unary function, float[] x, int xo, float[] out, int oo, int n) {
    double[] scratch = SCRATCH.get();
    for (int i = 0; i < n; i += TILE) {
      int m = Math.min(TILE, n - i);
      widen(x, xo + i, scratch, 0, m);
      function.apply(scratch, 0, scratch, 0, m);
      narrow(scratch, out, oo + i, m);
    }
  }

  static void apply(
      Binary function, float[] x, int xo, float[] y, int yo, float[] out, int oo, int n) {
    double[] scratch = SCRATCH.get();
    for (int i = 0; i < n; i += TILE) {
      int m = Math.min(TILE, n - i);
      widen(x, xo + i, scratch, 0, m);
      widen(y, yo + i, scratch, TILE, m);
      function.apply(scratch, 0, scratch, TILE, scratch, 0, m);
      narrow(scratch, out, oo + i, m);
    }
  }

  private static void widen(float[] x, int xo, double[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - FLOATS; i += FLOATS) {
      FloatVector v = FloatVector.fromArray(F, x, xo + i);
      ((DoubleVector) v.convertShape(VectorOperators.F2D, D, 0)).intoArray(out, oo + i);
      ((DoubleVector) v.convertShape(VectorOperators.F2D, D, 1)).intoArray(out, oo + i + DOUBLES);
    }
    for (; i < n; i++) {
      out[oo + i] = x[xo + i];
    }
  }

  private static void narrow(double[] x, float[] out, int oo, int n) {
    int i = 0;
    for (; i <= n - FLOATS; i += FLOATS) {
      DoubleVector lower = DoubleVector.fromArray(D, x, i);
      DoubleVector upper = DoubleVector.fromArray(D, x, i + DOUBLES);
      // Each half is zero where the other one is.
      IntVector bits =
          ((FloatVector) lower.convertShape(VectorOperators.D2F, F, 0)).reinterpretAsInts();
      bits.or(((FloatVector) upper.convertShape(VectorOperators.D2F, F, -1)).reinterpretAsInts())
          .reinterpretAsFloats()
          .intoArray(out, oo + i);
    }
    for (; i < n; i++) {
      out[oo + i] = (float) x[i];
    }
  }
}
