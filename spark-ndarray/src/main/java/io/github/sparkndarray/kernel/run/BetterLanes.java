package io.github.sparkndarray.kernel.run;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Passes over values that are no better than the best so far, and finds the best of some. A NaN is
 * better than any number.
 */
final class BetterLanes {
  private static final int VECTORS = 4;

  private BetterLanes() {}

  /** How many values from {@code from} on are surely no better; some vectors at a time. */
  static int passed(double[] x, int from, int n, double best, boolean max) {
    return Simd.isAvailable() ? Vectors.passed(x, from, n, best, max) : 0;
  }

  /** Where the first of the best of some values is, counted from {@code from}. */
  static int firstBest(double[] x, int from, int n, boolean max) {
    return Simd.isAvailable() ? Vectors.firstBest(x, from, n, max) : ofRest(x, from, n, max);
  }

  private static int ofRest(double[] x, int from, int n, boolean max) {
    int best = 0;
    for (int i = 1; i < n; i++) {
      if (isBetter(x[from + i], x[from + best], max)) {
        best = i;
      }
    }
    return best;
  }

  private static boolean isBetter(double x, double best, boolean max) {
    return best == best && (max ? !(x <= best) : !(x >= best));
  }

  /** How many values from {@code from} on are surely no better; some vectors at a time. */
  static int passed(float[] x, int from, int n, float best, boolean max) {
    return Simd.isAvailable() ? Vectors.passed(x, from, n, best, max) : 0;
  }

  /** Where the first of the best of some values is, counted from {@code from}. */
  static int firstBest(float[] x, int from, int n, boolean max) {
    return Simd.isAvailable() ? Vectors.firstBest(x, from, n, max) : ofRest(x, from, n, max);
  }

  private static int ofRest(float[] x, int from, int n, boolean max) {
    int best = 0;
    for (int i = 1; i < n; i++) {
      if (isBetter(x[from + i], x[from + best], max)) {
        best = i;
      }
    }
    return best;
  }

  private static boolean isBetter(float x, float best, boolean max) {
    return best == best && (max ? !(x <= best) : !(x >= best));
  }

  /**
   * Apart, so that asking whether there are vectors does not load them. The greatest is the least
   * of what has the other sign: which comparison a vector makes must be a constant.
   */
  private static final class Vectors {
    private static final VectorSpecies<Double> F64 = Species.F64;
    private static final VectorSpecies<Float> F32 = Species.F32;

    private static DoubleVector key(double[] x, int at, double sign) {
      return DoubleVector.fromArray(F64, x, at).mul(sign);
    }

    static int passed(double[] x, int from, int n, double best, boolean max) {
      double sign = max ? -1 : 1;
      DoubleVector limit = DoubleVector.broadcast(F64, best * sign);
      int step = VECTORS * Species.LANES_64;
      int i = 0;
      for (; i + step <= n; i += step) {
        VectorMask<Double> passed = key(x, from + i, sign).compare(VectorOperators.GE, limit);
        for (int v = 1; v < VECTORS; v++) {
          DoubleVector next = key(x, from + i + v * Species.LANES_64, sign);
          passed = passed.and(next.compare(VectorOperators.GE, limit));
        }
        if (!passed.allTrue()) {
          break;
        }
      }
      return i;
    }

    static int firstBest(double[] x, int from, int n, boolean max) {
      int whole = n & -Species.LANES_64;
      if (whole == 0) {
        return ofRest(x, from, n, max);
      }
      double sign = max ? -1 : 1;
      DoubleVector least = key(x, from, sign);
      VectorMask<Double> numbers = least.compare(VectorOperators.EQ, least);
      for (int i = Species.LANES_64; i < whole; i += Species.LANES_64) {
        DoubleVector next = key(x, from + i, sign);
        least = least.blend(next, next.compare(VectorOperators.LT, least));
        numbers = numbers.and(next.compare(VectorOperators.EQ, next));
      }
      if (!numbers.allTrue()) {
        return ofRest(x, from, n, max);
      }
      DoubleVector best = DoubleVector.broadcast(F64, least.reduceLanes(VectorOperators.MIN));
      int first = 0;
      VectorMask<Double> found = key(x, from, sign).compare(VectorOperators.EQ, best);
      while (!found.anyTrue()) {
        first += Species.LANES_64;
        found = key(x, from + first, sign).compare(VectorOperators.EQ, best);
      }
      first += found.firstTrue();
      int rest = whole + ofRest(x, from + whole, n - whole, max);
      return rest < n && isBetter(x[from + rest], x[from + first], max) ? rest : first;
    }

    private static FloatVector key(float[] x, int at, float sign) {
      return FloatVector.fromArray(F32, x, at).mul(sign);
    }

    static int passed(float[] x, int from, int n, float best, boolean max) {
      float sign = max ? -1 : 1;
      FloatVector limit = FloatVector.broadcast(F32, best * sign);
      int step = VECTORS * Species.LANES_32;
      int i = 0;
      for (; i + step <= n; i += step) {
        VectorMask<Float> passed = key(x, from + i, sign).compare(VectorOperators.GE, limit);
        for (int v = 1; v < VECTORS; v++) {
          FloatVector next = key(x, from + i + v * Species.LANES_32, sign);
          passed = passed.and(next.compare(VectorOperators.GE, limit));
        }
        if (!passed.allTrue()) {
          break;
        }
      }
      return i;
    }

    static int firstBest(float[] x, int from, int n, boolean max) {
      int whole = n & -Species.LANES_32;
      if (whole == 0) {
        return ofRest(x, from, n, max);
      }
      float sign = max ? -1 : 1;
      FloatVector least = key(x, from, sign);
      VectorMask<Float> numbers = least.compare(VectorOperators.EQ, least);
      for (int i = Species.LANES_32; i < whole; i += Species.LANES_32) {
        FloatVector next = key(x, from + i, sign);
        least = least.blend(next, next.compare(VectorOperators.LT, least));
        numbers = numbers.and(next.compare(VectorOperators.EQ, next));
      }
      if (!numbers.allTrue()) {
        return ofRest(x, from, n, max);
      }
      FloatVector best = FloatVector.broadcast(F32, least.reduceLanes(VectorOperators.MIN));
      int first = 0;
      VectorMask<Float> found = key(x, from, sign).compare(VectorOperators.EQ, best);
      while (!found.anyTrue()) {
        first += Species.LANES_32;
        found = key(x, from + first, sign).compare(VectorOperators.EQ, best);
      }
      first += found.firstTrue();
      int rest = whole + ofRest(x, from + whole, n - whole, max);
      return rest < n && isBetter(x[from + rest], x[from + first], max) ? rest : first;
    }
  }
}
