package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.dtype.DType.Kind;
import io.github.sparkndarray.dtype.WeakKind;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A Python {@code bool}, {@code int}, {@code float} or {@code complex}: weak in promotion (NEP 50).
 * Ints are of any size, as Python's are.
 *
 * @param kind which of the four
 * @param integer the value of a bool (0 or 1) or an int; of one that is no int64, 0
 * @param large the value of an int that is no int64
 * @param real the value of a float or the real part; the nearest double of the others
 * @param imaginary the imaginary part; 0 of all but complex numbers
 */
public record PythonScalar(
    WeakKind kind, long integer, @Nullable BigInteger large, double real, double imaginary)
    implements Operand {

  public static PythonScalar of(boolean value) {
    return new PythonScalar(WeakKind.BOOL, value ? 1 : 0, null, value ? 1 : 0, 0);
  }

  public static PythonScalar of(long value) {
    return new PythonScalar(WeakKind.INT, value, null, (double) value, 0);
  }

  public static PythonScalar of(double value) {
    return new PythonScalar(WeakKind.FLOAT, (long) value, null, value, 0);
  }

  public static PythonScalar of(double real, double imaginary) {
    return new PythonScalar(WeakKind.COMPLEX, 0, null, real, imaginary);
  }

  /** A Python int. */
  public static PythonScalar of(BigInteger value) {
    return value.bitLength() < Long.SIZE
        ? of(value.longValue())
        : new PythonScalar(WeakKind.INT, 0, value, value.doubleValue(), 0);
  }

  private static NDArrayException overflow() {
    return NDArrayException.of(ErrorCode.VALUE, "Python int too large to convert to C long");
  }

  /**
   * The value of a bool or an int.
   *
   * @throws NDArrayException in NumPy's words when it is no int64
   */
  @Override
  public long integer() {
    if (large != null) {
      throw overflow();
    }
    return integer;
  }

  /** The value of a bool or an int. */
  public BigInteger whole() {
    return large == null ? BigInteger.valueOf(integer) : large;
  }

  /** The dtype that the number has where nothing else decides. */
  public DType defaultDType() {
    return large != null && fits(DType.UINT64) ? DType.UINT64 : kind.defaultDType();
  }

  /** Whether a bool or an int is a value of an integer dtype. */
  public boolean fits(DType dtype) {
    return large == null
        ? dtype.holds(integer)
        : dtype == DType.UINT64 && large.signum() > 0 && large.bitLength() <= Long.SIZE;
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
    if (isIntegral() && dtype.isInexact() && Double.isInfinite(real)) {
      throw NDArrayException.of(ErrorCode.VALUE, "int too large to convert to float");
    }
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
    if (dtype.isInteger() && isIntegral() && !fits(dtype)) {
      throw outOfBounds(dtype);
    }
    if (dtype == DType.BOOL) {
      return Constant.of(dtype, isTrue() ? 1L : 0L);
    }
    if (dtype.kind() == Kind.FLOAT) {
      return Constant.of(dtype, real);
    }
    return Constant.of(dtype, isIntegral() ? whole().longValue() : (long) real);
  }

  /** What refuses an int that is no value of an integer dtype, in NumPy's words. */
  public NDArrayException outOfBounds(DType dtype) {
    return large != null
        ? overflow()
        : NDArrayException.of(
            ErrorCode.VALUE, "Python integer %d out of bounds for %s", whole(), dtype);
  }

  /** Python's truth of the number. */
  public boolean isTrue() {
    return real != 0 || integer != 0 || imaginary != 0;
  }
}
