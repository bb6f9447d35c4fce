package io.github.sparkndarray.kernel.math;

/** The functions of {@link ScalarMath} at one point. */
public final class PointMath {
  private PointMath() {}

  public static double sin(double x) {
    double[] at = {x};
    ScalarMath.sin(at, 0, at, 0, 1);
    return at[0];
  }

  public static double cos(double x) {
    double[] at = {x};
    ScalarMath.cos(at, 0, at, 0, 1);
    return at[0];
  }

  public static double tan(double x) {
    double[] at = {x};
    ScalarMath.tan(at, 0, at, 0, 1);
    return at[0];
  }

  public static double exp(double x) {
    double[] at = {x};
    ScalarMath.exp(at, 0, at, 0, 1);
    return at[0];
  }

  public static double expm1(double x) {
    double[] at = {x};
    ScalarMath.expm1(at, 0, at, 0, 1);
    return at[0];
  }

  public static double log(double x) {
    double[] at = {x};
    ScalarMath.log(at, 0, at, 0, 1);
    return at[0];
  }

  public static double log1p(double x) {
    double[] at = {x};
    ScalarMath.log1p(at, 0, at, 0, 1);
    return at[0];
  }

  public static double log2(double x) {
    double[] at = {x};
    ScalarMath.log2(at, 0, at, 0, 1);
    return at[0];
  }

  public static double log10(double x) {
    double[] at = {x};
    ScalarMath.log10(at, 0, at, 0, 1);
    return at[0];
  }

  public static double cbrt(double x) {
    double[] at = {x};
    ScalarMath.cbrt(at, 0, at, 0, 1);
    return at[0];
  }

  public static double sinh(double x) {
    double[] at = {x};
    ScalarMath.sinh(at, 0, at, 0, 1);
    return at[0];
  }

  public static double cosh(double x) {
    double[] at = {x};
    ScalarMath.cosh(at, 0, at, 0, 1);
    return at[0];
  }

  public static double tanh(double x) {
    double[] at = {x};
    ScalarMath.tanh(at, 0, at, 0, 1);
    return at[0];
  }

  public static double arcsin(double x) {
    double[] at = {x};
    ScalarMath.arcsin(at, 0, at, 0, 1);
    return at[0];
  }

  public static double arccos(double x) {
    double[] at = {x};
    ScalarMath.arccos(at, 0, at, 0, 1);
    return at[0];
  }

  public static double arctan(double x) {
    double[] at = {x};
    ScalarMath.arctan(at, 0, at, 0, 1);
    return at[0];
  }

  public static double arcsinh(double x) {
    double[] at = {x};
    ScalarMath.arcsinh(at, 0, at, 0, 1);
    return at[0];
  }

  public static double arccosh(double x) {
    double[] at = {x};
    ScalarMath.arccosh(at, 0, at, 0, 1);
    return at[0];
  }

  public static double arctanh(double x) {
    double[] at = {x};
    ScalarMath.arctanh(at, 0, at, 0, 1);
    return at[0];
  }

  public static double arctan2(double x, double y) {
    double[] at = {x};
    ScalarMath.arctan2(at, 0, new double[] {y}, 0, at, 0, 1);
    return at[0];
  }

  public static double hypot(double x, double y) {
    double[] at = {x};
    ScalarMath.hypot(at, 0, new double[] {y}, 0, at, 0, 1);
    return at[0];
  }

  public static double pow(double x, double y) {
    double[] at = {x};
    ScalarMath.pow(at, 0, new double[] {y}, 0, at, 0, 1);
    return at[0];
  }

  public static float sin(float x) {
    float[] at = {x};
    ScalarMath.sin(at, 0, at, 0, 1);
    return at[0];
  }

  public static float cos(float x) {
    float[] at = {x};
    ScalarMath.cos(at, 0, at, 0, 1);
    return at[0];
  }

  public static float tan(float x) {
    float[] at = {x};
    ScalarMath.tan(at, 0, at, 0, 1);
    return at[0];
  }

  public static float exp(float x) {
    float[] at = {x};
    ScalarMath.exp(at, 0, at, 0, 1);
    return at[0];
  }

  public static float expm1(float x) {
    float[] at = {x};
    ScalarMath.expm1(at, 0, at, 0, 1);
    return at[0];
  }

  public static float log(float x) {
    float[] at = {x};
    ScalarMath.log(at, 0, at, 0, 1);
    return at[0];
  }

  public static float log1p(float x) {
    float[] at = {x};
    ScalarMath.log1p(at, 0, at, 0, 1);
    return at[0];
  }

  public static float log2(float x) {
    float[] at = {x};
    ScalarMath.log2(at, 0, at, 0, 1);
    return at[0];
  }

  public static float log10(float x) {
    float[] at = {x};
    ScalarMath.log10(at, 0, at, 0, 1);
    return at[0];
  }

  public static float cbrt(float x) {
    float[] at = {x};
    ScalarMath.cbrt(at, 0, at, 0, 1);
    return at[0];
  }

  public static float sinh(float x) {
    float[] at = {x};
    ScalarMath.sinh(at, 0, at, 0, 1);
    return at[0];
  }

  public static float cosh(float x) {
    float[] at = {x};
    ScalarMath.cosh(at, 0, at, 0, 1);
    return at[0];
  }

  public static float tanh(float x) {
    float[] at = {x};
    ScalarMath.tanh(at, 0, at, 0, 1);
    return at[0];
  }

  public static float arcsin(float x) {
    float[] at = {x};
    ScalarMath.arcsin(at, 0, at, 0, 1);
    return at[0];
  }

  public static float arccos(float x) {
    float[] at = {x};
    ScalarMath.arccos(at, 0, at, 0, 1);
    return at[0];
  }

  public static float arctan(float x) {
    float[] at = {x};
    ScalarMath.arctan(at, 0, at, 0, 1);
    return at[0];
  }

  public static float arcsinh(float x) {
    float[] at = {x};
    ScalarMath.arcsinh(at, 0, at, 0, 1);
    return at[0];
  }

  public static float arccosh(float x) {
    float[] at = {x};
    ScalarMath.arccosh(at, 0, at, 0, 1);
    return at[0];
  }

  public static float arctanh(float x) {
    float[] at = {x};
    ScalarMath.arctanh(at, 0, at, 0, 1);
    return at[0];
  }

  public static float arctan2(float x, float y) {
    float[] at = {x};
    ScalarMath.arctan2(at, 0, new float[] {y}, 0, at, 0, 1);
    return at[0];
  }

  public static float hypot(float x, float y) {
    float[] at = {x};
    ScalarMath.hypot(at, 0, new float[] {y}, 0, at, 0, 1);
    return at[0];
  }

  public static float pow(float x, float y) {
    float[] at = {x};
    ScalarMath.pow(at, 0, new float[] {y}, 0, at, 0, 1);
    return at[0];
  }
}
