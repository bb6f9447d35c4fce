package io.github.sparkndarray.expr;

import static io.github.sparkndarray.expr.Operator.ABSOLUTE;
import static io.github.sparkndarray.expr.Operator.ADD;
import static io.github.sparkndarray.expr.Operator.BITWISE_AND;
import static io.github.sparkndarray.expr.Operator.BITWISE_OR;
import static io.github.sparkndarray.expr.Operator.DIVIDE;
import static io.github.sparkndarray.expr.Operator.EQUAL;
import static io.github.sparkndarray.expr.Operator.GREATER_EQUAL;
import static io.github.sparkndarray.expr.Operator.HYPOT;
import static io.github.sparkndarray.expr.Operator.ISNAN;
import static io.github.sparkndarray.expr.Operator.LESS;
import static io.github.sparkndarray.expr.Operator.LESS_EQUAL;
import static io.github.sparkndarray.expr.Operator.LOGICAL_NOT;
import static io.github.sparkndarray.expr.Operator.MULTIPLY;
import static io.github.sparkndarray.expr.Operator.NEGATIVE;
import static io.github.sparkndarray.expr.Operator.NOT_EQUAL;
import static io.github.sparkndarray.expr.Operator.SUBTRACT;
import static io.github.sparkndarray.expr.Operator.WHERE;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.util.List;

/**
 * Operators over complex numbers as operators over their parts, by NumPy's formulas. Comparisons
 * are in the order of the real parts, and of the imaginary ones where those are equal.
 */
final class ComplexOperators {
  private ComplexOperators() {}

  /** An operator over arguments of one complex dtype, the condition of {@code where} being bool. */
  static Expr apply(Operator operator, List<Expr> arguments) {
    if (operator == WHERE) {
      Complex x = (Complex) arguments.get(1);
      Complex y = (Complex) arguments.get(2);
      Expr condition = arguments.get(0);
      return Complex.of(
          apply(WHERE, condition, x.real(), y.real()),
          apply(WHERE, condition, x.imaginary(), y.imaginary()));
    }
    Complex a = (Complex) arguments.get(0);
    return arguments.size() == 1 ? unary(operator, a) : binary(operator, a, arguments.get(1));
  }

  private static Expr unary(Operator operator, Complex z) {
    return switch (operator) {
      case POSITIVE, NEGATIVE, RINT -> z.map(part -> apply(operator, part));
      case SQUARE -> square(z);
      case ABSOLUTE -> absolute(z);
      case SIGN -> sign(z);
      case RECIPROCAL -> reciprocal(z);
      case ISNAN, ISINF ->
          apply(BITWISE_OR, apply(operator, z.real()), apply(operator, z.imaginary()));
      case ISFINITE ->
          apply(BITWISE_AND, apply(operator, z.real()), apply(operator, z.imaginary()));
      default -> ComplexFunctions.apply(operator, z);
    };
  }

  private static Expr binary(Operator operator, Complex a, Expr second) {
    Complex b = (Complex) second;
    return switch (operator) {
      case ADD, SUBTRACT ->
          Complex.of(
              apply(operator, a.real(), b.real()), apply(operator, a.imaginary(), b.imaginary()));
      case MULTIPLY -> multiply(a, b);
      case DIVIDE -> divide(a, b);
      case POWER -> ComplexPowers.power(a, b);
      case EQUAL ->
          apply(
              BITWISE_AND,
              apply(EQUAL, a.real(), b.real()),
              apply(EQUAL, a.imaginary(), b.imaginary()));
      case NOT_EQUAL ->
          apply(
              BITWISE_OR,
              apply(NOT_EQUAL, a.real(), b.real()),
              apply(NOT_EQUAL, a.imaginary(), b.imaginary()));
      case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> compare(operator, a, b);
      case MAXIMUM -> chosen(apply(BITWISE_OR, isNan(a), compare(GREATER_EQUAL, a, b)), a, b);
      case MINIMUM -> chosen(apply(BITWISE_OR, isNan(a), compare(LESS_EQUAL, a, b)), a, b);
      case FMAX -> chosen(apply(BITWISE_OR, isNan(b), compare(GREATER_EQUAL, a, b)), a, b);
      case FMIN -> chosen(apply(BITWISE_OR, isNan(b), compare(LESS_EQUAL, a, b)), a, b);
      default -> throw refused(operator);
    };
  }

  /** NumPy's refusal of a function that complex numbers have not. */
  static NDArrayException refused(Operator operator) {
    return refused(operator.numpyName());
  }

  /** As {@link #refused(Operator)}, of a function that is made of operators. */
  static NDArrayException refused(String function) {
    return NDArrayException.of(
        ErrorCode.DTYPE,
        "ufunc '%s' not supported for the input types, and the inputs could not be safely coerced"
            + " to any supported types according to the casting rule ''safe''",
        function);
  }

  static Complex multiply(Complex a, Complex b) {
    return Complex.of(
        apply(
            SUBTRACT,
            apply(MULTIPLY, a.real(), b.real()),
            apply(MULTIPLY, a.imaginary(), b.imaginary())),
        apply(
            ADD,
            apply(MULTIPLY, a.real(), b.imaginary()),
            apply(MULTIPLY, a.imaginary(), b.real())));
  }

  static Complex square(Complex z) {
    return multiply(z, z);
  }

  /** The sum of the squares of the parts: {@code |z| ** 2}. */
  static Expr squaredAbsolute(Complex z) {
    return apply(
        ADD, apply(MULTIPLY, z.real(), z.real()), apply(MULTIPLY, z.imaginary(), z.imaginary()));
  }

  static Expr absolute(Complex z) {
    return apply(HYPOT, z.real(), z.imaginary());
  }

  private static Expr sign(Complex z) {
    Expr size = absolute(z);
    Expr none = apply(EQUAL, size, PythonScalar.of(0.0));
    return z.map(part -> apply(WHERE, none, PythonScalar.of(0.0), apply(DIVIDE, part, size)));
  }

  /**
   * Divided by the larger part of the divisor first; by zero each part is, so that infinities and
   * NaN come of it.
   *
   * @see <a href="https://doi.org/10.1145/368637.368661">R. L. Smith, Algorithm 116: Complex
   *     division, CACM 5 (1962)</a>
   */
  static Complex divide(Complex a, Complex b) {
    Expr real = apply(ABSOLUTE, b.real());
    Expr imaginary = apply(ABSOLUTE, b.imaginary());
    Expr byReal = apply(GREATER_EQUAL, real, imaginary);
    Expr large = apply(WHERE, byReal, b.real(), b.imaginary());
    Expr small = apply(WHERE, byReal, b.imaginary(), b.real());
    Expr ratio = apply(DIVIDE, small, large);
    Expr scale =
        apply(DIVIDE, PythonScalar.of(1.0), apply(ADD, large, apply(MULTIPLY, small, ratio)));
    Expr first =
        apply(
            WHERE,
            byReal,
            apply(ADD, a.real(), apply(MULTIPLY, a.imaginary(), ratio)),
            apply(ADD, apply(MULTIPLY, a.real(), ratio), a.imaginary()));
    Expr second =
        apply(
            WHERE,
            byReal,
            apply(SUBTRACT, a.imaginary(), apply(MULTIPLY, a.real(), ratio)),
            apply(SUBTRACT, apply(MULTIPLY, a.imaginary(), ratio), a.real()));
    Expr byZero =
        apply(
            BITWISE_AND,
            apply(EQUAL, real, PythonScalar.of(0.0)),
            apply(EQUAL, imaginary, PythonScalar.of(0.0)));
    return Complex.of(
        apply(WHERE, byZero, apply(DIVIDE, a.real(), real), apply(MULTIPLY, first, scale)),
        apply(WHERE, byZero, apply(DIVIDE, a.imaginary(), real), apply(MULTIPLY, second, scale)));
  }

  /**
   * {@code 1 / z} as NumPy's function of that name has it, which rounds otherwise than division.
   */
  static Complex reciprocal(Complex z) {
    Expr byReal = apply(LESS_EQUAL, apply(ABSOLUTE, z.imaginary()), apply(ABSOLUTE, z.real()));
    Expr large = apply(WHERE, byReal, z.real(), z.imaginary());
    Expr small = apply(WHERE, byReal, z.imaginary(), z.real());
    Expr ratio = apply(DIVIDE, small, large);
    Expr size = apply(ADD, large, apply(MULTIPLY, small, ratio));
    Expr one = apply(DIVIDE, PythonScalar.of(1.0), size);
    Expr other = apply(DIVIDE, ratio, size);
    return Complex.of(
        apply(WHERE, byReal, one, other), apply(NEGATIVE, apply(WHERE, byReal, other, one)));
  }

  private static Expr chosen(Expr isFirst, Complex a, Complex b) {
    return Elementwise.of(WHERE, isFirst, a, b);
  }

  static Expr isNan(Complex z) {
    return apply(BITWISE_OR, apply(ISNAN, z.real()), apply(ISNAN, z.imaginary()));
  }

  /** By the real parts, where the imaginary ones are numbers; by those where the real are equal. */
  private static Expr compare(Operator operator, Complex a, Complex b) {
    boolean isLess = operator == LESS || operator == LESS_EQUAL;
    Expr strictly = apply(isLess ? LESS : Operator.GREATER, a.real(), b.real());
    Expr unknown = apply(BITWISE_OR, apply(ISNAN, a.imaginary()), apply(ISNAN, b.imaginary()));
    return apply(
        BITWISE_OR,
        apply(BITWISE_AND, strictly, apply(LOGICAL_NOT, unknown)),
        apply(
            BITWISE_AND,
            apply(EQUAL, a.real(), b.real()),
            apply(operator, a.imaginary(), b.imaginary())));
  }

  private static Expr apply(Operator operator, Operand... operands) {
    return Elementwise.of(operator, operands);
  }
}
