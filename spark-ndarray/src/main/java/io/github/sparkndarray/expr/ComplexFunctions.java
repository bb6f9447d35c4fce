package io.github.sparkndarray.expr;

import static io.github.sparkndarray.expr.Operator.ABSOLUTE;
import static io.github.sparkndarray.expr.Operator.ADD;
import static io.github.sparkndarray.expr.Operator.ARCSINH;
import static io.github.sparkndarray.expr.Operator.ARCTAN2;
import static io.github.sparkndarray.expr.Operator.BITWISE_AND;
import static io.github.sparkndarray.expr.Operator.COPYSIGN;
import static io.github.sparkndarray.expr.Operator.COS;
import static io.github.sparkndarray.expr.Operator.COSH;
import static io.github.sparkndarray.expr.Operator.DIVIDE;
import static io.github.sparkndarray.expr.Operator.EQUAL;
import static io.github.sparkndarray.expr.Operator.EXP;
import static io.github.sparkndarray.expr.Operator.EXPM1;
import static io.github.sparkndarray.expr.Operator.GREATER_EQUAL;
import static io.github.sparkndarray.expr.Operator.HYPOT;
import static io.github.sparkndarray.expr.Operator.ISINF;
import static io.github.sparkndarray.expr.Operator.LESS_EQUAL;
import static io.github.sparkndarray.expr.Operator.LOG;
import static io.github.sparkndarray.expr.Operator.LOG1P;
import static io.github.sparkndarray.expr.Operator.MAXIMUM;
import static io.github.sparkndarray.expr.Operator.MINIMUM;
import static io.github.sparkndarray.expr.Operator.MULTIPLY;
import static io.github.sparkndarray.expr.Operator.NEGATIVE;
import static io.github.sparkndarray.expr.Operator.SIN;
import static io.github.sparkndarray.expr.Operator.SINH;
import static io.github.sparkndarray.expr.Operator.SUBTRACT;
import static io.github.sparkndarray.expr.Operator.WHERE;

/**
 * Transcendental functions of complex numbers. The inverse ones have C's branch cuts.
 *
 * @see <a href="https://people.freebsd.org/~das/kahan86branch.pdf">W. Kahan, Branch Cuts for
 *     Complex Elementary Functions, 1987</a>
 */
final class ComplexFunctions {
  private static final double LOG2_E = 0x1.71547652b82fep0;
  private static final double LOG10_E = 0x1.bcb7b1526e50ep-2;

  private ComplexFunctions() {}

  /** The function of an operator with one argument; refused where NumPy has none. */
  static Complex apply(Operator operator, Complex z) {
    return switch (operator) {
      case SQRT -> sqrt(z);
      case EXP -> exp(z);
      case EXPM1 -> expm1(z);
      case LOG -> log(z);
      case LOG1P -> log1p(z);
      case LOG2 -> scaled(log(z), LOG2_E);
      case LOG10 -> scaled(log(z), LOG10_E);
      case SIN -> sin(z);
      case COS -> cos(z);
      case TAN -> turnedBack(tanh(turned(z)));
      case SINH -> turnedBack(sin(turned(z)));
      case COSH -> cos(turned(z));
      case TANH -> tanh(z);
      case ARCSIN -> arcsin(z);
      case ARCCOS -> arccos(z);
      case ARCTAN -> turnedBack(arctanh(turned(z)));
      case ARCSINH -> turnedBack(arcsin(turned(z)));
      case ARCCOSH -> arccosh(z);
      case ARCTANH -> arctanh(z);
      default -> throw ComplexOperators.refused(operator);
    };
  }

  /** {@code i z}. */
  private static Complex turned(Complex z) {
    return Complex.of(of(NEGATIVE, z.imaginary()), z.real());
  }

  /** {@code -i z}. */
  private static Complex turnedBack(Complex z) {
    return Complex.of(z.imaginary(), of(NEGATIVE, z.real()));
  }

  private static Complex scaled(Complex z, double factor) {
    return z.map(part -> of(MULTIPLY, part, PythonScalar.of(factor)));
  }

  private static Complex exp(Complex z) {
    Expr size = of(EXP, z.real());
    return Complex.of(
        of(MULTIPLY, size, of(COS, z.imaginary())),
        orZero(z.imaginary(), of(MULTIPLY, size, of(SIN, z.imaginary()))));
  }

  /** The angle itself where it is zero: no infinity may be multiplied by it. */
  private static Expr orZero(Expr angle, Expr part) {
    return of(WHERE, of(EQUAL, angle, PythonScalar.of(0.0)), angle, part);
  }

  private static Complex expm1(Complex z) {
    Expr half = of(SIN, of(DIVIDE, z.imaginary(), PythonScalar.of(2.0)));
    Expr lost = of(MULTIPLY, PythonScalar.of(2.0), of(MULTIPLY, half, half));
    Expr real = of(MULTIPLY, of(EXPM1, z.real()), of(COS, z.imaginary()));
    return Complex.of(
        of(SUBTRACT, real, lost),
        orZero(z.imaginary(), of(MULTIPLY, of(EXP, z.real()), of(SIN, z.imaginary()))));
  }

  /** Near the unit circle, where the logarithm of the size would lose digits, by log1p. */
  static Complex log(Complex z) {
    Expr a = of(ABSOLUTE, z.real());
    Expr b = of(ABSOLUTE, z.imaginary());
    Expr large = of(MAXIMUM, a, b);
    Expr small = of(MINIMUM, a, b);
    Expr size = of(HYPOT, a, b);
    Expr above =
        of(
            ADD,
            of(
                MULTIPLY,
                of(SUBTRACT, large, PythonScalar.of(1.0)),
                of(ADD, large, PythonScalar.of(1.0))),
            of(MULTIPLY, small, small));
    Expr near = of(MULTIPLY, PythonScalar.of(0.5), of(LOG1P, above));
    Expr isNear =
        of(
            BITWISE_AND,
            of(GREATER_EQUAL, size, PythonScalar.of(0.5)),
            of(LESS_EQUAL, size, PythonScalar.of(2.0)));
    return Complex.of(of(WHERE, isNear, near, of(LOG, size)), of(ARCTAN2, z.imaginary(), z.real()));
  }

  private static Complex log1p(Complex z) {
    Expr real = of(ADD, z.real(), PythonScalar.of(1.0));
    return Complex.of(of(LOG, of(HYPOT, real, z.imaginary())), of(ARCTAN2, z.imaginary(), real));
  }

  static Complex sqrt(Complex z) {
    Expr size = of(HYPOT, z.real(), z.imaginary());
    Expr half = PythonScalar.of(0.5).as(size.dtype());
    Expr root =
        of(
            Operator.SQRT,
            of(ADD, of(MULTIPLY, half, of(ABSOLUTE, z.real())), of(MULTIPLY, half, size)));
    Expr twice = of(MULTIPLY, PythonScalar.of(2.0), root);
    Expr right = of(GREATER_EQUAL, z.real(), PythonScalar.of(0.0));
    Expr other = of(DIVIDE, z.imaginary(), twice);
    Expr real = of(WHERE, right, root, of(ABSOLUTE, other));
    Expr imaginary = of(WHERE, right, other, of(COPYSIGN, root, z.imaginary()));
    Expr zero = of(EQUAL, size, PythonScalar.of(0.0));
    Expr endless = of(ISINF, z.imaginary());
    return Complex.of(
        of(
            WHERE,
            endless,
            PythonScalar.of(Double.POSITIVE_INFINITY),
            of(WHERE, zero, PythonScalar.of(0.0), real)),
        of(Operator.WHERE, endless, z.imaginary(), of(WHERE, zero, z.imaginary(), imaginary)));
  }

  private static Complex sin(Complex z) {
    return Complex.of(
        orZero(z.real(), of(MULTIPLY, of(SIN, z.real()), of(COSH, z.imaginary()))),
        orZero(z.imaginary(), of(MULTIPLY, of(COS, z.real()), of(SINH, z.imaginary()))));
  }

  private static Complex cos(Complex z) {
    return Complex.of(
        of(MULTIPLY, of(COS, z.real()), of(COSH, z.imaginary())),
        of(NEGATIVE, of(MULTIPLY, of(SIN, z.real()), of(SINH, z.imaginary()))));
  }

  /** By tangents of the parts, none of which overflows. */
  private static Complex tanh(Complex z) {
    Expr one = PythonScalar.of(1.0).as(z.real().dtype());
    Expr hyperbolic = of(Operator.TANH, z.real());
    Expr cosine = of(COSH, z.real());
    Expr tangent = of(Operator.TAN, z.imaginary());
    Expr square = of(MULTIPLY, tangent, tangent);
    Expr divisor = of(ADD, one, of(MULTIPLY, square, of(MULTIPLY, hyperbolic, hyperbolic)));
    return Complex.of(
        of(DIVIDE, of(MULTIPLY, hyperbolic, of(ADD, one, square)), divisor),
        of(DIVIDE, of(DIVIDE, of(DIVIDE, tangent, cosine), cosine), divisor));
  }

  private static Complex arcsin(Complex z) {
    Complex below = sqrt(oneMinus(z));
    Complex above = sqrt(onePlus(z));
    return Complex.of(
        of(ARCTAN2, z.real(), ComplexOperators.multiply(below, above).real()),
        of(ARCSINH, ComplexOperators.multiply(conjugate(below), above).imaginary()));
  }

  private static Complex arccos(Complex z) {
    Complex below = sqrt(oneMinus(z));
    Complex above = sqrt(onePlus(z));
    return Complex.of(
        of(MULTIPLY, PythonScalar.of(2.0), of(ARCTAN2, below.real(), above.real())),
        of(ARCSINH, ComplexOperators.multiply(conjugate(above), below).imaginary()));
  }

  private static Complex arccosh(Complex z) {
    Complex below = sqrt(Complex.of(of(SUBTRACT, z.real(), PythonScalar.of(1.0)), z.imaginary()));
    Complex above = sqrt(onePlus(z));
    return Complex.of(
        of(ARCSINH, ComplexOperators.multiply(conjugate(below), above).real()),
        of(MULTIPLY, PythonScalar.of(2.0), of(ARCTAN2, below.imaginary(), above.real())));
  }

  private static Complex arctanh(Complex z) {
    Complex minus = oneMinus(z);
    Expr plus = of(ADD, z.real(), PythonScalar.of(1.0));
    Expr square = of(MULTIPLY, z.imaginary(), z.imaginary());
    Expr distance = of(ADD, of(MULTIPLY, minus.real(), minus.real()), square);
    Expr ratio = of(DIVIDE, of(MULTIPLY, PythonScalar.of(4.0), z.real()), distance);
    return Complex.of(
        of(MULTIPLY, PythonScalar.of(0.25), of(LOG1P, ratio)),
        of(
            MULTIPLY,
            PythonScalar.of(0.5),
            of(
                ARCTAN2,
                of(MULTIPLY, PythonScalar.of(2.0), z.imaginary()),
                of(SUBTRACT, of(MULTIPLY, minus.real(), plus), square))));
  }

  /** {@code 1 - z}, whose imaginary part keeps the sign of a zero. */
  private static Complex oneMinus(Complex z) {
    return Complex.of(of(SUBTRACT, PythonScalar.of(1.0), z.real()), of(NEGATIVE, z.imaginary()));
  }

  private static Complex onePlus(Complex z) {
    return Complex.of(of(ADD, z.real(), PythonScalar.of(1.0)), z.imaginary());
  }

  static Complex conjugate(Complex z) {
    return Complex.of(z.real(), of(NEGATIVE, z.imaginary()));
  }

  private static Expr of(Operator operator, Operand... operands) {
    return Elementwise.of(operator, operands);
  }
}
