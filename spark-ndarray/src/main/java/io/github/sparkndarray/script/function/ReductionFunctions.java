package io.github.sparkndarray.script.function;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Functions that reduce axes. */
final class ReductionFunctions {
  private static final String SUM =
      "a, axis=None, dtype=None, !out=None, keepdims=False, initial=None, where=None";
  private static final String EXTREME =
      "a, axis=None, !out=None, keepdims=False, initial=None, where=None";
  private static final String POSITION = "a, axis=None, !out=None, *, keepdims=False";
  private static final String TEST = "a, axis=None, !out=None, keepdims=False, *, where=None";

  private ReductionFunctions() {}

  static List<Function> rows() {
    List<Function> rows = new ArrayList<>();
    for (Reduction reduction : Reduction.values()) {
      if (reduction.isFunction()) {
        rows.add(reduction(reduction.numpyName(), reduction, Place.NUMPY, Place.ARRAY_METHOD));
      }
    }
    rows.add(reduction("amin", Reduction.MIN, Place.NUMPY));
    rows.add(reduction("amax", Reduction.MAX, Place.NUMPY));
    rows.add(
        Function.of(
            "count_nonzero",
            "a, axis=None, *, keepdims=False",
            a ->
                ArrayValue.computed(
                    Reduce.countNonzero(a.expr("a"), a.axes("axis"), a.bool("keepdims"))),
            Place.NUMPY));
    rows.add(
        Function.of(
            "logsumexp",
            "a, axis=None, !b=None, keepdims=False, !return_sign=False",
            a ->
                ArrayValue.computed(
                    Reduce.logSumExp(a.expr("a"), a.axes("axis"), a.bool("keepdims"))),
            Place.SPARK_NDARRAY));
    rows.add(
        Function.of(
            "topk", "a, k, axis=-1, largest=True", ReductionFunctions::topk, Place.SPARK_NDARRAY));
    return rows;
  }

  private static Function reduction(String name, Reduction reduction, Place... places) {
    String signature =
        switch (reduction) {
          case SUM, PROD -> SUM;
          case MIN, MAX -> EXTREME;
          case ARGMIN, ARGMAX -> POSITION;
          case ANY, ALL -> TEST;
          case SQUARED_DEVIATIONS, SMALLEST, LARGEST, ARGSMALLEST, ARGLARGEST, BINCOUNT ->
              throw NDArrayException.of(ErrorCode.INTERNAL, "%s is no function", reduction);
        };
    return Function.of(name, signature, a -> reduce(reduction, a), places);
  }

  private static Value reduce(Reduction reduction, BoundArguments a) {
    if (reduction.isPosition()) {
      return ArrayValue.computed(
          Reduce.of(reduction, a.expr("a"), a.axes("axis"), a.bool("keepdims")));
    }
    boolean sum = reduction == Reduction.SUM || reduction == Reduction.PROD;
    boolean test = reduction == Reduction.ANY || reduction == Reduction.ALL;
    return ArrayValue.computed(
        StatisticsFunctions.of(a)
            .reduce(
                reduction,
                a.expr("a"),
                sum ? a.dtype("dtype").orElse(null) : null,
                test || a.isNone("initial") ? null : a.anyNumber("initial")));
  }

  private static Value topk(BoundArguments a) {
    boolean largest = a.bool("largest");
    Expr from = a.expr("a");
    int k = Math.toIntExact(Math.max(-1, Math.min(a.integer("k"), Integer.MAX_VALUE)));
    int axis = Math.toIntExact(a.integer("axis"));
    Reduction values = largest ? Reduction.LARGEST : Reduction.SMALLEST;
    Reduction indices = largest ? Reduction.ARGLARGEST : Reduction.ARGSMALLEST;
    return Value.Sequence.tuple(
        List.of(
            ArrayValue.array(Reduce.select(values, from, k, axis)),
            ArrayValue.array(Reduce.select(indices, from, k, axis))));
  }
}
