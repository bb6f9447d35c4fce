package io.github.sparkndarray.kernel.run;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Passes over values that are no better than the best so far. */
final class BetterLanes {
  private static final int VECTORS = 4;

  private BetterLanes() {}

  /** How many values from {@code from} on are surely no better; some vectors at a time. */
  static int passed(double[] x, int from, int n, double best, boolean max) {
    return Simd.isAvailable() ? Vectors.passed(x, from, n, best, max) : 0;
  }

  /** As {@link #passed(double[], int, int, double, boolean)}. */
  static int passed(float[] x, int from, int n, float best, boolean max) {
    return Simd.isAvailable() ? Vectors.passed(x, from, n, best, max) : 0;
  }

  /** Apart, so that asking whether there are vectors does not load them. */
  private static final class Vectors {
    private static final VectorSpecies<Double> F64 = Species.F64;
    private static final VectorSpecies<Float> F32 = Species.F32;

    static int passed(double[] x, int from, int n, double best, boolean max) {
      VectorOperators.Comparison worse = max ? VectorOperators.LE : VectorOperators.GE;
      DoubleVector limit = DoubleVector.broadcast(F64, best);
      int step = VECTORS * Species.LANES_64;
      int i = 0;
      for (; i + step <= n; i += step) {
        VectorMask<Double> passed = DoubleVector.fromArray(F64, x, from + i).compare(worse, limit);
        for (int v = 1; v < VECTORS; v++) {
          int at = from + i + v * Species.LANES_64;
          passed = passed.and(DoubleVector.fromArray(F64, x, at).compare(worse, limit));
        }
        if (!passed.allTrue()) {
          break;
        }
      }
      return i;
    }

    static int passed(float[] x, int from, int n, float best, boolean max) {
      VectorOperators.Comparison worse = max ? VectorOperators.LE : VectorOperators.GE;
      FloatVector limit = FloatVector.broadcast(F32, best);
      int step = VECTORS * Species.LANES_32;
      int i = 0;
      for (; i + step <= n; i += step) {
        VectorMask<Float> passed = FloatVector.fromArray(F32, x, from + i).compare(worse, limit);
        for (int v = 1; v < VECTORS; v++) {
          int at = from + i + v * Species.LANES_32;
          passed = passed.and(FloatVector.fromArray(F32, x, at).compare(worse, limit));
        }
        if (!passed.allTrue()) {
          break;
        }
      }
      return i;
    }
  }
}
