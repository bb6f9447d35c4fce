package io.github.sparkndarray.script.value;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;

/** Python's operators on complex numbers, as CPython computes them. */
final class ComplexArithmetic {
  /** CPython multiplies up to this exponent. */
  private static final int PRODUCTS_TO = 100;

  private ComplexArithmetic() {}

  static PythonScalar unary(Operator operator, PythonScalar a) {
    return switch (operator) {
      case POSITIVE -> a;
      case NEGATIVE -> PythonScalar.of(-a.real(), -a.imaginary());
      case ABSOLUTE -> PythonScalar.of(Math.hypot(a.real(), a.imaginary()));
      default ->
          throw NDArrayException.of(
              ErrorCode.DTYPE, "bad operand type for unary %s: 'complex'", operator.symbol());
    };
  }

  static PythonScalar binary(Operator operator, PythonScalar a, PythonScalar b) {
    return switch (operator) {
      case EQUAL -> PythonScalar.of(areEqual(a, b));
      case NOT_EQUAL -> PythonScalar.of(!areEqual(a, b));
      case ADD -> PythonScalar.of(a.real() + b.real(), a.imaginary() + b.imaginary());
      case SUBTRACT -> PythonScalar.of(a.real() - b.real(), a.imaginary() - b.imaginary());
      case MULTIPLY -> multiply(a, b);
      case DIVIDE -> divide(a, b);
      case POWER -> power(a, b);
      default -> throw Operators.unsupported(operator, new Value.Scalar(a), new Value.Scalar(b));
    };
  }

  private static boolean areEqual(PythonScalar a, PythonScalar b) {
    return a.real() == b.real() && a.imaginary() == b.imaginary();
  }

  private static PythonScalar multiply(PythonScalar a, PythonScalar b) {
    return PythonScalar.of(
        a.real() * b.real() - a.imaginary() * b.imaginary(),
        a.real() * b.imaginary() + a.imaginary() * b.real());
  }

  private static PythonScalar divide(PythonScalar a, PythonScalar b) {
    if (!b.isTrue()) {
      throw NDArrayException.of(ErrorCode.VALUE, "division by zero");
    }
    if (Math.abs(b.real()) >= Math.abs(b.imaginary())) {
      double ratio = b.imaginary() / b.real();
      double size = b.real() + b.imaginary() * ratio;
      return PythonScalar.of(
          (a.real() + a.imaginary() * ratio) / size, (a.imaginary() - a.real() * ratio) / size);
    }
    double ratio = b.real() / b.imaginary();
    double size = b.real() * ratio + b.imaginary();
    return PythonScalar.of(
        (a.real() * ratio + a.imaginary()) / size, (a.imaginary() * ratio - a.real()) / size);
  }

  private static PythonScalar power(PythonScalar a, PythonScalar b) {
    if (!b.isTrue()) {
      return PythonScalar.of(1.0, 0.0);
    }
    if (!a.isTrue()) {
      if (b.imaginary() != 0 || b.real() < 0) {
        throw NDArrayException.of(ErrorCode.VALUE, "zero to a negative or complex power");
      }
      return PythonScalar.of(0.0, 0.0);
    }
    if (b.imaginary() == 0
        && b.real() == Math.rint(b.real())
        && Math.abs(b.real()) <= PRODUCTS_TO) {
      return integerPower(a, (int) b.real());
    }
    double size = Math.hypot(a.real(), a.imaginary());
    double angle = Math.atan2(a.imaginary(), a.real());
    double length = Math.pow(size, b.real());
    double turn = angle * b.real();
    if (b.imaginary() != 0) {
      length *= Math.exp(-angle * b.imaginary());
      turn += b.imaginary() * Math.log(size);
    }
    return PythonScalar.of(length * Math.cos(turn), length * Math.sin(turn));
  }

  private static PythonScalar integerPower(PythonScalar a, int exponent) {
    PythonScalar power = PythonScalar.of(1.0, 0.0);
    PythonScalar square = a;
    for (int rest = Math.abs(exponent); rest > 0; rest >>= 1) {
      if ((rest & 1) != 0) {
        power = multiply(power, square);
      }
      square = multiply(square, square);
    }
    return exponent < 0 ? divide(PythonScalar.of(1.0, 0.0), power) : power;
  }
}
