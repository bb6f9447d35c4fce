package io.github.sparkndarray.script.value;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Constant;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Products;
import io.github.sparkndarray.script.value.Value.Scalar;
import io.github.sparkndarray.script.value.Value.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The symbols of the language on values of any type. */
public final class Operators {
  private static final String COMPARISONS = "== != < <= > >=";

  private Operators() {}

  /** The operator of a symbol with one or two operands. */
  public static Operator of(String symbol, int arity) {
    for (Operator operator : Operator.values()) {
      if (operator.symbol().equals(symbol) && operator.arity() == arity) {
        return operator;
      }
    }
    throw NDArrayException.of(ErrorCode.INTERNAL, "no operator %s", symbol);
  }

  /** {@code -a}, {@code +a}, {@code ~a}, {@code abs(a)}. */
  public static Value unary(Operator operator, Value a) {
    if (a instanceof Scalar scalar) {
      return new Scalar(PythonArithmetic.unary(operator, scalar.scalar()));
    }
    if (a instanceof ArrayValue array) {
      return ArrayValue.computed(Elementwise.of(operator, array.expr()));
    }
    throw NDArrayException.of(
        ErrorCode.DTYPE,
        operator == Operator.ABSOLUTE
            ? "bad operand type for abs(): '%2$s'"
            : "bad operand type for unary %s: '%s'",
        operator.symbol(),
        a.typeName());
  }

  /** {@code a + b} and all other binary operators, comparisons included. */
  public static Value binary(Operator operator, Value a, Value b, Environment environment) {
    if (a instanceof Scalar left && b instanceof Scalar right) {
      return new Scalar(PythonArithmetic.binary(operator, left.scalar(), right.scalar()));
    }
    boolean arrays = a instanceof ArrayValue || b instanceof ArrayValue;
    if (arrays && isNumeric(a) && isNumeric(b)) {
      return ArrayValue.computed(
          Elementwise.of(
              operator,
              Conversions.toOperand(a, environment),
              Conversions.toOperand(b, environment)));
    }
    if (!arrays && (operator == Operator.EQUAL || operator == Operator.NOT_EQUAL)) {
      return Value.of(areEqual(a, b, environment) == (operator == Operator.EQUAL));
    }
    if (arrays && (operator == Operator.EQUAL || operator == Operator.NOT_EQUAL)) {
      // Nothing that is no number equals an element.
      Expr array = ((ArrayValue) (a instanceof ArrayValue ? a : b)).expr();
      long differs = operator == Operator.EQUAL ? 0 : 1;
      return ArrayValue.computed(Constant.of(DType.BOOL, differs).filling(array.shape()));
    }
    return sequence(operator, a, b).orElseThrow(() -> unsupported(operator, a, b));
  }

  /** {@code a @ b}, of which one must be an array. */
  public static Value matmul(Value a, Value b, Environment environment) {
    boolean arrays = a instanceof ArrayValue || b instanceof ArrayValue;
    if (!arrays || !isNumeric(a) || !isNumeric(b)) {
      throw NDArrayException.of(
          ErrorCode.DTYPE,
          "unsupported operand type(s) for @: '%s' and '%s'",
          a.typeName(),
          b.typeName());
    }
    return ArrayValue.computed(
        Products.matmul(
            Conversions.toArray(a, environment).expr(),
            Conversions.toArray(b, environment).expr()));
  }

  private static boolean isNumeric(Value value) {
    return value instanceof Scalar || value instanceof ArrayValue || value instanceof Sequence;
  }

  /** Python's {@code +} and {@code *} of tuples and lists, and {@code +} of strings. */
  private static Optional<Value> sequence(Operator operator, Value a, Value b) {
    if (operator == Operator.ADD && a instanceof Value.Text left && b instanceof Value.Text right) {
      return Optional.of(new Value.Text(left.text() + right.text()));
    }
    if (operator == Operator.MULTIPLY
        && a instanceof Value.Text repeated
        && b instanceof Scalar times
        && times.scalar().isIntegral()) {
      return Optional.of(
          new Value.Text(repeated.text().repeat(count(a, repeated.text().length(), times))));
    }
    if (operator == Operator.ADD
        && a instanceof Sequence left
        && b instanceof Sequence right
        && left.kind() == right.kind()) {
      List<Value> items = new ArrayList<>(left.items());
      items.addAll(right.items());
      return Optional.of(new Sequence(left.kind(), items));
    }
    if (operator == Operator.MULTIPLY
        && a instanceof Sequence repeated
        && b instanceof Scalar times
        && times.scalar().isIntegral()) {
      List<Value> items =
          Collections.nCopies(count(a, repeated.items().size(), times), repeated.items()).stream()
              .flatMap(List::stream)
              .toList();
      return Optional.of(new Sequence(repeated.kind(), items));
    }
    if (operator == Operator.MULTIPLY
        && a instanceof Scalar
        && (b instanceof Sequence || b instanceof Value.Text)) {
      return sequence(operator, b, a);
    }
    return a instanceof Value.Text left && b instanceof Value.Text right
        ? ordered(operator, left.text(), right.text()).map(Value::of)
        : Optional.empty();
  }

  /** How often to repeat so many items. */
  private static int count(Value repeated, int size, Scalar times) {
    long count = Math.max(0, times.scalar().integer());
    if (count > 1_000_000 || count * size > 1_000_000) {
      throw NDArrayException.of(
          ErrorCode.MEMORY, "Cannot make a %s of more than 1,000,000 items", repeated.typeName());
    }
    return (int) count;
  }

  /** Strings are ordered by their code points. */
  private static Optional<Boolean> ordered(Operator operator, String a, String b) {
    int order = Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    return switch (operator) {
      case LESS -> Optional.of(order < 0);
      case LESS_EQUAL -> Optional.of(order <= 0);
      case GREATER -> Optional.of(order > 0);
      case GREATER_EQUAL -> Optional.of(order >= 0);
      default -> Optional.empty();
    };
  }

  private static boolean areEqual(Value a, Value b, Environment environment) {
    if (a instanceof Sequence left && b instanceof Sequence right) {
      boolean equal = left.kind() == right.kind() && left.items().size() == right.items().size();
      for (int i = 0; equal && i < left.items().size(); i++) {
        Value item = binary(Operator.EQUAL, left.items().get(i), right.items().get(i), environment);
        equal = Conversions.truth(item, environment);
      }
      return equal;
    }
    if (a instanceof Value.ElementType left) {
      boolean named =
          b instanceof Value.ElementType || b instanceof ScalarType || b instanceof Value.Text;
      return named && left.dtype() == Conversions.toDType(b);
    }
    if (b instanceof Value.ElementType) {
      return areEqual(b, a, environment);
    }
    return a.equals(b);
  }

  static NDArrayException unsupported(Operator operator, Value a, Value b) {
    if (operator == Operator.ADD && (a instanceof Sequence || a instanceof Value.Text)) {
      return NDArrayException.of(
          ErrorCode.DTYPE,
          "can only concatenate %1$s (not \"%2$s\") to %1$s",
          a.typeName(),
          b.typeName());
    }
    if (operator == Operator.MULTIPLY && (a instanceof Sequence || a instanceof Value.Text)) {
      return NDArrayException.of(
          ErrorCode.DTYPE, "can't multiply sequence by non-int of type '%s'", b.typeName());
    }
    boolean ordering = COMPARISONS.contains(operator.symbol());
    return NDArrayException.of(
        ErrorCode.DTYPE,
        ordering
            ? "'%s' not supported between instances of '%s' and '%s'"
            : "unsupported operand type(s) for %s: '%s' and '%s'",
        operator == Operator.POWER ? "** or pow()" : operator.symbol(),
        a.typeName(),
        b.typeName());
  }
}
