package io.github.sparkndarray.script.function;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Conversions;
import io.github.sparkndarray.script.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Functions that compute new elements one by one: every operator, {@code astype}. */
final class ComputeFunctions {
  private ComputeFunctions() {}

  static List<Function> rows() {
    List<Function> rows = new ArrayList<>();
    for (Operator operator : Operator.values()) {
      operator.names().forEach(name -> rows.add(elementwise(name, operator)));
    }
    rows.add(
        Function.of(
            "astype",
            "x, dtype, order='K', casting='unsafe', !subok=True, copy=True",
            ComputeFunctions::astype,
            Place.NUMPY,
            Place.ARRAY_METHOD));
    return rows;
  }

  private static Function elementwise(String name, Operator operator) {
    if (operator == Operator.WHERE) {
      return Function.of(name, "condition, x=None, y=None", ComputeFunctions::where, Place.NUMPY);
    }
    UfuncCall.Body body = operands -> Elementwise.of(operator, operands);
    return operator.arity() == 1 ? UfuncCall.unary(name, body) : UfuncCall.binary(name, body);
  }

  private static Value where(BoundArguments a) {
    if (a.isNone("x") && a.isNone("y")) {
      return IndexingFunctions.nonzero(a, a.expr("condition"));
    }
    if (a.isNone("x") || a.isNone("y")) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "either both or neither of x and y should be given");
    }
    // An array even where no axes are left, as in NumPy.
    return ArrayValue.array(
        Elementwise.of(Operator.WHERE, a.operand("condition"), a.operand("x"), a.operand("y")));
  }

  private static Value astype(BoundArguments a) {
    ArrayValue array = a.array("x");
    DType from = array.expr().dtype();
    DType to = Conversions.toDType(a.value("dtype"));
    if (!DTypeFunctions.casts(from, to, a.text("casting"))) {
      throw NDArrayException.of(
          ErrorCode.DTYPE,
          "Cannot cast array data from dtype('%s') to dtype('%s') according to the rule '%s'",
          from,
          to,
          a.text("casting"));
    }
    Expr converted = Convert.unsafely(array.expr(), to);
    return array.isScalar() ? ArrayValue.computed(converted) : MemoryOrder.copy(a, converted);
  }
}
