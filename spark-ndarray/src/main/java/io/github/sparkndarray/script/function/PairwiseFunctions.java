package io.github.sparkndarray.script.function;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Condensed;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Literal;
import io.github.sparkndarray.expr.Metric;
import io.github.sparkndarray.expr.MetricParameter;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Index;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Distances and kernel functions of all pairs of rows: {@code cdist}, {@code pdist} and {@code
 * squareform} as in SciPy, {@code pairwise_distances} and {@code pairwise_kernels} as in
 * scikit-learn.
 */
final class PairwiseFunctions {
  /** Weights, and what the metrics have for parameters; formulas have others. */
  private static final List<String> PARAMETERS =
      Stream.concat(
              Stream.of("w"),
              Stream.of(Metric.values())
                  .flatMap(metric -> metric.parameters().stream())
                  .map(MetricParameter::name))
          .distinct()
          .toList();

  private PairwiseFunctions() {}

  static List<Function> rows() {
    String parameters =
        PARAMETERS.stream().map(name -> name + "=None").collect(Collectors.joining(", "))
            + ", **parameters";
    return List.of(
        Function.of(
            "cdist",
            "XA, XB, metric='euclidean', *, " + parameters,
            a -> pairs(a, a.expr("XA"), a.expr("XB"), a.text("metric")),
            Place.SPARK_NDARRAY),
        Function.of(
            "pdist",
            "X, metric='euclidean', *, " + parameters,
            PairwiseFunctions::pdist,
            Place.SPARK_NDARRAY),
        Function.of("squareform", "X", PairwiseFunctions::squareForm, Place.SPARK_NDARRAY),
        Function.of(
            "pairwise_distances",
            "X, Y=None, metric='euclidean', *, " + parameters,
            a -> pairs(a, a.expr("X"), orSelf(a), a.text("metric")),
            Place.SPARK_NDARRAY),
        Function.of(
            "pairwise_kernels",
            "X, Y=None, metric='linear', *, " + parameters,
            a -> pairs(a, a.expr("X"), orSelf(a), kernel(a.text("metric"))),
            Place.SPARK_NDARRAY));
  }

  private static Expr orSelf(BoundArguments a) {
    return a.isNone("Y") ? a.expr("X") : a.expr("Y");
  }

  /** The kernel that scikit-learn calls {@code cosine} is a similarity; so is none of the table. */
  private static String kernel(String name) {
    return name.equals("cosine") ? Metric.COSINE_SIMILARITY.metricName() : name;
  }

  private static Value pairs(BoundArguments a, Expr x, Expr y, String metric) {
    return ArrayValue.array(call(a, metric).pairs(x, y, a.environment()));
  }

  private static MetricCall call(BoundArguments a, String metric) {
    Map<String, Value> given = new HashMap<>(a.restByName());
    for (String name : PARAMETERS) {
      if (!a.isNone(name)) {
        given.put(name, a.value(name));
      }
    }
    return MetricCall.of(metric, given);
  }

  /**
   * Computed when it is called: what is above the diagonal is no regular part of an array that
   * could be left to later.
   */
  private static Value pdist(BoundArguments a) {
    Expr x = a.expr("X");
    if (x.shape().rank() != 2) {
      throw NDArrayException.of(ErrorCode.SHAPE, "A 2-dimensional array must be passed.");
    }
    MetricCall call = call(a, a.text("metric"));
    // Parameters that come from the data come from X alone, and not from X twice.
    Map<String, Value> withoutOther = new HashMap<>(call.parameters());
    Expr none = View.index(x, List.of(new Index.Range(null, 0L, null)));
    for (MetricParameter parameter : call.metric().map(Metric::parameters).orElse(List.of())) {
      if (parameter.isOfData() && !withoutOther.containsKey(parameter.name())) {
        Map<String, Value> data = Map.of("x", ArrayValue.array(x), "y", ArrayValue.array(none));
        withoutOther.put(
            parameter.name(),
            a.environment().formulas().evaluate(parameter.fallback().orElseThrow(), data));
      }
    }
    Expr square =
        new MetricCall(call.metric(), call.formula(), withoutOther).pairs(x, x, a.environment());
    return ArrayValue.array(new Literal(Condensed.ofSquare(a.environment().compute(square))));
  }

  private static Value squareForm(BoundArguments a) {
    HostArray given = a.environment().compute(a.expr("X"));
    if (given.shape().rank() == 1) {
      return ArrayValue.array(new Literal(Condensed.toSquare(given)));
    }
    if (given.shape().rank() != 2 || given.shape().extent(0) != given.shape().extent(1)) {
      throw NDArrayException.of(
          ErrorCode.SHAPE,
          "The matrix argument must be square: squareform takes a condensed vector or a square"
              + " matrix, not the shape %s",
          given.shape());
    }
    refuseAsymmetric(given);
    return ArrayValue.array(new Literal(Condensed.ofSquare(given)));
  }

  private static void refuseAsymmetric(HostArray square) {
    int m = Math.toIntExact(square.shape().extent(0));
    for (int i = 0; i < m; i++) {
      if (square.getDouble(i * m + i) != 0) {
        throw NDArrayException.of(ErrorCode.VALUE, "Distance matrix 'X' diagonal must be zero.");
      }
      for (int j = 0; j < i; j++) {
        double below = square.getDouble(i * m + j);
        double above = square.getDouble(j * m + i);
        if (below != above && !(Double.isNaN(below) && Double.isNaN(above))) {
          throw NDArrayException.of(ErrorCode.VALUE, "Distance matrix 'X' must be symmetric.");
        }
      }
    }
  }
}
