package io.github.sparkndarray.kernel.run;

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

  /**
   * How long the parts are in which an inner axis is summed: whole runs, and where there are
   * several about equally many in each.
   */
  public static int part(int extent) {
    return extent <= PART ? PART : (int) part(extent, PART);
  }

  /** As {@link #part(int)}, of parts that have at most so many elements. */
  static long part(long extent, long most) {
    if (extent <= most) {
      return extent;
    }
    long parts = (extent + most - 1) / Math.max(1, most);
    long runs = (extent + parts * ROW_RUN - 1) / (parts * ROW_RUN);
    return Math.min(most, runs * ROW_RUN);
  }

  /** The sum of one run of at most {@link #RUN} elements. */
  static double run(double[] x, int at, int n, double[] lanes) {
    int whole = n & -WIDTH;
    if (SumLanes.isAvailable() && whole > 0) {
      SumLanes.add(x, at, whole, lanes);
    } else {
      addWhole(x, at, whole, lanes);
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
      addWhole(x, at, whole, narrow);
    }
    for (int i = whole; i < n; i++) {
      narrow[i & (WIDTH - 1)] += x[at + i];
    }
    return tree(narrow, lanes);
  }

  /**
   * The accumulators of whole widths. Eight at a time stay in registers: a loop over all of them
   * would add to memory, and wait for it.
   */
  private static void addWhole(double[] x, int at, int whole, double[] lanes) {
    for (int lane = 0; lane < WIDTH; lane += 8) {
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      double s4 = 0;
      double s5 = 0;
      double s6 = 0;
      double s7 = 0;
      for (int i = at + lane; i < at + whole; i += WIDTH) {
        s0 += x[i];
        s1 += x[i + 1];
        s2 += x[i + 2];
        s3 += x[i + 3];
        s4 += x[i + 4];
        s5 += x[i + 5];
        s6 += x[i + 6];
        s7 += x[i + 7];
      }
      lanes[lane] = s0;
      lanes[lane + 1] = s1;
      lanes[lane + 2] = s2;
      lanes[lane + 3] = s3;
      lanes[lane + 4] = s4;
      lanes[lane + 5] = s5;
      lanes[lane + 6] = s6;
      lanes[lane + 7] = s7;
    }
  }

  /** As {@link #addWhole(double[], int, int, double[])}. */
  private static void addWhole(float[] x, int at, int whole, float[] narrow) {
    for (int lane = 0; lane < WIDTH; lane += 8) {
      float s0 = 0;
      float s1 = 0;
      float s2 = 0;
      float s3 = 0;
      float s4 = 0;
      float s5 = 0;
      float s6 = 0;
      float s7 = 0;
      for (int i = at + lane; i < at + whole; i += WIDTH) {
        s0 += x[i];
        s1 += x[i + 1];
        s2 += x[i + 2];
        s3 += x[i + 3];
        s4 += x[i + 4];
        s5 += x[i + 5];
        s6 += x[i + 6];
        s7 += x[i + 7];
      }
      narrow[lane] = s0;
      narrow[lane + 1] = s1;
      narrow[lane + 2] = s2;
      narrow[lane + 3] = s3;
      narrow[lane + 4] = s4;
      narrow[lane + 5] = s5;
      narrow[lane + 6] = s6;
      narrow[lane + 7] = s7;
    }
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
