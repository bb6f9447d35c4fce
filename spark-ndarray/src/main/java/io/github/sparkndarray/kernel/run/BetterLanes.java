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
public final class BetterLanes {
  private static final int VECTORS = 4;

  private BetterLanes() {}

  /** How many values from {@code from} on are surely no better; some vectors at a time. */
  public static int passed(double[] x, int from, int n, double best, boolean max) {
    return Simd.isAvailable() ? Vectors.passed(x, from, n, best, max) : 0;
  }

  /** How many values from {@code from} on are surely no better. */
  public static int worse(double[] x, int from, int n, double best, boolean max) {
    int i = Simd.isAvailable() ? Vectors.worse(x, from, n, best, max) : 0;
    while (i < n && (max ? x[from + i] <= best : x[from + i] >= best)) {
      i++;
    }
    return i;
  }

  /** The best of some values, of which there is one at least. */
  public static double best(double[] x, int from, int n, boolean max) {
    return Simd.isAvailable() ? Vectors.best(x, from, n, max) : x[from + ofRest(x, from, n, max)];
  }

  /** Where the first of the best of some values is, counted from {@code from}. */
  static int firstBest(double[] x, int from, int n, boolean max) {
    double best = best(x, from, n, max);
    return Simd.isAvailable() && best == best
        ? Vectors.first(x, from, n, best)
        : ofRest(x, from, n, max);
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
  public static int passed(float[] x, int from, int n, float best, boolean max) {
    return Simd.isAvailable() ? Vectors.passed(x, from, n, best, max) : 0;
  }

  /** How many values from {@code from} on are surely no better. */
  public static int worse(float[] x, int from, int n, float best, boolean max) {
    int i = Simd.isAvailable() ? Vectors.worse(x, from, n, best, max) : 0;
    while (i < n && (max ? x[from + i] <= best : x[from + i] >= best)) {
      i++;
    }
    return i;
  }

  /** The best of some values, of which there is one at least. */
  public static float best(float[] x, int from, int n, boolean max) {
    return Simd.isAvailable() ? Vectors.best(x, from, n, max) : x[from + ofRest(x, from, n, max)];
  }

  /** Where the first of the best of some values is, counted from {@code from}. */
  static int firstBest(float[] x, int from, int n, boolean max) {
    float best = best(x, from, n, max);
    return Simd.isAvailable() && best == best
        ? Vectors.first(x, from, n, best)
        : ofRest(x, from, n, max);
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
        // Without a loop: a mask that goes round one is boxed.
        DoubleVector a = key(x, from + i, sign);
        DoubleVector b = key(x, from + i + Species.LANES_64, sign);
        DoubleVector c = key(x, from + i + 2 * Species.LANES_64, sign);
        DoubleVector d = key(x, from + i + 3 * Species.LANES_64, sign);
        VectorMask<Double> ab =
            a.compare(VectorOperators.GE, limit).and(b.compare(VectorOperators.GE, limit));
        VectorMask<Double> cd =
            c.compare(VectorOperators.GE, limit).and(d.compare(VectorOperators.GE, limit));
        if (!ab.and(cd).allTrue()) {
          break;
        }
      }
      return i;
    }

    static int worse(double[] x, int from, int n, double best, boolean max) {
      double sign = max ? -1 : 1;
      int i = passed(x, from, n, best, max);
      for (; i <= n - Species.LANES_64; i += Species.LANES_64) {
        VectorMask<Double> worse = key(x, from + i, sign).compare(VectorOperators.GE, best * sign);
        if (!worse.allTrue()) {
          return i + worse.not().firstTrue();
        }
      }
      return i;
    }

    static double best(double[] x, int from, int n, boolean max) {
      int whole = n & -Species.LANES_64;
      double rest =
          whole == n ? Double.NaN : x[from + whole + ofRest(x, from + whole, n - whole, max)];
      if (whole == 0) {
        return rest;
      }
      double sign = max ? -1 : 1;
      DoubleVector least = key(x, from, sign);
      DoubleVector other = key(x, from + whole - Species.LANES_64, sign);
      VectorMask<Double> numbers = least.compare(VectorOperators.EQ, least);
      numbers = numbers.and(other.compare(VectorOperators.EQ, other));
      // Two chains, as the next comparison would wait for the one before it.
      for (int i = Species.LANES_64; i < whole - Species.LANES_64; i += 2 * Species.LANES_64) {
        DoubleVector a = key(x, from + i, sign);
        DoubleVector b = key(x, from + i + Species.LANES_64, sign);
        least = least.blend(a, a.compare(VectorOperators.LT, least));
        other = other.blend(b, b.compare(VectorOperators.LT, other));
        numbers =
            numbers.and(a.compare(VectorOperators.EQ, a)).and(b.compare(VectorOperators.EQ, b));
      }
      least = least.blend(other, other.compare(VectorOperators.LT, least));
      double best = least.reduceLanes(VectorOperators.MIN) * sign;
      if (!numbers.allTrue()) {
        return Double.NaN;
      }
      return whole < n && isBetter(rest, best, max) ? rest : best;
    }

    static int first(double[] x, int from, int n, double value) {
      int i = 0;
      for (; i <= n - Species.LANES_64; i += Species.LANES_64) {
        VectorMask<Double> found =
            DoubleVector.fromArray(F64, x, from + i).compare(VectorOperators.EQ, value);
        if (found.anyTrue()) {
          return i + found.firstTrue();
        }
      }
      while (i < n && x[from + i] != value) {
        i++;
      }
      return i;
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
        // Without a loop: a mask that goes round one is boxed.
        FloatVector a = key(x, from + i, sign);
        FloatVector b = key(x, from + i + Species.LANES_32, sign);
        FloatVector c = key(x, from + i + 2 * Species.LANES_32, sign);
        FloatVector d = key(x, from + i + 3 * Species.LANES_32, sign);
        VectorMask<Float> ab =
            a.compare(VectorOperators.GE, limit).and(b.compare(VectorOperators.GE, limit));
        VectorMask<Float> cd =
            c.compare(VectorOperators.GE, limit).and(d.compare(VectorOperators.GE, limit));
        if (!ab.and(cd).allTrue()) {
          break;
        }
      }
      return i;
    }

    static int worse(float[] x, int from, int n, float best, boolean max) {
      float sign = max ? -1 : 1;
      int i = passed(x, from, n, best, max);
      for (; i <= n - Species.LANES_32; i += Species.LANES_32) {
        VectorMask<Float> worse = key(x, from + i, sign).compare(VectorOperators.GE, best * sign);
        if (!worse.allTrue()) {
          return i + worse.not().firstTrue();
        }
      }
      return i;
    }

    static float best(float[] x, int from, int n, boolean max) {
      int whole = n & -Species.LANES_32;
      float rest =
          whole == n ? Float.NaN : x[from + whole + ofRest(x, from + whole, n - whole, max)];
      if (whole == 0) {
        return rest;
      }
      float sign = max ? -1 : 1;
      FloatVector least = key(x, from, sign);
      FloatVector other = key(x, from + whole - Species.LANES_32, sign);
      VectorMask<Float> numbers = least.compare(VectorOperators.EQ, least);
      numbers = numbers.and(other.compare(VectorOperators.EQ, other));
      // Two chains, as the next comparison would wait for the one before it.
      for (int i = Species.LANES_32; i < whole - Species.LANES_32; i += 2 * Species.LANES_32) {
        FloatVector a = key(x, from + i, sign);
        FloatVector b = key(x, from + i + Species.LANES_32, sign);
        least = least.blend(a, a.compare(VectorOperators.LT, least));
        other = other.blend(b, b.compare(VectorOperators.LT, other));
        numbers =
            numbers.and(a.compare(VectorOperators.EQ, a)).and(b.compare(VectorOperators.EQ, b));
      }
      least = least.blend(other, other.compare(VectorOperators.LT, least));
      float best = least.reduceLanes(VectorOperators.MIN) * sign;
      if (!numbers.allTrue()) {
        return Float.NaN;
      }
      return whole < n && isBetter(rest, best, max) ? rest : best;
    }

    static int first(float[] x, int from, int n, float value) {
      int i = 0;
      for (; i <= n - Species.LANES_32; i += Species.LANES_32) {
        VectorMask<Float> found =
            FloatVector.fromArray(F32, x, from + i).compare(VectorOperators.EQ, value);
        if (found.anyTrue()) {
          return i + found.firstTrue();
        }
      }
      while (i < n && x[from + i] != value) {
        i++;
      }
      return i;
    }
  }
}
