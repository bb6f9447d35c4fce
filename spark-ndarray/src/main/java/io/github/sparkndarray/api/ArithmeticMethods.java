package io.github.sparkndarray.api;

import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operand;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;

/** Arithmetic, comparisons and bit operations of arrays. */
abstract class ArithmeticMethods {
  abstract Expr expr();

  abstract NDArray with(Expr other);

  /** The operator over this array and other operands. */
  final NDArray apply(Operator operator, Operand... others) {
    Operand[] operands = new Operand[1 + others.length];
    operands[0] = expr();
    System.arraycopy(others, 0, operands, 1, others.length);
    return with(Elementwise.of(operator, operands));
  }

  // Arithmetic; a double or long beside an array is a weak Python scalar (NEP 50).

  public NDArray add(NDArray other) {
    return apply(Operator.ADD, Arguments.expr(other));
  }

  public NDArray add(double other) {
    return apply(Operator.ADD, PythonScalar.of(other));
  }

  public NDArray add(long other) {
    return apply(Operator.ADD, PythonScalar.of(other));
  }

  public NDArray subtract(NDArray other) {
    return apply(Operator.SUBTRACT, Arguments.expr(other));
  }

  public NDArray subtract(double other) {
    return apply(Operator.SUBTRACT, PythonScalar.of(other));
  }

  public NDArray subtract(long other) {
    return apply(Operator.SUBTRACT, PythonScalar.of(other));
  }

  public NDArray multiply(NDArray other) {
    return apply(Operator.MULTIPLY, Arguments.expr(other));
  }

  public NDArray multiply(double other) {
    return apply(Operator.MULTIPLY, PythonScalar.of(other));
  }

  public NDArray multiply(long other) {
    return apply(Operator.MULTIPLY, PythonScalar.of(other));
  }

  public NDArray divide(NDArray other) {
    return apply(Operator.DIVIDE, Arguments.expr(other));
  }

  public NDArray divide(double other) {
    return apply(Operator.DIVIDE, PythonScalar.of(other));
  }

  public NDArray floorDivide(NDArray other) {
    return apply(Operator.FLOOR_DIVIDE, Arguments.expr(other));
  }

  public NDArray floorDivide(long other) {
    return apply(Operator.FLOOR_DIVIDE, PythonScalar.of(other));
  }

  public NDArray remainder(NDArray other) {
    return apply(Operator.REMAINDER, Arguments.expr(other));
  }

  public NDArray remainder(long other) {
    return apply(Operator.REMAINDER, PythonScalar.of(other));
  }

  public NDArray pow(NDArray other) {
    return apply(Operator.POWER, Arguments.expr(other));
  }

  public NDArray pow(double other) {
    return apply(Operator.POWER, PythonScalar.of(other));
  }

  public NDArray pow(long other) {
    return apply(Operator.POWER, PythonScalar.of(other));
  }

  public NDArray negative() {
    return apply(Operator.NEGATIVE);
  }

  public NDArray minimum(NDArray other) {
    return apply(Operator.MINIMUM, Arguments.expr(other));
  }

  public NDArray maximum(NDArray other) {
    return apply(Operator.MAXIMUM, Arguments.expr(other));
  }

  public NDArray remainder(double other) {
    return apply(Operator.REMAINDER, PythonScalar.of(other));
  }

  public NDArray floorDivide(double other) {
    return apply(Operator.FLOOR_DIVIDE, PythonScalar.of(other));
  }

  public NDArray minimum(double other) {
    return apply(Operator.MINIMUM, PythonScalar.of(other));
  }

  public NDArray maximum(double other) {
    return apply(Operator.MAXIMUM, PythonScalar.of(other));
  }

  // Comparisons and bit operations.

  public NDArray equal(NDArray other) {
    return apply(Operator.EQUAL, Arguments.expr(other));
  }

  public NDArray notEqual(NDArray other) {
    return apply(Operator.NOT_EQUAL, Arguments.expr(other));
  }

  public NDArray less(NDArray other) {
    return apply(Operator.LESS, Arguments.expr(other));
  }

  public NDArray less(double other) {
    return apply(Operator.LESS, PythonScalar.of(other));
  }

  public NDArray lessEqual(NDArray other) {
    return apply(Operator.LESS_EQUAL, Arguments.expr(other));
  }

  public NDArray lessEqual(double other) {
    return apply(Operator.LESS_EQUAL, PythonScalar.of(other));
  }

  public NDArray greater(NDArray other) {
    return apply(Operator.GREATER, Arguments.expr(other));
  }

  public NDArray greater(double other) {
    return apply(Operator.GREATER, PythonScalar.of(other));
  }

  public NDArray greaterEqual(NDArray other) {
    return apply(Operator.GREATER_EQUAL, Arguments.expr(other));
  }

  public NDArray greaterEqual(double other) {
    return apply(Operator.GREATER_EQUAL, PythonScalar.of(other));
  }

  public NDArray bitwiseAnd(NDArray other) {
    return apply(Operator.BITWISE_AND, Arguments.expr(other));
  }

  public NDArray bitwiseOr(NDArray other) {
    return apply(Operator.BITWISE_OR, Arguments.expr(other));
  }

  public NDArray bitwiseXor(NDArray other) {
    return apply(Operator.BITWISE_XOR, Arguments.expr(other));
  }

  public NDArray bitwiseInvert() {
    return apply(Operator.INVERT);
  }

  public NDArray equal(double other) {
    return apply(Operator.EQUAL, PythonScalar.of(other));
  }

  public NDArray equal(long other) {
    return apply(Operator.EQUAL, PythonScalar.of(other));
  }

  public NDArray notEqual(double other) {
    return apply(Operator.NOT_EQUAL, PythonScalar.of(other));
  }

  public NDArray notEqual(long other) {
    return apply(Operator.NOT_EQUAL, PythonScalar.of(other));
  }

  /** Bits moved to the left; nothing is left of them where there are not so many. */
  public NDArray bitwiseLeftShift(NDArray other) {
    return apply(Operator.LEFT_SHIFT, Arguments.expr(other));
  }

  public NDArray bitwiseLeftShift(long other) {
    return apply(Operator.LEFT_SHIFT, PythonScalar.of(other));
  }

  /** Bits moved to the right, behind copies of the sign. */
  public NDArray bitwiseRightShift(NDArray other) {
    return apply(Operator.RIGHT_SHIFT, Arguments.expr(other));
  }

  public NDArray bitwiseRightShift(long other) {
    return apply(Operator.RIGHT_SHIFT, PythonScalar.of(other));
  }

  /** Whether both elements are not zero. */
  public NDArray logicalAnd(NDArray other) {
    return apply(Operator.LOGICAL_AND, Arguments.expr(other));
  }

  /** Whether either element is not zero. */
  public NDArray logicalOr(NDArray other) {
    return apply(Operator.LOGICAL_OR, Arguments.expr(other));
  }

  /** Whether just one of the elements is not zero. */
  public NDArray logicalXor(NDArray other) {
    return apply(Operator.LOGICAL_XOR, Arguments.expr(other));
  }

  /** Whether the element is zero. */
  public NDArray logicalNot() {
    return apply(Operator.LOGICAL_NOT);
  }
}
