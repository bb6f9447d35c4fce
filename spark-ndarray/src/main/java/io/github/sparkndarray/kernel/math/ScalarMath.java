package io.github.sparkndarray.kernel.math;

public final class ScalarMath {
  private ScalarMath() {}

  public static void sin(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Trigonometry.sin(x[xo + i]);
    }
  }

  public static void cos(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Trigonometry.cos(x[xo + i]);
    }
  }

  public static void tan(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Trigonometry.tan(x[xo + i]);
    }
  }

  public static void exp(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Exponentials.exp(x[xo + i]);
    }
  }

  public static void log(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Exponentials.log(x[xo + i]);
    }
  }

  public static void arcsin(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = InverseTrigonometry.arcsin(x[xo + i]);
    }
  }

  public static void arccos(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = InverseTrigonometry.arccos(x[xo + i]);
    }
  }

  public static void arctan(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = InverseTrigonometry.arctan(x[xo + i]);
    }
  }

  public static void arctan2(
      double[] y, int yo, double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = InverseTrigonometry.arctan2(y[yo + i], x[xo + i]);
    }
  }

  public static void hypot(
      double[] x, int xo, double[] y, int yo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Powers.hypot(x[xo + i], y[yo + i]);
    }
  }

  public static void pow(
      double[] x, int xo, double[] y, int yo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] = Powers.pow(x[xo + i], y[yo + i]);
    }
  }
}
