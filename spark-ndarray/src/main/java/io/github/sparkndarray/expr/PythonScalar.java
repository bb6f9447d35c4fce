package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.dtype.DType.Kind;
import io.github.sparkndarray.dtype.WeakKind;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;

/**
 * A Python {@code bool}, {@code int}, {@code float} or {@code complex}: weak in promotion (NEP 50).
 *
 * @param kind which of the four
 * @param integer the value of a bool (0 or 1) or an int
 * @param real the value of a float or the real part; the nearest double of the others
 * @param imaginary the imaginary part; 0 of all but complex numbers
 */
public record PythonScalar(WeakKind kind, long integer, double real, double imaginary)
    implements Operand {

  public static PythonScalar of(boolean value) {
    return new PythonScalar(WeakKind.BOOL, value ? 1 : 0, value ? 1 : 0, 0);
  }

  public static PythonScalar of(long value) {
    return new PythonScalar(WeakKind.INT, value, (double) value, 0);
  }

  public static PythonScalar of(double value) {
    return new PythonScalar(WeakKind.FLOAT, (long) value, value, 0);
  }

  public static PythonScalar of(double real, double imaginary) {
    return new PythonScalar(WeakKind.COMPLEX, 0, real, imaginary);
  }

  /** Whether this is a bool or an int. */
  public boolean isIntegral() {
    return kind == WeakKind.BOOL || kind == WeakKind.INT;
  }

  public boolean isComplex() {
    return kind == WeakKind.COMPLEX;
  }

  /**
   * This value as a 0-d array of a dtype that promotion chose.
   *
   * @throws NDArrayException with NumPy's words when an int does not fit, or a complex number is to
   *     be a real one
   */
  public Expr as(DType dtype) {
    if (dtype.isComplex()) {
      return Complex.of(Constant.of(dtype.part(), real), Constant.of(dtype.part(), imaginary));
    }
    if (isComplex() && dtype != DType.BOOL) {
      throw NDArrayException.of(
          ErrorCode.DTYPE,
          dtype.isFloat()
              ? "float() argument must be a string or a real number, not 'complex'"
              : "int() argument must be a string, a bytes-like object or a real number, not"
                  + " 'complex'");
    }
    if (dtype.isInteger() && isIntegral() && !dtype.holds(integer)) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "Python integer %d out of bounds for %s", integer, dtype);
    }
    if (dtype == DType.BOOL) {
      return Constant.of(dtype, isTrue() ? 1L : 0L);
    }
    if (dtype.kind() == Kind.FLOAT) {
      return Constant.of(dtype, real);
    }
    return Constant.of(dtype, isIntegral() ? integer : (long) real);
  }

  /** Python's truth of the number. */
  public boolean isTrue() {
    return real != 0 || integer != 0 || imaginary != 0;
  }
}
