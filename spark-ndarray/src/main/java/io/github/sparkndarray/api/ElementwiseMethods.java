package io.github.sparkndarray.api;

import io.github.sparkndarray.expr.ElementwiseFunctions;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import java.util.List;

/** Elementwise functions of arrays. */
abstract class ElementwiseMethods extends ArithmeticMethods {
  // Elementwise functions.

  public NDArray abs() {
    return apply(Operator.ABSOLUTE);
  }

  public NDArray sqrt() {
    return apply(Operator.SQRT);
  }

  public NDArray cbrt() {
    return apply(Operator.CBRT);
  }

  public NDArray square() {
    return apply(Operator.SQUARE);
  }

  public NDArray exp() {
    return apply(Operator.EXP);
  }

  /** e<sup>x</sup> - 1, exact to the last places near zero. */
  public NDArray expm1() {
    return apply(Operator.EXPM1);
  }

  public NDArray log() {
    return apply(Operator.LOG);
  }

  /** log (1 + x), exact to the last places near zero. */
  public NDArray log1p() {
    return apply(Operator.LOG1P);
  }

  public NDArray log2() {
    return apply(Operator.LOG2);
  }

  public NDArray log10() {
    return apply(Operator.LOG10);
  }

  public NDArray sin() {
    return apply(Operator.SIN);
  }

  public NDArray cos() {
    return apply(Operator.COS);
  }

  public NDArray tan() {
    return apply(Operator.TAN);
  }

  public NDArray sinh() {
    return apply(Operator.SINH);
  }

  public NDArray cosh() {
    return apply(Operator.COSH);
  }

  public NDArray tanh() {
    return apply(Operator.TANH);
  }

  public NDArray asin() {
    return apply(Operator.ARCSIN);
  }

  public NDArray acos() {
    return apply(Operator.ARCCOS);
  }

  public NDArray atan() {
    return apply(Operator.ARCTAN);
  }

  /** The angle of the points (other, this), in radians. */
  public NDArray atan2(NDArray other) {
    return apply(Operator.ARCTAN2, Arguments.expr(other));
  }

  public NDArray hypot(NDArray other) {
    return apply(Operator.HYPOT, Arguments.expr(other));
  }

  public NDArray floor() {
    return apply(Operator.FLOOR);
  }

  public NDArray ceil() {
    return apply(Operator.CEIL);
  }

  public NDArray isnan() {
    return apply(Operator.ISNAN);
  }

  public NDArray isfinite() {
    return apply(Operator.ISFINITE);
  }

  /** Inverse hyperbolic sine. */
  public NDArray asinh() {
    return apply(Operator.ARCSINH);
  }

  /** Inverse hyperbolic cosine; NaN below 1. */
  public NDArray acosh() {
    return apply(Operator.ARCCOSH);
  }

  /** Inverse hyperbolic tangent; NaN outside [-1, 1]. */
  public NDArray atanh() {
    return apply(Operator.ARCTANH);
  }

  /** Towards zero. */
  public NDArray trunc() {
    return apply(Operator.TRUNC);
  }

  /** -1, 0 or 1; NaN of NaN. */
  public NDArray sign() {
    return apply(Operator.SIGN);
  }

  /** Whether the sign is set, also of -0.0. */
  public NDArray signbit() {
    return apply(Operator.SIGNBIT);
  }

  public NDArray isinf() {
    return apply(Operator.ISINF);
  }

  /** 1 / x; truncated for integers. */
  public NDArray reciprocal() {
    return apply(Operator.RECIPROCAL);
  }

  public NDArray positive() {
    return apply(Operator.POSITIVE);
  }

  /** These magnitudes with the other array's signs. */
  public NDArray copysign(NDArray other) {
    return apply(Operator.COPYSIGN, Arguments.expr(other));
  }

  /** The next number towards the other. */
  public NDArray nextafter(NDArray other) {
    return apply(Operator.NEXTAFTER, Arguments.expr(other));
  }

  /** The lesser; a number beside NaN. */
  public NDArray fmin(NDArray other) {
    return apply(Operator.FMIN, Arguments.expr(other));
  }

  /** The greater; a number beside NaN. */
  public NDArray fmax(NDArray other) {
    return apply(Operator.FMAX, Arguments.expr(other));
  }

  /** C's remainder, which has the dividend's sign. */
  public NDArray fmod(NDArray other) {
    return apply(Operator.FMOD, Arguments.expr(other));
  }

  /** 0 below zero, 1 above, the other array at zero. */
  public NDArray heaviside(NDArray other) {
    return apply(Operator.HEAVISIDE, Arguments.expr(other));
  }

  /** The greatest common divisor. */
  public NDArray gcd(NDArray other) {
    return apply(Operator.GCD, Arguments.expr(other));
  }

  /** The least common multiple. */
  public NDArray lcm(NDArray other) {
    return apply(Operator.LCM, Arguments.expr(other));
  }

  /** {@code log(exp(x) + exp(y))} without overflow. */
  public NDArray logaddexp(NDArray other) {
    return with(ElementwiseFunctions.logAddExp(expr(), Arguments.expr(other)));
  }

  /** The real parts; of real numbers they themselves. */
  public NDArray real() {
    return with(ElementwiseFunctions.real(expr()));
  }

  /** The imaginary parts; of real numbers zeros. */
  public NDArray imag() {
    return with(ElementwiseFunctions.imag(expr()));
  }

  /** The complex conjugates; of real numbers they themselves. */
  public NDArray conj() {
    return with(ElementwiseFunctions.conjugate(expr()));
  }

  /** The angles in the complex plane, in radians. */
  public NDArray angle() {
    return with(ElementwiseFunctions.angle(expr()));
  }

  /** No less than the lower and no more than the upper bound. */
  public NDArray clip(double lower, double upper) {
    return with(ElementwiseFunctions.clip(expr(), PythonScalar.of(lower), PythonScalar.of(upper)));
  }

  /** As {@link #clip(double, double)}, with bounds that are broadcast. */
  public NDArray clip(NDArray lower, NDArray upper) {
    return with(ElementwiseFunctions.clip(expr(), Arguments.expr(lower), Arguments.expr(upper)));
  }

  /** To the nearest integer, ties to even. */
  public NDArray round() {
    return round(0);
  }

  /** To the nearest multiple of 10<sup>-decimals</sup>, ties to even. */
  public NDArray round(int decimals) {
    return with(ElementwiseFunctions.round(expr(), decimals));
  }

  /** {@code floorDivide} and {@code remainder}. */
  public List<NDArray> divmod(NDArray other) {
    return List.of(
        apply(Operator.FLOOR_DIVIDE, Arguments.expr(other)),
        apply(Operator.REMAINDER, Arguments.expr(other)));
  }

  /** 0 for NaN, and the dtype's greatest and least numbers for infinities. */
  public NDArray nanToNum() {
    return with(ElementwiseFunctions.nanToNum(expr(), PythonScalar.of(0.0), null, null));
  }

  /** Degrees as radians. */
  public NDArray degToRad() {
    return with(ElementwiseFunctions.radians(expr()));
  }

  /** Radians as degrees. */
  public NDArray radToDeg() {
    return with(ElementwiseFunctions.degrees(expr()));
  }

  /** 2<sup>x</sup>. */
  public NDArray exp2() {
    return with(ElementwiseFunctions.exp2(expr()));
  }

  /** sin (πx) / (πx), and 1 at 0. */
  public NDArray sinc() {
    return with(ElementwiseFunctions.sinc(expr()));
  }
}
