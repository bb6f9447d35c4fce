package io.github.sparkndarray.script.value;

import io.github.sparkndarray.dtype.WeakKind;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * Python's operators on its own numbers. Python's ints have no end; these have 64 bits, and say so
 * where a result would need more.
 */
final class PythonArithmetic {
  /** Every int up to this one is a double. */
  private static final long EXACT = 1L << 53;

  private PythonArithmetic() {}

  static NDArrayException overflow() {
    return NDArrayException.of(
        ErrorCode.VALUE, "Python int too large to convert to C long: ints have 64 bits here");
  }

  static PythonScalar unary(Operator operator, PythonScalar a) {
    if (a.isComplex()) {
      return ComplexArithmetic.unary(operator, a);
    }
    boolean real = a.kind() == WeakKind.FLOAT;
    return switch (operator) {
      case POSITIVE -> real ? a : PythonScalar.of(a.integer());
      case NEGATIVE ->
          real ? PythonScalar.of(-a.real()) : checked(() -> Math.negateExact(a.integer()));
      case ABSOLUTE ->
          real ? PythonScalar.of(Math.abs(a.real())) : checked(() -> Math.absExact(a.integer()));
      case INVERT -> {
        if (real) {
          throw NDArrayException.of(ErrorCode.DTYPE, "bad operand type for unary ~: 'float'");
        }
        yield PythonScalar.of(~a.integer());
      }
      default -> throw unknown(operator);
    };
  }

  static PythonScalar binary(Operator operator, PythonScalar a, PythonScalar b) {
    if (a.isComplex() || b.isComplex()) {
      return ComplexArithmetic.binary(operator, a, b);
    }
    return switch (operator) {
      case EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL ->
          PythonScalar.of(compare(operator, a, b));
      case BITWISE_AND, BITWISE_OR, BITWISE_XOR -> bitwise(operator, a, b);
      case LEFT_SHIFT, RIGHT_SHIFT -> shift(operator, a, b);
      case DIVIDE -> divide(a, b);
      case POWER -> power(a, b);
      default ->
          a.kind() == WeakKind.FLOAT || b.kind() == WeakKind.FLOAT
              ? PythonScalar.of(real(operator, a.real(), b.real()))
              : integer(operator, a.integer(), b.integer());
    };
  }

  private static boolean compare(Operator operator, PythonScalar a, PythonScalar b) {
    if (Double.isNaN(a.real()) || Double.isNaN(b.real())) {
      return operator == Operator.NOT_EQUAL;
    }
    int order;
    if (Double.isInfinite(a.real()) || Double.isInfinite(b.real())) {
      order = Double.compare(a.real(), b.real());
    } else {
      order = exact(a).compareTo(exact(b));
    }
    return switch (operator) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_EQUAL -> order >= 0;
      default -> throw unknown(operator);
    };
  }

  private static BigDecimal exact(PythonScalar number) {
    return number.kind() == WeakKind.FLOAT
        ? new BigDecimal(number.real())
        : BigDecimal.valueOf(number.integer());
  }

  private static PythonScalar bitwise(Operator operator, PythonScalar a, PythonScalar b) {
    if (a.kind() == WeakKind.FLOAT || b.kind() == WeakKind.FLOAT) {
      throw Operators.unsupported(operator, new Value.Scalar(a), new Value.Scalar(b));
    }
    long bits =
        switch (operator) {
          case BITWISE_AND -> a.integer() & b.integer();
          case BITWISE_OR -> a.integer() | b.integer();
          case BITWISE_XOR -> a.integer() ^ b.integer();
          default -> throw unknown(operator);
        };
    return a.kind() == WeakKind.BOOL && b.kind() == WeakKind.BOOL
        ? PythonScalar.of(bits != 0)
        : PythonScalar.of(bits);
  }

  private static PythonScalar shift(Operator operator, PythonScalar a, PythonScalar b) {
    if (a.kind() == WeakKind.FLOAT || b.kind() == WeakKind.FLOAT) {
      throw Operators.unsupported(operator, new Value.Scalar(a), new Value.Scalar(b));
    }
    if (b.integer() < 0) {
      throw NDArrayException.of(ErrorCode.VALUE, "negative shift count");
    }
    long count = b.integer();
    if (operator == Operator.RIGHT_SHIFT) {
      return PythonScalar.of(a.integer() >> Math.min(count, Long.SIZE - 1));
    }
    if (a.integer() != 0 && count >= Long.SIZE) {
      throw overflow();
    }
    BigInteger shifted =
        BigInteger.valueOf(a.integer()).shiftLeft((int) Math.min(count, Long.SIZE));
    return checked(shifted::longValueExact);
  }

  private static PythonScalar divide(PythonScalar a, PythonScalar b) {
    if (b.real() == 0) {
      throw NDArrayException.of(ErrorCode.VALUE, "division by zero");
    }
    boolean ints = a.kind() != WeakKind.FLOAT && b.kind() != WeakKind.FLOAT;
    if (ints && !(isExact(a.integer()) && isExact(b.integer()))) {
      // Rounded once, as Python does: 40 digits tell every tie of two 64-bit ints.
      return PythonScalar.of(exact(a).divide(exact(b), new MathContext(40)).doubleValue());
    }
    return PythonScalar.of(a.real() / b.real());
  }

  private static boolean isExact(long value) {
    return value >= -EXACT && value <= EXACT;
  }

  private static double real(Operator operator, double a, double b) {
    return switch (operator) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case FLOOR_DIVIDE -> floorDivide(a, b);
      case REMAINDER -> remainder(a, b);
      default -> throw unknown(operator);
    };
  }

  /** CPython's {@code float_floor_div}. */
  private static double floorDivide(double a, double b) {
    if (b == 0) {
      throw NDArrayException.of(ErrorCode.VALUE, "float floor division by zero");
    }
    double modulus = a % b;
    double quotient = (a - modulus) / b;
    if (modulus != 0 && (b < 0) != (modulus < 0)) {
      quotient -= 1;
    }
    if (quotient == 0) {
      return Math.copySign(0.0, a / b);
    }
    double floor = Math.floor(quotient);
    return quotient - floor > 0.5 ? floor + 1 : floor;
  }

  /** CPython's {@code float_rem}: the sign is the divisor's. */
  private static double remainder(double a, double b) {
    if (b == 0) {
      throw NDArrayException.of(ErrorCode.VALUE, "float modulo by zero");
    }
    double modulus = a % b;
    if (modulus == 0) {
      return Math.copySign(0.0, b);
    }
    return (b < 0) != (modulus < 0) ? modulus + b : modulus;
  }

  /** A negative number to the power of a fraction is complex. */
  private static PythonScalar power(PythonScalar a, PythonScalar b) {
    if (a.isIntegral() && b.isIntegral()) {
      return integer(Operator.POWER, a.integer(), b.integer());
    }
    boolean finite = Double.isFinite(a.real()) && Double.isFinite(b.real());
    return finite && a.real() < 0 && b.real() != Math.rint(b.real())
        ? ComplexArithmetic.binary(Operator.POWER, a, b)
        : PythonScalar.of(power(a.real(), b.real()));
  }

  private static double power(double a, double b) {
    if (a == 0 && b < 0) {
      throw NDArrayException.of(ErrorCode.VALUE, "0.0 cannot be raised to a negative power");
    }
    boolean finite = !Double.isNaN(a + b) && !Double.isInfinite(a) && !Double.isInfinite(b);
    if (a == 1) {
      return 1;
    }
    if (Math.abs(a) == 1 && Double.isInfinite(b)) {
      return 1;
    }
    double power = Math.pow(a, b);
    if (finite && Double.isInfinite(power)) {
      throw NDArrayException.of(ErrorCode.VALUE, "(34, 'Numerical result out of range')");
    }
    return power;
  }

  private static PythonScalar integer(Operator operator, long a, long b) {
    return switch (operator) {
      case ADD -> checked(() -> Math.addExact(a, b));
      case SUBTRACT -> checked(() -> Math.subtractExact(a, b));
      case MULTIPLY -> checked(() -> Math.multiplyExact(a, b));
      case FLOOR_DIVIDE -> {
        if (b == 0) {
          throw NDArrayException.of(ErrorCode.VALUE, "integer division or modulo by zero");
        }
        yield checked(
            () -> a == Long.MIN_VALUE && b == -1 ? Math.negateExact(a) : Math.floorDiv(a, b));
      }
      case REMAINDER -> {
        if (b == 0) {
          throw NDArrayException.of(ErrorCode.VALUE, "integer modulo by zero");
        }
        yield PythonScalar.of(Math.floorMod(a, b));
      }
      case POWER -> b < 0 ? PythonScalar.of(power((double) a, (double) b)) : power(a, b);
      default -> throw unknown(operator);
    };
  }

  private static PythonScalar power(long a, long b) {
    if (a == 0 || a == 1 || a == -1) {
      return PythonScalar.of(b == 0 ? 1 : a == -1 && b % 2 == 0 ? 1 : a);
    }
    if (b >= Long.SIZE) {
      throw overflow();
    }
    BigInteger power = BigInteger.valueOf(a).pow((int) b);
    return checked(power::longValueExact);
  }

  /** An int computed exactly, or not at all. */
  private interface ExactInt {
    long value();
  }

  private static PythonScalar checked(ExactInt computation) {
    try {
      return PythonScalar.of(computation.value());
    } catch (ArithmeticException e) {
      NDArrayException overflow = overflow();
      overflow.initCause(e);
      throw overflow;
    }
  }

  private static NDArrayException unknown(Operator operator) {
    return NDArrayException.of(ErrorCode.INTERNAL, "no Python operator %s", operator);
  }
}
