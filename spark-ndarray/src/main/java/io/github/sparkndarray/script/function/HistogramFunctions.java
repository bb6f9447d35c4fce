package io.github.sparkndarray.script.function;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.BinEstimators;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Histogram;
import io.github.sparkndarray.expr.Literal;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.Selection;
import io.github.sparkndarray.expr.WeightedBins;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Conversions;
import io.github.sparkndarray.script.value.Value;
import java.util.List;

/** {@code np.histogram} and {@code np.histogram2d}. */
final class HistogramFunctions {
  private HistogramFunctions() {}

  static List<Function> rows() {
    return List.of(
        Function.of(
            "histogram",
            "a, bins=10, range=None, density=None, weights=None",
            HistogramFunctions::histogram,
            Place.NUMPY),
        Function.of(
            "histogram_bin_edges",
            "a, bins=10, range=None, weights=None",
            a ->
                ArrayValue.array(
                    histogram(a.expr("a"), a.value("bins"), a.value("range"), a).edges()),
            Place.NUMPY),
        Function.of(
            "histogram2d",
            "x, y, bins=10, range=None, density=None, weights=None",
            HistogramFunctions::histogram2d,
            Place.NUMPY));
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
    if (bins instanceof Value.Text estimator) {
      return estimated(x, estimator.text(), range, a);
    }
    if (!(bins instanceof Value.Scalar number)) {
      Expr edges = Conversions.toArray(bins, a.environment()).expr();
      if (edges.shape().rank() != 1) {
        throw NDArrayException.of(ErrorCode.VALUE, "`bins` must be 1d, when an array");
      }
      refuseUnordered(a.environment().compute(edges));
      return Histogram.ofEdges(x, edges);
    }
    if (!number.scalar().isIntegral()) {
      throw NDArrayException.of(
          ErrorCode.DTYPE, "`bins` must be an integer, a string, or an array");
    }
    int count =
        Math.toIntExact(Math.min(Conversions.toInteger(bins, a.environment()), Integer.MAX_VALUE));
    if (!range.equals(Value.NONE)) {
      return inRange(x, count, range, a);
    }
    boolean isChecked =
        x.dtype().isFloat() && x.shape().size() > 0 && !a.environment().host().isOnlyPlanned();
    return isChecked ? ofFinite(x, count, a) : Histogram.of(x, count);
  }

  /** Finds the extremes now, so that what is not finite is refused where the histogram is made. */
  private static Histogram ofFinite(Expr x, int bins, BoundArguments a) {
    List<HostArray> extremes =
        a.environment()
            .host()
            .compute(
                List.of(
                    Reduce.of(Reduction.MIN, x, null, false),
                    Reduce.of(Reduction.MAX, x, null, false)));
    Histogram.checkRange(
        "autodetected",
        Conversions.element(extremes.get(0), 0),
        Conversions.element(extremes.get(1), 0));
    return Histogram.of(x, bins, new Literal(extremes.get(0)), new Literal(extremes.get(1)));
  }

  /** As many bins as one of NumPy's estimators wants for what lies in the range. */
  private static Histogram estimated(Expr x, String name, Value range, BoundArguments a) {
    BinEstimators.check(name);
    if (!a.isNone("weights")) {
      throw NDArrayException.of(
          ErrorCode.DTYPE,
          "Automated estimation of the number of bins is not supported for weighted data");
    }
    boolean isGiven = !range.equals(Value.NONE);
    PythonScalar lower = isGiven ? end(range, 0, a) : extreme(x, Reduction.MIN, a);
    PythonScalar upper = isGiven ? end(range, 1, a) : extreme(x, Reduction.MAX, a);
    Histogram.checkRange(isGiven ? "supplied" : "autodetected", lower, upper);
    Expr counted = isGiven ? within(x, lower, upper, a) : x;
    boolean isPoint = lower.real() == upper.real();
    double bins =
        counted.shape().size() == 0 || isPoint
            ? 1
            : a.environment().compute(BinEstimators.bins(counted, name, lower, upper)).getDouble(0);
    Value count = Value.of((long) bins);
    return histogram(x, count, range, a);
  }

  private static PythonScalar extreme(Expr x, Reduction reduction, BoundArguments a) {
    if (x.shape().size() == 0) {
      return PythonScalar.of(reduction == Reduction.MIN ? 0L : 1L);
    }
    HostArray value = a.environment().compute(Reduce.of(reduction, x, null, false));
    return Conversions.element(value, 0);
  }

  private static Expr within(Expr x, PythonScalar lower, PythonScalar upper, BoundArguments a) {
    Expr inside =
        Elementwise.of(
            Operator.BITWISE_AND,
            Elementwise.of(Operator.GREATER_EQUAL, x, lower),
            Elementwise.of(Operator.LESS_EQUAL, x, upper));
    return Selection.of(x, List.of(new Selection.Mask(inside)), IndexingFunctions.known(a));
  }

  private static PythonScalar end(Value range, int which, BoundArguments a) {
    if (!(range instanceof Value.Sequence ends) || ends.items().size() != 2) {
      throw NDArrayException.of(ErrorCode.VALUE, "`range` must be a pair (lower, upper)");
    }
    return Conversions.toNumber(ends.items().get(which), a.environment());
  }

  private static Histogram inRange(Expr x, int bins, Value range, BoundArguments a) {
    PythonScalar lower = end(range, 0, a);
    PythonScalar upper = end(range, 1, a);
    Histogram.checkRange("supplied", lower, upper);
    return Histogram.of(x, bins, lower.real(), upper.real());
  }

  private static void refuseUnordered(HostArray edges) {
    for (int i = 1; i < edges.size(); i++) {
      if (!(edges.getDouble(i - 1) <= edges.getDouble(i))) {
        throw NDArrayException.of(
            ErrorCode.VALUE, "`bins` must increase monotonically, when an array");
      }
    }
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
