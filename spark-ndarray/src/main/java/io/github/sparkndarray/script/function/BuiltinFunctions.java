package io.github.sparkndarray.script.function;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.dtype.WeakKind;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.ElementwiseFunctions;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.Sorting;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Conversions;
import io.github.sparkndarray.script.value.Operators;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Index;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Python's own functions of several values. */
final class BuiltinFunctions {
  private BuiltinFunctions() {}

  static List<Function> rows() {
    return List.of(
        builtin("round", "number, ndigits=None", BuiltinFunctions::round),
        builtin("sum", "iterable, /, start=0", BuiltinFunctions::sum),
        builtin("sorted", "iterable, /, *, !key=None, reverse=False", BuiltinFunctions::sorted),
        builtin("any", "iterable, /", a -> test(a, Reduction.ANY)),
        builtin("all", "iterable, /", a -> test(a, Reduction.ALL)),
        builtin("pow", "base, exp, mod=None", BuiltinFunctions::power),
        builtin("list", "iterable=()", a -> Value.Sequence.list(elements(a))),
        builtin("tuple", "iterable=()", a -> Value.Sequence.tuple(elements(a))),
        builtin("min", "*args", a -> extreme(a, "min", Operator.LESS, Reduction.MIN)),
        builtin("max", "*args", a -> extreme(a, "max", Operator.GREATER, Reduction.MAX)));
  }

  private static Function builtin(String name, String signature, Function.Body body) {
    return Function.of(name, signature, body, Place.BUILTIN);
  }

  /** To even where two are equally near; an int where no digits are given. */
  private static Value round(BoundArguments a) {
    boolean isWhole = a.isNone("ndigits");
    int digits = isWhole ? 0 : Math.toIntExact(Math.max(-400, Math.min(400, a.integer("ndigits"))));
    if (a.value("number") instanceof ArrayValue array && !isWhole) {
      return ArrayValue.computed(ElementwiseFunctions.round(array.expr(), digits));
    }
    if (!(a.value("number") instanceof Value.Scalar || a.value("number") instanceof ArrayValue)) {
      throw NDArrayException.of(
          ErrorCode.DTYPE, "type %s doesn't define __round__ method", a.value("number").typeName());
    }
    PythonScalar number = a.number("number");
    boolean isReal = number.kind() == WeakKind.FLOAT;
    if (isReal && !Double.isFinite(number.real())) {
      if (!isWhole) {
        return a.value("number");
      }
      throw NDArrayException.of(
          ErrorCode.VALUE,
          Double.isNaN(number.real())
              ? "cannot convert float NaN to integer"
              : "cannot convert float infinity to integer");
    }
    BigDecimal exact = isReal ? new BigDecimal(number.real()) : new BigDecimal(number.whole());
    BigDecimal rounded = exact.setScale(digits, RoundingMode.HALF_EVEN);
    return isReal && !isWhole
        ? Value.of(Math.copySign(rounded.doubleValue(), number.real()))
        : new Value.Scalar(PythonScalar.of(rounded.toBigInteger()));
  }

  private static Value sum(BoundArguments a) {
    Value start = a.value("start");
    if (a.value("iterable") instanceof ArrayValue array && array.expr().shape().rank() > 0) {
      Expr rows = array.expr();
      DType dtype = rows.dtype() == DType.BOOL ? DType.INT64 : rows.dtype();
      Expr total = Convert.of(Reduce.of(Reduction.SUM, rows, new int[] {0}, false), dtype);
      return Operators.binary(Operator.ADD, start, ArrayValue.computed(total), a.environment());
    }
    Value total = start;
    for (Value item : items(a.value("iterable"))) {
      total = Operators.binary(Operator.ADD, total, item, a.environment());
    }
    return total;
  }

  private static Value sorted(BoundArguments a) {
    if (a.value("iterable") instanceof ArrayValue array && array.expr().shape().rank() == 1) {
      Expr ascending = Sorting.sort(array.expr(), 0);
      return Value.Sequence.list(
          elements(ArrayValue.array(a.bool("reverse") ? View.flip(ascending, 0) : ascending)));
    }
    List<Value> items = new ArrayList<>(elements(a.value("iterable")));
    Comparator<Value> ascending =
        (left, right) -> isLess(left, right, a) ? -1 : isLess(right, left, a) ? 1 : 0;
    items.sort(a.bool("reverse") ? (left, right) -> ascending.compare(right, left) : ascending);
    return Value.Sequence.list(items);
  }

  private static boolean isLess(Value left, Value right, BoundArguments a) {
    return Conversions.truth(
        Operators.binary(Operator.LESS, left, right, a.environment()), a.environment());
  }

  /** {@code any} and {@code all}: of a vector in one pass, of other things one after the other. */
  private static Value test(BoundArguments a, Reduction reduction) {
    Value iterable = a.value("iterable");
    if (iterable instanceof ArrayValue array && array.expr().shape().rank() == 1) {
      Expr result = Reduce.of(reduction, array.expr(), null, false);
      return Value.of(a.environment().compute(result).getBoolean(0));
    }
    boolean isAny = reduction == Reduction.ANY;
    for (Value item : elements(iterable)) {
      if (Conversions.truth(item, a.environment()) == isAny) {
        return Value.of(isAny);
      }
    }
    return Value.of(!isAny);
  }

  private static Value power(BoundArguments a) {
    if (a.isNone("mod")) {
      return Operators.binary(Operator.POWER, a.value("base"), a.value("exp"), a.environment());
    }
    PythonScalar base = a.number("base");
    PythonScalar exponent = a.number("exp");
    PythonScalar modulus = a.number("mod");
    if (!base.isIntegral() || !exponent.isIntegral() || !modulus.isIntegral()) {
      throw NDArrayException.of(
          ErrorCode.DTYPE, "pow() 3rd argument not allowed unless all arguments are integers");
    }
    if (modulus.whole().signum() == 0) {
      throw NDArrayException.of(ErrorCode.VALUE, "pow() 3rd argument cannot be 0");
    }
    try {
      BigInteger size = modulus.whole().abs();
      BigInteger rest = base.whole().modPow(exponent.whole(), size);
      boolean isBelow = modulus.whole().signum() < 0 && rest.signum() > 0;
      return new Value.Scalar(PythonScalar.of(isBelow ? rest.subtract(size) : rest));
    } catch (ArithmeticException e) {
      throw new NDArrayException(
          ErrorCode.VALUE, "base is not invertible for the given modulus", e);
    }
  }

  /** What Python gives one after the other: of an array what is below its first axis. */
  private static List<Value> elements(BoundArguments a) {
    return elements(a.value("iterable"));
  }

  private static List<Value> elements(Value iterable) {
    if (iterable instanceof ArrayValue array) {
      if (array.expr().shape().rank() == 0) {
        throw NDArrayException.of(ErrorCode.DTYPE, "iteration over a 0-d array");
      }
      List<Value> rows = new ArrayList<>();
      for (long i = 0; i < array.expr().shape().extent(0); i++) {
        List<Index> row = List.of(new Index.At(i));
        rows.add(
            array.expr().shape().rank() == 1
                ? ArrayValue.computed(View.index(array.expr(), row))
                : array.view(expr -> View.index(expr, row)));
      }
      return rows;
    }
    if (iterable instanceof Value.Text text) {
      return text.text()
          .codePoints()
          .mapToObj(character -> (Value) new Value.Text(Character.toString(character)))
          .toList();
    }
    return items(iterable);
  }

  static List<Value> items(Value iterable) {
    if (iterable instanceof Value.ArchiveView view) {
      return view.items().items();
    }
    if (iterable instanceof Value.Archive archive) {
      return archive.names().items();
    }
    if (iterable instanceof Value.Sequence sequence) {
      return sequence.items();
    }
    throw NDArrayException.of(ErrorCode.DTYPE, "'%s' object is not iterable", iterable.typeName());
  }

  /** The first of several values, or of the items of one, that no other is before. */
  private static Value extreme(BoundArguments a, String name, Operator before, Reduction ofArray) {
    List<Value> given = a.rest("args");
    if (given.isEmpty()) {
      throw NDArrayException.of(ErrorCode.NAME, "%s expected at least 1 argument, got 0", name);
    }
    if (given.size() == 1 && given.get(0) instanceof ArrayValue array) {
      if (array.expr().shape().rank() == 1) {
        return ArrayValue.computed(Reduce.of(ofArray, array.expr(), null, false));
      }
      // Rows cannot be told to be before each other.
      Conversions.truth(array, a.environment());
    }
    List<Value> items = given.size() == 1 ? items(given.get(0)) : given;
    if (items.isEmpty()) {
      throw NDArrayException.of(ErrorCode.VALUE, "%s() iterable argument is empty", name);
    }
    Value best = items.get(0);
    for (Value item : items.subList(1, items.size())) {
      if (Conversions.truth(
          Operators.binary(before, item, best, a.environment()), a.environment())) {
        best = item;
      }
    }
    return best;
  }
}
