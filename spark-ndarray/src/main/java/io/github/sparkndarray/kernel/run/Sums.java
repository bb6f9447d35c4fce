package io.github.sparkndarray.kernel.run;

import java.util.Arrays;

/**
 * The arithmetic of floating sums, the same whatever the hardware. A run of elements goes to
 * {@value #WIDTH} accumulators in turn, which a fixed tree adds up; runs are added with Neumaier's
 * compensation. Accumulators start at 0.0: as in NumPy no sum is -0.0.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Kahan_summation_algorithm">Neumaier's sum</a>
 */
public final class Sums {
  /** The number of accumulators, a multiple of every vector length in use. */
  public static final int WIDTH = 32;

  /** The elements of a run: sixteen for each accumulator. */
  public static final int RUN = 16 * WIDTH;

  /** The elements of a run where sums go over rows, or over an inner axis: one accumulator each. */
  public static final int ROW_RUN = 32;

  /** Elements of an inner axis that are summed before what is lost is kept. */
  public static final int PART = 16 * ROW_RUN;

  private Sums() {}

  /** The sum of one run of at most {@link #RUN} elements. */
  static double run(double[] x, int at, int n, double[] lanes) {
    int whole = n & -WIDTH;
    if (SumLanes.isAvailable() && whole > 0) {
      SumLanes.add(x, at, whole, lanes);
    } else {
      Arrays.fill(lanes, 0);
      for (int i = 0; i < whole; i += WIDTH) {
        for (int lane = 0; lane < WIDTH; lane++) {
          lanes[lane] += x[at + i + lane];
        }
      }
    }
    for (int i = whole; i < n; i++) {
      lanes[i & (WIDTH - 1)] += x[at + i];
    }
    return tree(lanes);
  }

  /** The sum of one run of at most {@link #RUN} elements, in float32 but for the tree. */
  static double run(float[] x, int at, int n, float[] narrow, double[] lanes) {
    int whole = n & -WIDTH;
    if (SumLanes.isAvailable() && whole > 0) {
      SumLanes.add(x, at, whole, narrow);
    } else {
      Arrays.fill(narrow, 0);
      for (int i = 0; i < whole; i += WIDTH) {
        for (int lane = 0; lane < WIDTH; lane++) {
          narrow[lane] += x[at + i + lane];
        }
      }
    }
    for (int i = whole; i < n; i++) {
      narrow[i & (WIDTH - 1)] += x[at + i];
    }
    return tree(narrow, lanes);
  }

  /**
   * As {@link #tree(double[])}, of float32 accumulators.
   *
   * @param lanes is used
   */
  static double tree(float[] narrow, double[] lanes) {
    for (int lane = 0; lane < WIDTH; lane++) {
      lanes[lane] = narrow[lane];
    }
    return tree(lanes);
  }

  /** Adds the last elements of a run, fewer than {@link #WIDTH}. */
  public static void addRest(double[] x, int at, int n, double[] lanes) {
    for (int i = 0; i < n; i++) {
      lanes[i] += x[at + i];
    }
  }

  /** As {@link #addRest(double[], int, int, double[])}. */
  public static void addRest(float[] x, int at, int n, float[] lanes) {
    for (int i = 0; i < n; i++) {
      lanes[i] += x[at + i];
    }
  }

  /** The sum of a run's accumulators, which are used up. */
  static double tree(double[] lanes) {
    for (int half = WIDTH / 2; half > 0; half /= 2) {
      for (int lane = 0; lane < half; lane++) {
        lanes[lane] += lanes[lane + half];
      }
    }
    return lanes[0];
  }

  /** A sum with its compensation; infinities and NaN are the plain sum's. */
  public static double total(double sum, double compensation) {
    return compensation == 0 || sum - sum != 0 ? sum : sum + compensation;
  }

  /** As {@link #total(double, double)}. */
  public static float total(float sum, float compensation) {
    return compensation == 0 || sum - sum != 0 ? sum : sum + compensation;
  }
}
