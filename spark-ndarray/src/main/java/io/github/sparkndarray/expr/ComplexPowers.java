package io.github.sparkndarray.expr;

import static io.github.sparkndarray.expr.Operator.ADD;
import static io.github.sparkndarray.expr.Operator.BITWISE_AND;
import static io.github.sparkndarray.expr.Operator.EQUAL;
import static io.github.sparkndarray.expr.Operator.GREATER;
import static io.github.sparkndarray.expr.Operator.MULTIPLY;
import static io.github.sparkndarray.expr.Operator.SUBTRACT;
import static io.github.sparkndarray.expr.Operator.WHERE;

/** Powers of complex numbers: products where the exponent is a small integer, as in NumPy. */
final class ComplexPowers {
  /** NumPy multiplies up to this exponent. */
  private static final int PRODUCTS_BELOW = 100;

  private ComplexPowers() {}

  static Expr power(Complex base, Complex exponent) {
    if (exponent.real() instanceof Constant real
        && exponent.imaginary() instanceof Constant imaginary
        && imaginary.real() == 0
        && real.real() == Math.rint(real.real())
        && Math.abs(real.real()) < PRODUCTS_BELOW) {
      Expr power = ofInteger(base, (int) real.real());
      return View.broadcastTo(power, Elementwise.of(ADD, base.real(), exponent.real()).shape());
    }
    return general(base, exponent);
  }

  private static Expr ofInteger(Complex base, int exponent) {
    if (exponent == 0) {
      return PythonScalar.of(1.0).as(base.dtype());
    }
    int rest = Math.abs(exponent);
    Complex square = base;
    Complex product = null;
    while (true) {
      if ((rest & 1) != 0) {
        product = product == null ? square : ComplexOperators.multiply(square, product);
      }
      rest >>= 1;
      if (rest == 0) {
        break;
      }
      square = ComplexOperators.square(square);
    }
    if (product == null || exponent > 0) {
      return product == null ? base : product;
    }
    Complex one = (Complex) PythonScalar.of(1.0).as(base.dtype());
    return ComplexOperators.divide(one, product);
  }

  /** {@code exp(b * log(a))}, with the values of C's {@code cpow} and NumPy's where a is zero. */
  private static Expr general(Complex a, Complex b) {
    Complex log = ComplexFunctions.log(a);
    Expr size =
        apply(
            Operator.EXP,
            apply(
                SUBTRACT,
                apply(MULTIPLY, b.real(), log.real()),
                apply(MULTIPLY, b.imaginary(), log.imaginary())));
    Expr angle =
        apply(
            ADD,
            apply(MULTIPLY, b.imaginary(), log.real()),
            apply(MULTIPLY, b.real(), log.imaginary()));
    Complex power =
        Complex.of(
            apply(MULTIPLY, size, apply(Operator.COS, angle)),
            apply(MULTIPLY, size, apply(Operator.SIN, angle)));
    Expr realExponent = apply(EQUAL, b.imaginary(), PythonScalar.of(0.0));
    Expr isZero = isZero(a);
    Expr positive =
        apply(BITWISE_AND, realExponent, apply(GREATER, b.real(), PythonScalar.of(0.0)));
    Expr ofZero = apply(WHERE, positive, PythonScalar.of(0.0), PythonScalar.of(Double.NaN));
    Expr toZero = isZero(b);
    return Complex.of(
        apply(
            WHERE,
            toZero,
            PythonScalar.of(1.0),
            apply(WHERE, isZero, Convert.of(ofZero, a.real().dtype()), power.real())),
        apply(
            WHERE,
            toZero,
            PythonScalar.of(0.0),
            apply(WHERE, isZero, Convert.of(ofZero, a.real().dtype()), power.imaginary())));
  }

  private static Expr isZero(Complex z) {
    return apply(
        BITWISE_AND,
        apply(EQUAL, z.real(), PythonScalar.of(0.0)),
        apply(EQUAL, z.imaginary(), PythonScalar.of(0.0)));
  }

  private static Expr apply(Operator operator, Operand... operands) {
    return Elementwise.of(operator, operands);
  }
}
