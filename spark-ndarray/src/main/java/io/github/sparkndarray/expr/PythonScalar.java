package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.dtype.DType.Kind;
import io.github.sparkndarray.dtype.WeakKind;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;

/**
 * A Python {@code bool}, {@code int} or {@code float}: weak in promotion (NEP 50).
 *
 * @param kind which of the three
 * @param integer the value of a bool (0 or 1) or an int
 * @param real the value of a float; the nearest double of the others
 */
public record PythonScalar(WeakKind kind, long integer, double real) implements Operand {

  public static PythonScalar of(boolean value) {
    return new PythonScalar(WeakKind.BOOL, value ? 1 : 0, value ? 1 : 0);
  }

  public static PythonScalar of(long value) {
    return new PythonScalar(WeakKind.INT, value, (double) value);
  }

  public static PythonScalar of(double value) {
    return new PythonScalar(WeakKind.FLOAT, (long) value, value);
  }

  /**
   * This value as a 0-d array of a dtype that promotion chose.
   *
   * @throws NDArrayException with NumPy's words when an int does not fit
   */
  public Constant as(DType dtype) {
    if (dtype.isInteger() && kind != WeakKind.FLOAT && !dtype.holds(integer)) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "Python integer %d out of bounds for %s", integer, dtype);
    }
    if (dtype == DType.BOOL) {
      return Constant.of(dtype, real != 0 || integer != 0 ? 1L : 0L);
    }
    if (dtype.kind() == Kind.FLOAT) {
      return Constant.of(dtype, real);
    }
    return Constant.of(dtype, kind == WeakKind.FLOAT ? (long) real : integer);
  }
}
