package io.github.sparkndarray.script.function;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Histogram;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.WeightedBins;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Conversions;
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
    rows.add(
        Function.of(
            "histogram",
            "a, bins=10, range=None, density=None, weights=None",
            ReductionFunctions::histogram,
            Place.NUMPY));
    rows.add(
        Function.of(
            "histogram2d",
            "x, y, bins=10, range=None, density=None, weights=None",
            ReductionFunctions::histogram2d,
            Place.NUMPY));
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

  /** Bins along both coordinates; numbers of bins, edges and ranges may be given for each. */
  private static Value histogram2d(BoundArguments a) {
    Expr x = a.expr("x");
    Expr y = a.expr("y");
    if (x.shape().rank() != 1 || !x.shape().equals(y.shape())) {
      throw NDArrayException.of(ErrorCode.VALUE, "x and y must have the same length.");
    }
    Histogram first = histogram(x, ofAxis(a, "bins", 0), ofAxis(a, "range", 0), a);
    Histogram second = histogram(y, ofAxis(a, "bins", 1), ofAxis(a, "range", 1), a);
    Expr weights = a.exprOrNull("weights");
    if (weights != null && !weights.shape().equals(x.shape())) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "The weights and list don't have the same length.");
    }
    Expr counts = Histogram.ofPairs(first, second, weights);
    return Value.Sequence.tuple(
        List.of(
            ArrayValue.array(
                isDensity(a)
                    ? WeightedBins.density(counts, first.edges(), second.edges())
                    : counts),
            ArrayValue.array(first.edges()),
            ArrayValue.array(second.edges())));
  }

  /** What a pair has for one of the two axes; what is no pair is for both. */
  private static Value ofAxis(BoundArguments a, String name, int axis) {
    return a.value(name) instanceof Value.Sequence pair && pair.items().size() == 2
        ? pair.items().get(axis)
        : a.value(name);
  }

  private static Histogram histogram(Expr x, Value bins, Value range, BoundArguments a) {
    if (!(bins instanceof Value.Scalar)) {
      Expr edges = Conversions.toArray(bins, a.environment()).expr();
      refuseUnordered(a.environment().compute(edges));
      return Histogram.ofEdges(x, edges);
    }
    int count =
        Math.toIntExact(Math.min(Conversions.toInteger(bins, a.environment()), Integer.MAX_VALUE));
    return range.equals(Value.NONE) ? Histogram.of(x, count) : inRange(x, count, range, a);
  }

  private static Histogram inRange(Expr x, int bins, Value range, BoundArguments a) {
    if (!(range instanceof Value.Sequence ends) || ends.items().size() != 2) {
      throw NDArrayException.of(ErrorCode.VALUE, "`range` must be a pair (lower, upper)");
    }
    double lower = Conversions.toNumber(ends.items().get(0), a.environment()).real();
    double upper = Conversions.toNumber(ends.items().get(1), a.environment()).real();
    return Histogram.of(x, bins, lower, upper);
  }

  private static void refuseUnordered(HostArray edges) {
    for (int i = 1; i < edges.size(); i++) {
      if (!(edges.getDouble(i - 1) <= edges.getDouble(i))) {
        throw NDArrayException.of(
            ErrorCode.VALUE, "`bins` must increase monotonically, when an array");
      }
    }
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

  private static Value histogram(BoundArguments a) {
    Histogram histogram = histogram(a.expr("a"), a.value("bins"), a.value("range"), a);
    Expr weights = a.exprOrNull("weights");
    Expr counts = weights == null ? histogram.counts() : WeightedBins.of(histogram, weights);
    Expr edges = histogram.edges();
    return Value.Sequence.tuple(
        List.of(
            ArrayValue.array(isDensity(a) ? WeightedBins.density(counts, edges) : counts),
            ArrayValue.array(edges)));
  }

  private static boolean isDensity(BoundArguments a) {
    return !a.isNone("density") && a.bool("density");
  }
}
