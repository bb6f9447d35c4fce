package io.github.sparkndarray.kernel.run;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/** The sixteen accumulators of a run as vectors. */
final class SumLanes {
  static final boolean AVAILABLE = Simd.lanes64() >= 4;

  private SumLanes() {}

  /** Sums {@code n} elements, a multiple of sixteen, into sixteen lanes. */
  static void add(double[] x, int at, int n, double[] lanes) {
    Vectors.add(x, at, n, lanes);
  }

  /** As {@link #add(double[], int, int, double[])}. */
  static void add(float[] x, int at, int n, float[] lanes) {
    Vectors.add(x, at, n, lanes);
  }

  /** Apart, so that asking whether there are vectors does not load them. */
  private static final class Vectors {
    static void add(double[] x, int at, int n, double[] lanes) {
      var species = DoubleVector.SPECIES_256;
      DoubleVector a = DoubleVector.broadcast(species, -0.0);
      DoubleVector b = a;
      DoubleVector c = a;
      DoubleVector d = a;
      for (int i = 0; i < n; i += 16) {
        a = a.add(DoubleVector.fromArray(species, x, at + i));
        b = b.add(DoubleVector.fromArray(species, x, at + i + 4));
        c = c.add(DoubleVector.fromArray(species, x, at + i + 8));
        d = d.add(DoubleVector.fromArray(species, x, at + i + 12));
      }
      a.intoArray(lanes, 0);
      b.intoArray(lanes, 4);
      c.intoArray(lanes, 8);
      d.intoArray(lanes, 12);
    }

    static void add(float[] x, int at, int n, float[] lanes) {
      var species = FloatVector.SPECIES_256;
      FloatVector a = FloatVector.broadcast(species, -0.0f);
      FloatVector b = a;
      for (int i = 0; i < n; i += 16) {
        a = a.add(FloatVector.fromArray(species, x, at + i));
        b = b.add(FloatVector.fromArray(species, x, at + i + 8));
      }
      a.intoArray(lanes, 0);
      b.intoArray(lanes, 8);
    }
  }
}
