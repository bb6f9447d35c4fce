package io.github.sparkndarray.kernel.math;

/**
 * Runs a function of doubles over floats: a tile is widened into a scratch that belongs to the
 * thread, computed in place, and rounded to float once.
 */
final class FloatTiles {
  private static final int TILE = 512;

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
    for (int i = 0; i < n; i++) {
      out[oo + i] = x[xo + i];
    }
  }

  private static void narrow(double[] x, float[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = (float) x[i];
    }
  }
}
