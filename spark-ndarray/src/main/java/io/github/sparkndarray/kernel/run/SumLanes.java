package io.github.sparkndarray.kernel.run;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/**
 * The accumulators of a run as vectors of whatever length the machine prefers. A run lies in the
 * nearest cache, so that passing over it again for the accumulators that do not fit costs little.
 */
final class SumLanes {
  /** The vectors of doubles and of floats that one pass adds to: enough to hide an addition. */
  private static final int VECTORS = 4;

  private static final int FLOAT_VECTORS = 2;

  private SumLanes() {}

  /** Whether the accumulators are a whole number of passes of vectors. */
  static boolean isAvailable() {
    return Simd.isAvailable() && Sums.WIDTH % (VECTORS * Simd.lanes64()) == 0;
  }

  /** Sums {@code n} elements, a multiple of {@link Sums#WIDTH}, into that many lanes. */
  static void add(double[] x, int at, int n, double[] lanes) {
    Vectors.add(x, at, n, lanes);
  }

  /** As {@link #add(double[], int, int, double[])}. */
  static void add(float[] x, int at, int n, float[] lanes) {
    Vectors.add(x, at, n, lanes);
  }

  /**
   * Adds a row to the sums of rows, perhaps with some elements past the row's end: arrays must have
   * room for them.
   */
  static void addRow(double[] x, int at, int n, double[] sums) {
    Vectors.addRow(x, at, n, sums);
  }

  /** As {@link #addRow(double[], int, int, double[])}. */
  static void addRow(float[] x, int at, int n, float[] sums) {
    Vectors.addRow(x, at, n, sums);
  }

  /**
   * Adds values to compensated sums; returns how many were, those that make whole vectors.
   *
   * @param from the first of the sums
   */
  static int compensate(double[] x, int n, double[] sums, double[] lost, int from) {
    return Vectors.compensate(x, n, sums, lost, from);
  }

  /**
   * Corrects means and sums of squared deviations by a row, perhaps with some elements past the
   * row's end: arrays must have room for them.
   *
   * @param weight one over the number of rows with this one
   * @param shifts what means are counted from
   */
  static void correct(
      double[] x, int at, int n, double weight, double[] shifts, double[] means, double[] squares) {
    Vectors.correct(x, at, n, weight, shifts, means, squares);
  }

  /** Apart, so that asking whether there are vectors does not load them. */
  private static final class Vectors {
    private static final int LANES = Species.LANES_64;
    private static final int FLOAT_LANES = Species.LANES_32;

    static void add(double[] x, int at, int n, double[] lanes) {
      for (int lane = 0; lane < Sums.WIDTH; lane += VECTORS * LANES) {
        pass(x, at + lane, at + n, lanes, lane);
      }
    }

    static void add(float[] x, int at, int n, float[] lanes) {
      for (int lane = 0; lane < Sums.WIDTH; lane += FLOAT_VECTORS * FLOAT_LANES) {
        pass(x, at + lane, at + n, lanes, lane);
      }
    }

    static void addRow(double[] x, int at, int n, double[] sums) {
      for (int i = 0; i < n; i += LANES) {
        DoubleVector sum = DoubleVector.fromArray(Species.F64, sums, i);
        sum.add(DoubleVector.fromArray(Species.F64, x, at + i)).intoArray(sums, i);
      }
    }

    static void addRow(float[] x, int at, int n, float[] sums) {
      for (int i = 0; i < n; i += FLOAT_LANES) {
        FloatVector sum = FloatVector.fromArray(Species.F32, sums, i);
        sum.add(FloatVector.fromArray(Species.F32, x, at + i)).intoArray(sums, i);
      }
    }

    static void correct(
        double[] x,
        int at,
        int n,
        double weight,
        double[] shifts,
        double[] means,
        double[] squares) {
      for (int i = 0; i < n; i += LANES) {
        DoubleVector shift = DoubleVector.fromArray(Species.F64, shifts, i);
        DoubleVector value = DoubleVector.fromArray(Species.F64, x, at + i).sub(shift);
        DoubleVector before = DoubleVector.fromArray(Species.F64, means, i);
        DoubleVector apart = value.sub(before);
        DoubleVector mean = before.add(apart.mul(weight));
        mean.intoArray(means, i);
        DoubleVector square = apart.mul(value.sub(mean));
        DoubleVector.fromArray(Species.F64, squares, i).add(square).intoArray(squares, i);
      }
    }

    static int compensate(double[] x, int n, double[] sums, double[] lost, int from) {
      int i = 0;
      for (; i + LANES <= n; i += LANES) {
        DoubleVector sum = DoubleVector.fromArray(Species.F64, sums, from + i);
        DoubleVector value = DoubleVector.fromArray(Species.F64, x, i);
        DoubleVector total = sum.add(value);
        DoubleVector ofValue = total.sub(sum);
        DoubleVector left = sum.sub(total.sub(ofValue)).add(value.sub(ofValue));
        total.intoArray(sums, from + i);
        DoubleVector.fromArray(Species.F64, lost, from + i).add(left).intoArray(lost, from + i);
      }
      return i;
    }

    private static void pass(double[] x, int from, int to, double[] lanes, int lane) {
      DoubleVector a = DoubleVector.broadcast(Species.F64, 0.0);
      DoubleVector b = a;
      DoubleVector c = a;
      DoubleVector d = a;
      for (int i = from; i < to; i += Sums.WIDTH) {
        a = a.add(DoubleVector.fromArray(Species.F64, x, i));
        b = b.add(DoubleVector.fromArray(Species.F64, x, i + LANES));
        c = c.add(DoubleVector.fromArray(Species.F64, x, i + 2 * LANES));
        d = d.add(DoubleVector.fromArray(Species.F64, x, i + 3 * LANES));
      }
      a.intoArray(lanes, lane);
      b.intoArray(lanes, lane + LANES);
      c.intoArray(lanes, lane + 2 * LANES);
      d.intoArray(lanes, lane + 3 * LANES);
    }

    private static void pass(float[] x, int from, int to, float[] lanes, int lane) {
      FloatVector a = FloatVector.broadcast(Species.F32, 0.0f);
      FloatVector b = a;
      for (int i = from; i < to; i += Sums.WIDTH) {
        a = a.add(FloatVector.fromArray(Species.F32, x, i));
        b = b.add(FloatVector.fromArray(Species.F32, x, i + FLOAT_LANES));
      }
      a.intoArray(lanes, lane);
      b.intoArray(lanes, lane + FLOAT_LANES);
    }
  }
}
