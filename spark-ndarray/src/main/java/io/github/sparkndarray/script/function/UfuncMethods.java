package io.github.sparkndarray.script.function;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Statistics;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.function.UfuncCall.Ufunc;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Conversions;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Index;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code np.add.} and the like are followed by: an operator repeated along axes. */
final class UfuncMethods {
  private UfuncMethods() {}

  static List<Function> rows() {
    return List.of(
        method(
            "reduce",
            "self, array, axis=0, dtype=None, !out=None, keepdims=False, initial=None, where=True",
            UfuncMethods::reduce),
        method(
            "accumulate", "self, array, axis=0, dtype=None, !out=None", UfuncMethods::accumulate),
        method("outer", "self, A, B" + UfuncCall.OPTIONS, UfuncMethods::outer),
        method(
            "reduceat",
            "self, array, indices, axis=0, dtype=None, !out=None",
            a -> {
              throw missing(self(a), "reduceat", "np.bincount with weights sums up groups");
            }),
        method(
            "at",
            "self, a, indices, b=None, /",
            a -> {
              throw missing(self(a), "at", "np.bincount with weights sums up by positions");
            }));
  }

  /** What there is to be known of a function. */
  static Map<String, Value> attributes(Ufunc ufunc) {
    int inputs = ufunc.operands().size();
    int outputs = ufunc.bodies().size();
    return Map.of(
        "nin", Value.of(inputs),
        "nout", Value.of(outputs),
        "nargs", Value.of(inputs + outputs));
  }

  private static Function method(String name, String signature, Function.Body body) {
    return Function.of(name, signature, body, Place.UFUNC_METHOD);
  }

  private static Ufunc self(BoundArguments a) {
    return (Ufunc) ((Function) a.value("self")).body();
  }

  private static NDArrayException missing(Ufunc ufunc, String method, String instead) {
    return NDArrayException.of(
        ErrorCode.UNSUPPORTED,
        "np.%s.%s is not in this language; %s",
        ufunc.name(),
        method,
        instead);
  }

  private static void refuseOtherThanBinary(Ufunc ufunc, String method) {
    if (ufunc.operands().size() != 2) {
      throw NDArrayException.of(ErrorCode.VALUE, "%s only supported for binary functions", method);
    }
    if (ufunc.bodies().size() != 1) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "%s only supported for functions returning a single value", method);
    }
  }

  private static Value reduce(BoundArguments a) {
    Ufunc ufunc = self(a);
    refuseOtherThanBinary(ufunc, "reduce");
    Expr x = a.expr("array");
    Expr where = a.value("where").equals(Value.of(true)) ? null : a.expr("where");
    Statistics over = new Statistics(axes(a, x), a.bool("keepdims"), where);
    DType dtype = a.dtype("dtype").orElse(null);
    PythonScalar initial = a.isNone("initial") ? null : a.anyNumber("initial");
    if (ufunc.name().equals("logaddexp") && where == null && initial == null) {
      Expr given = dtype == null ? x : Convert.of(x, dtype);
      return ArrayValue.computed(Reduce.logSumExp(given, over.axes(), over.keepDims()));
    }
    return ArrayValue.computed(RepeatedOperator.of(ufunc).reduce(over, x, dtype, initial));
  }

  /** The axes; none of an array that has none. */
  private static int @Nullable [] axes(BoundArguments a, Expr x) {
    int @Nullable [] axes = a.axes("axis");
    boolean isFirst = axes != null && axes.length == 1 && (axes[0] == 0 || axes[0] == -1);
    return isFirst && x.shape().rank() == 0 ? new int[0] : axes;
  }

  private static Value accumulate(BoundArguments a) {
    Ufunc ufunc = self(a);
    refuseOtherThanBinary(ufunc, "accumulate");
    Expr x = a.expr("array");
    int @Nullable [] axes = a.axes("axis");
    int count = axes == null ? x.shape().rank() : axes.length;
    if (count > 1 || (axes != null && count == 0)) {
      throw NDArrayException.of(ErrorCode.VALUE, "accumulate does not allow multiple axes");
    }
    if (x.shape().rank() == 0) {
      throw NDArrayException.of(ErrorCode.DTYPE, "cannot accumulate on a scalar");
    }
    int axis = axes == null ? 0 : axes[0];
    return ArrayValue.array(
        RepeatedOperator.of(ufunc).accumulate(x, axis, a.dtype("dtype").orElse(null)));
  }

  /** Each element of one array with each of the other. */
  private static Value outer(BoundArguments a) {
    Ufunc ufunc = self(a);
    if (ufunc.operands().size() != 2) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "outer product only supported for binary functions");
    }
    Expr first = Conversions.toArray(a.value("A"), a.environment()).expr();
    Expr second = Conversions.toArray(a.value("B"), a.environment()).expr();
    List<Index> index = new ArrayList<>();
    index.add(new Index.Ellipsis());
    index.addAll(Collections.nCopies(second.shape().rank(), new Index.NewAxis()));
    return ufunc.of(List.of(View.index(first, index), second), a);
  }
}
