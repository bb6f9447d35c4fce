package io.github.sparkndarray.kernel.run;

/**
 * Inner reductions whose accumulators are tiles: one step over a tile. Public for generated code.
 */
public final class InnerTiles {
  private InnerTiles() {}

  public static void add(double[] sum, double[] x, int at, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] += x[at + i];
    }
  }

  public static void add(float[] sum, float[] x, int at, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] += x[at + i];
    }
  }

  public static void add(long[] sum, long[] x, int at, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] += x[at + i];
    }
  }

  public static void add(int[] sum, int[] x, int at, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] += x[at + i];
    }
  }

  public static void multiply(double[] product, double[] x, int at, int n) {
    for (int i = 0; i < n; i++) {
      product[i] *= x[at + i];
    }
  }

  public static void multiply(float[] product, float[] x, int at, int n) {
    for (int i = 0; i < n; i++) {
      product[i] *= x[at + i];
    }
  }

  public static void multiply(long[] product, long[] x, int at, int n) {
    for (int i = 0; i < n; i++) {
      product[i] *= x[at + i];
    }
  }

  public static void multiply(int[] product, int[] x, int at, int n) {
    for (int i = 0; i < n; i++) {
      product[i] *= x[at + i];
    }
  }

  /** Adds a run to a part; the run starts anew. */
  public static void flush(double[] part, double[] run, int n) {
    for (int i = 0; i < n; i++) {
      part[i] += run[i];
      run[i] = 0;
    }
  }

  /** As {@link #flush(double[], double[], int)}. */
  public static void flush(float[] part, float[] run, int n) {
    for (int i = 0; i < n; i++) {
      part[i] += run[i];
      run[i] = 0;
    }
  }

  /** Adds a run to a sum and what that loses to {@code lost}; the run starts anew. */
  public static void flush(double[] sum, double[] lost, double[] run, int n) {
    for (int i = 0; i < n; i++) {
      double s = sum[i];
      double t = s + run[i];
      double z = t - s;
      lost[i] += (s - (t - z)) + (run[i] - z);
      sum[i] = t;
      run[i] = 0;
    }
  }

  /** As {@link #flush(double[], double[], double[], int)}. */
  public static void flush(float[] sum, float[] lost, float[] run, int n) {
    for (int i = 0; i < n; i++) {
      float s = sum[i];
      float t = s + run[i];
      float z = t - s;
      lost[i] += (s - (t - z)) + (run[i] - z);
      sum[i] = t;
      run[i] = 0;
    }
  }

  public static void total(double[] sum, double[] lost, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] = Sums.total(sum[i], lost[i]);
    }
  }

  public static void total(float[] sum, float[] lost, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] = Sums.total(sum[i], lost[i]);
    }
  }

  public static void minimum(double[] best, double[] x, int at, int n) {
    for (int i = 0; i < n; i++) {
      best[i] = Arithmetic.minimum(x[at + i], best[i]);
    }
  }

  public static void minimum(float[] best, float[] x, int at, int n) {
    for (int i = 0; i < n; i++) {
      best[i] = Arithmetic.minimum(x[at + i], best[i]);
    }
  }

  public static void minimum(long[] best, long[] x, int at, int n) {
    for (int i = 0; i < n; i++) {
      best[i] = Math.min(best[i], x[at + i]);
    }
  }

  public static void minimum(int[] best, int[] x, int at, int n) {
    for (int i = 0; i < n; i++) {
      best[i] = Math.min(best[i], x[at + i]);
    }
  }

  public static void minimum(boolean[] best, boolean[] x, int at, int n) {
    and(best, x, at, n);
  }

  public static void maximum(double[] best, double[] x, int at, int n) {
    for (int i = 0; i < n; i++) {
      best[i] = Arithmetic.maximum(x[at + i], best[i]);
    }
  }

  public static void maximum(float[] best, float[] x, int at, int n) {
    for (int i = 0; i < n; i++) {
      best[i] = Arithmetic.maximum(x[at + i], best[i]);
    }
  }

  public static void maximum(long[] best, long[] x, int at, int n) {
    for (int i = 0; i < n; i++) {
      best[i] = Math.max(best[i], x[at + i]);
    }
  }

  public static void maximum(int[] best, int[] x, int at, int n) {
    for (int i = 0; i < n; i++) {
      best[i] = Math.max(best[i], x[at + i]);
    }
  }

  public static void maximum(boolean[] best, boolean[] x, int at, int n) {
    or(best, x, at, n);
  }

  public static void or(boolean[] any, boolean[] x, int at, int n) {
    for (int i = 0; i < n; i++) {
      any[i] |= x[at + i];
    }
  }

  public static void and(boolean[] all, boolean[] x, int at, int n) {
    for (int i = 0; i < n; i++) {
      all[i] &= x[at + i];
    }
  }

  /** Notes where a value is better than the best so far; position 0 starts anew. */
  public static void track(
      double[] best, long[] where, double[] x, int at, int n, long position, boolean max) {
    for (int i = 0; i < n; i++) {
      double value = x[at + i];
      boolean better = best[i] == best[i] && (max ? !(value <= best[i]) : !(value >= best[i]));
      if (position == 0 || better) {
        best[i] = value;
        where[i] = position;
      }
    }
  }

  /** As {@link #track(double[], long[], double[], int, int, long, boolean)}. */
  public static void track(
      float[] best, long[] where, float[] x, int at, int n, long position, boolean max) {
    for (int i = 0; i < n; i++) {
      float value = x[at + i];
      boolean better = best[i] == best[i] && (max ? !(value <= best[i]) : !(value >= best[i]));
      if (position == 0 || better) {
        best[i] = value;
        where[i] = position;
      }
    }
  }

  /** As {@link #track(double[], long[], double[], int, int, long, boolean)}. */
  public static void track(
      long[] best, long[] where, long[] x, int at, int n, long position, boolean max) {
    for (int i = 0; i < n; i++) {
      if (position == 0 || (max ? x[at + i] > best[i] : x[at + i] < best[i])) {
        best[i] = x[at + i];
        where[i] = position;
      }
    }
  }

  /** As {@link #track(double[], long[], double[], int, int, long, boolean)}. */
  public static void track(
      int[] best, long[] where, int[] x, int at, int n, long position, boolean max) {
    for (int i = 0; i < n; i++) {
      if (position == 0 || (max ? x[at + i] > best[i] : x[at + i] < best[i])) {
        best[i] = x[at + i];
        where[i] = position;
      }
    }
  }

  /** As {@link #track(double[], long[], double[], int, int, long, boolean)}. */
  public static void track(
      boolean[] best, long[] where, boolean[] x, int at, int n, long position, boolean max) {
    for (int i = 0; i < n; i++) {
      if (position == 0 || (max ? x[at + i] & !best[i] : !x[at + i] & best[i])) {
        best[i] = x[at + i];
        where[i] = position;
      }
    }
  }
}
