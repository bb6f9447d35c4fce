package io.github.sparkndarray.script.function;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.Arguments;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Axes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Functions of NumPy's applied along axes, which they know how to do themselves. */
final class ApplyFunctions {
  private ApplyFunctions() {}

  static List<Function> rows() {
    return List.of(
        Function.of(
            "apply_along_axis",
            "func1d, axis, arr, *args, **kwargs",
            ApplyFunctions::along,
            Place.NUMPY),
        Function.of("apply_over_axes", "func, a, axes", ApplyFunctions::over, Place.NUMPY));
  }

  private static Function function(BoundArguments a, String name) {
    if (!(a.value(name) instanceof Value.Callable callable)) {
      throw NDArrayException.of(
          ErrorCode.DTYPE, "'%s' object is not callable", a.value(name).typeName());
    }
    if (callable instanceof Function function && function.signature().has("axis")) {
      return function;
    }
    throw NDArrayException.of(
        ErrorCode.UNSUPPORTED,
        "Cannot apply %s along an axis: this language does it with functions that have a"
            + " parameter 'axis'",
        callable.name());
  }

  private static Value along(BoundArguments a) {
    Function function = function(a, "func1d");
    Expr x = a.expr("arr");
    int axis = Axes.normalize(a.axis("axis"), x.shape().rank());
    Map<String, Value> named = new LinkedHashMap<>(a.restByName());
    named.put("axis", Value.of((long) axis));
    List<Value> positional =
        Stream.concat(Stream.of(a.array("arr")), a.rest("args").stream()).toList();
    return function.call(new Arguments(positional, named), a.environment());
  }

  /** One axis after the other; those that the function takes away are kept with one element. */
  private static Value over(BoundArguments a) {
    Function function = function(a, "func");
    ArrayValue x = a.array("a");
    int rank = x.expr().shape().rank();
    for (int axis : Axes.normalize(axes(a), rank)) {
      Value value =
          function.call(
              new Arguments(List.of(x, Value.of((long) axis)), Map.of()), a.environment());
      if (!(value instanceof ArrayValue result)) {
        throw wrong();
      }
      boolean isReduced = result.expr().shape().rank() == rank - 1;
      if (!isReduced && result.expr().shape().rank() != rank) {
        throw wrong();
      }
      x = isReduced ? ArrayValue.array(View.expandDims(result.expr(), axis)) : result;
    }
    return x;
  }

  private static int[] axes(BoundArguments a) {
    long[] given = a.integers("axes");
    int[] axes = new int[given.length];
    for (int i = 0; i < given.length; i++) {
      axes[i] = (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, given[i]));
    }
    return axes;
  }

  private static NDArrayException wrong() {
    return NDArrayException.of(
        ErrorCode.VALUE, "function is not returning an array of the correct shape");
  }
}
