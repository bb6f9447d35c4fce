package io.github.sparkndarray.kernel.math;

public final class VectorMath {
  private VectorMath() {}

  public static void sin(double[] x, int xo, double[] out, int oo, int n) {
    VectorTrigonometry.sin(x, xo, out, oo, n);
  }

  public static void cos(double[] x, int xo, double[] out, int oo, int n) {
    VectorTrigonometry.cos(x, xo, out, oo, n);
  }

  public static void tan(double[] x, int xo, double[] out, int oo, int n) {
    VectorTrigonometry.tan(x, xo, out, oo, n);
  }

  public static void exp(double[] x, int xo, double[] out, int oo, int n) {
    VectorExponentials.exp(x, xo, out, oo, n);
  }

  public static void log(double[] x, int xo, double[] out, int oo, int n) {
    VectorExponentials.log(x, xo, out, oo, n);
  }

  public static void arcsin(double[] x, int xo, double[] out, int oo, int n) {
    VectorInverseTrigonometry.arcsin(x, xo, out, oo, n);
  }

  public static void arccos(double[] x, int xo, double[] out, int oo, int n) {
    VectorInverseTrigonometry.arccos(x, xo, out, oo, n);
  }

  public static void arctan(double[] x, int xo, double[] out, int oo, int n) {
    VectorInverseTrigonometry.arctan(x, xo, out, oo, n);
  }

  public static void arctan2(
      double[] y, int yo, double[] x, int xo, double[] out, int oo, int n) {
    VectorInverseTrigonometry.arctan2(y, yo, x, xo, out, oo, n);
  }

  public static void hypot(
      double[] x, int xo, double[] y, int yo, double[] out, int oo, int n) {
    VectorPowers.hypot(x, xo, y, yo, out, oo, n);
  }

  public static void pow(
      double[] x, int xo, double[] y, int yo, double[] out, int oo, int n) {
    VectorPowers.pow(x, xo, y, yo, out, oo, n);
  }
}
