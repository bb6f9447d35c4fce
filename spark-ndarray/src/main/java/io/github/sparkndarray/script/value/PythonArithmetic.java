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
 * Python's operators on its own numbers. Ints have no end, but for what would take more memory than
 * any number is worth.
 */
final class PythonArithmetic {
  /** Every int below this one is a double. */
  private static final double EXACT = 0x1p53;

  private static final long MOST_BITS = 4096;

  private PythonArithmetic() {}

  static PythonScalar unary(Operator operator, PythonScalar a) {
    if (a.isComplex()) {
      return ComplexArithmetic.unary(operator, a);
    }
    boolean real = a.kind() == WeakKind.FLOAT;
    return switch (operator) {
      case POSITIVE -> real ? a : PythonScalar.of(a.whole());
      case NEGATIVE -> real ? PythonScalar.of(-a.real()) : PythonScalar.of(a.whole().negate());
      case ABSOLUTE ->
          real ? PythonScalar.of(Math.abs(a.real())) : PythonScalar.of(a.whole().abs());
      case INVERT -> {
        if (real) {
          throw NDArrayException.of(ErrorCode.DTYPE, "bad operand type for unary ~: 'float'");
        }
        yield PythonScalar.of(a.whole().not());
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
              : integer(operator, a.whole(), b.whole());
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
        : new BigDecimal(number.whole());
  }

  private static PythonScalar bitwise(Operator operator, PythonScalar a, PythonScalar b) {
    if (a.kind() == WeakKind.FLOAT || b.kind() == WeakKind.FLOAT) {
      throw Operators.unsupported(operator, new Value.Scalar(a), new Value.Scalar(b));
    }
    BigInteger bits =
        switch (operator) {
          case BITWISE_AND -> a.whole().and(b.whole());
          case BITWISE_OR -> a.whole().or(b.whole());
          case BITWISE_XOR -> a.whole().xor(b.whole());
          default -> throw unknown(operator);
        };
    return a.kind() == WeakKind.BOOL && b.kind() == WeakKind.BOOL
        ? PythonScalar.of(bits.signum() != 0)
        : PythonScalar.of(bits);
  }

  private static PythonScalar shift(Operator operator, PythonScalar a, PythonScalar b) {
    if (a.kind() == WeakKind.FLOAT || b.kind() == WeakKind.FLOAT) {
      throw Operators.unsupported(operator, new Value.Scalar(a), new Value.Scalar(b));
    }
    if (b.whole().signum() < 0) {
      throw NDArrayException.of(ErrorCode.VALUE, "negative shift count");
    }
    BigInteger count = b.whole().min(BigInteger.valueOf(MOST_BITS));
    if (operator == Operator.RIGHT_SHIFT) {
      return PythonScalar.of(a.whole().shiftRight(count.intValue()));
    }
    refuseLong(a.whole().signum() == 0 ? 0 : a.whole().bitLength() + count.longValue());
    return PythonScalar.of(a.whole().shiftLeft(count.intValue()));
  }

  private static PythonScalar divide(PythonScalar a, PythonScalar b) {
    if (b.real() == 0) {
      boolean real = a.kind() == WeakKind.FLOAT || b.kind() == WeakKind.FLOAT;
      throw NDArrayException.of(
          ErrorCode.VALUE, real ? "float division by zero" : "division by zero");
    }
    boolean ints = a.kind() != WeakKind.FLOAT && b.kind() != WeakKind.FLOAT;
    if (ints && !(isExact(a.real()) && isExact(b.real()))) {
      // Rounded once, as Python does: 40 digits tell every tie of two 64-bit ints.
      return PythonScalar.of(exact(a).divide(exact(b), new MathContext(40)).doubleValue());
    }
    return PythonScalar.of(a.real() / b.real());
  }

  private static boolean isExact(double value) {
    return Math.abs(value) < EXACT;
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
      return integer(Operator.POWER, a.whole(), b.whole());
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

  private static PythonScalar integer(Operator operator, BigInteger a, BigInteger b) {
    return switch (operator) {
      case ADD -> PythonScalar.of(a.add(b));
      case SUBTRACT -> PythonScalar.of(a.subtract(b));
      case MULTIPLY -> {
        refuseLong((long) a.bitLength() + b.bitLength());
        yield PythonScalar.of(a.multiply(b));
      }
      case FLOOR_DIVIDE -> {
        refuseZero(b, "integer division or modulo by zero");
        BigInteger[] parts = a.divideAndRemainder(b);
        boolean down = parts[1].signum() * b.signum() < 0;
        yield PythonScalar.of(down ? parts[0].subtract(BigInteger.ONE) : parts[0]);
      }
      case REMAINDER -> {
        refuseZero(b, "integer modulo by zero");
        BigInteger rest = a.remainder(b);
        yield PythonScalar.of(rest.signum() * b.signum() < 0 ? rest.add(b) : rest);
      }
      case POWER ->
          b.signum() < 0
              ? PythonScalar.of(power(a.doubleValue(), b.doubleValue()))
              : PythonScalar.of(power(a, b));
      default -> throw unknown(operator);
    };
  }

  private static void refuseZero(BigInteger divisor, String message) {
    if (divisor.signum() == 0) {
      throw NDArrayException.of(ErrorCode.VALUE, message);
    }
  }

  private static BigInteger power(BigInteger a, BigInteger b) {
    if (a.abs().compareTo(BigInteger.ONE) <= 0) {
      return b.signum() == 0 || (a.signum() < 0 && !b.testBit(0)) ? BigInteger.ONE : a;
    }
    BigInteger exponent = b.min(BigInteger.valueOf(MOST_BITS));
    refuseLong((a.abs().bitLength() - 1) * exponent.longValue());
    return a.pow(exponent.intValue());
  }

  private static void refuseLong(long bits) {
    if (bits >= MOST_BITS) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "Cannot make an int of more than %d bits", MOST_BITS);
    }
  }

  private static NDArrayException unknown(Operator operator) {
    return NDArrayException.of(ErrorCode.INTERNAL, "no Python operator %s", operator);
  }
}
