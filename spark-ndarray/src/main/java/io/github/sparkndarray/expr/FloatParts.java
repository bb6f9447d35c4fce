package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;

/**
 * Floating numbers as fractions of powers of two. Each power is a product of constants, so that
 * nothing is rounded but a result that has no normal number.
 */
public final class FloatParts {
  /** Powers of two are made of as many squares. */
  private static final int SQUARES = 10;

  /** Above every exponent, with that of the least subnormal number taken off. */
  private static final long BEYOND = 1200;

  private FloatParts() {}

  /** {@code np.frexp}, the fractions: in [0.5, 1), with the numbers' signs. */
  public static Expr fraction(Expr x) {
    Expr real = real("frexp", x);
    return Convert.of(split(real)[0], real.dtype());
  }

  /** {@code np.frexp}, the exponents. */
  public static Expr exponent(Expr x) {
    return Convert.of(split(real("frexp", x))[1], DType.INT32);
  }

  /** {@code np.ldexp}: {@code x * 2**exponent}, rounded once. */
  public static Expr scaled(Expr x, Expr exponent) {
    Expr real = real("ldexp", x);
    if (!exponent.dtype().isInteger() && exponent.dtype() != DType.BOOL) {
      throw unsupported("ldexp");
    }
    Expr[] parts = split(real);
    Expr given =
        ElementwiseFunctions.clip(
            Convert.of(exponent, DType.INT64),
            PythonScalar.of(-2 * BEYOND),
            PythonScalar.of(2 * BEYOND));
    Expr total =
        ElementwiseFunctions.clip(
            op(Operator.ADD, parts[1], given), PythonScalar.of(-BEYOND), PythonScalar.of(BEYOND));
    return Convert.of(times(parts[0], total), real.dtype());
  }

  /** {@code np.spacing}: how far it is to the next number away from 0. */
  public static Expr spacing(Expr x) {
    Expr real = real("spacing", x);
    // Of both zeros the next number is the positive one.
    Expr signed = op(Operator.ADD, real, PythonScalar.of(0.0));
    Expr away = op(Operator.COPYSIGN, PythonScalar.of(Double.POSITIVE_INFINITY), signed);
    return op(Operator.SUBTRACT, op(Operator.NEXTAFTER, real, away), real);
  }

  /** {@code np.modf}, what comes after the point, with the numbers' signs. */
  public static Expr afterPoint(Expr x) {
    Expr real = real("modf", x);
    Expr rest = op(Operator.SUBTRACT, real, op(Operator.TRUNC, real));
    Expr finite = op(Operator.WHERE, op(Operator.ISINF, real), PythonScalar.of(0.0), rest);
    return Convert.of(op(Operator.COPYSIGN, finite, real), real.dtype());
  }

  /** {@code np.modf}, what comes before the point. */
  public static Expr beforePoint(Expr x) {
    return op(Operator.TRUNC, real("modf", x));
  }

  private static Expr real(String function, Expr x) {
    if (x.dtype().isComplex()) {
      throw unsupported(function);
    }
    return ElementwiseFunctions.floating(x);
  }

  private static NDArrayException unsupported(String function) {
    return NDArrayException.of(
        ErrorCode.DTYPE,
        "ufunc '%s' not supported for the input types, and the inputs could not be safely coerced"
            + " to any supported types according to the casting rule ''safe''",
        function);
  }

  /** Fractions in float64, and exponents in int64; of what has none, itself and 0. */
  private static Expr[] split(Expr real) {
    Expr x = Convert.of(real, DType.FLOAT64);
    Expr hasParts =
        op(
            Operator.LOGICAL_AND,
            op(Operator.ISFINITE, x),
            op(Operator.NOT_EQUAL, x, PythonScalar.of(0.0)));
    Expr size = op(Operator.WHERE, hasParts, op(Operator.ABSOLUTE, x), PythonScalar.of(1.0));
    Expr near =
        op(
            Operator.ADD,
            Convert.unsafely(op(Operator.FLOOR, op(Operator.LOG2, size)), DType.INT64),
            PythonScalar.of(1L));
    Expr fraction = times(size, op(Operator.NEGATIVE, near));
    // The logarithm of a number beside a power of two may be that of the power.
    Expr low = op(Operator.LESS, fraction, PythonScalar.of(0.5));
    Expr high = op(Operator.GREATER_EQUAL, fraction, PythonScalar.of(1.0));
    Expr factor =
        op(
            Operator.WHERE,
            low,
            PythonScalar.of(2.0),
            op(Operator.WHERE, high, PythonScalar.of(0.5), PythonScalar.of(1.0)));
    Expr step =
        op(
            Operator.WHERE,
            low,
            PythonScalar.of(-1L),
            op(Operator.WHERE, high, PythonScalar.of(1L), PythonScalar.of(0L)));
    Expr signed = op(Operator.COPYSIGN, op(Operator.MULTIPLY, fraction, factor), x);
    return new Expr[] {
      op(Operator.WHERE, hasParts, signed, x),
      op(Operator.WHERE, hasParts, op(Operator.ADD, near, step), PythonScalar.of(0L))
    };
  }

  /** Numbers times powers of two, in two steps of which the first is exact. */
  private static Expr times(Expr x, Expr exponent) {
    Expr half = op(Operator.RIGHT_SHIFT, exponent, PythonScalar.of(1L));
    Expr rest = op(Operator.SUBTRACT, exponent, half);
    return op(Operator.MULTIPLY, op(Operator.MULTIPLY, x, power(half)), power(rest));
  }

  private static Expr power(Expr exponent) {
    Expr count = op(Operator.ABSOLUTE, exponent);
    double square = 2;
    Expr power = factor(count, 0, square);
    for (int bit = 1; bit < SQUARES; bit++) {
      square *= square;
      power = op(Operator.MULTIPLY, power, factor(count, bit, square));
    }
    Expr isNegative = op(Operator.LESS, exponent, PythonScalar.of(0L));
    return op(Operator.WHERE, isNegative, op(Operator.RECIPROCAL, power), power);
  }

  /** A square of squares where a bit is set, else 1. */
  private static Expr factor(Expr count, int bit, double square) {
    Expr isSet =
        op(
            Operator.NOT_EQUAL,
            op(Operator.BITWISE_AND, count, PythonScalar.of(1L << bit)),
            PythonScalar.of(0L));
    return op(Operator.WHERE, isSet, PythonScalar.of(square), PythonScalar.of(1.0));
  }

  private static Expr op(Operator operator, Operand... operands) {
    return Elementwise.of(operator, operands);
  }
}
