package io.github.sparkndarray.script.function;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.dtype.Promotion;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Quantiles;
import io.github.sparkndarray.expr.Reshape;
import io.github.sparkndarray.expr.WeightedQuantiles;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Value;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Medians, quantiles and percentiles. */
final class QuantileFunctions {
  private static final String MEDIAN =
      "a, axis=None, !out=None, overwrite_input=False, keepdims=False";
  private static final String QUANTILE =
      "a, q, axis=None, !out=None, overwrite_input=False, method='linear', keepdims=False, *,"
          + " weights=None";

  private QuantileFunctions() {}

  static List<Function> rows() {
    return List.of(
        numpy("median", MEDIAN, a -> ArrayValue.computed(rows(a, a.expr("a")).median())),
        numpy("nanmedian", MEDIAN, a -> ArrayValue.computed(rows(a, a.expr("a")).nanMedian())),
        numpy("quantile", QUANTILE, a -> quantile(a, 1, false)),
        numpy("percentile", QUANTILE, a -> quantile(a, 100, false)),
        numpy("nanquantile", QUANTILE, a -> quantile(a, 1, true)),
        numpy("nanpercentile", QUANTILE, a -> quantile(a, 100, true)));
  }

  private static Function numpy(String name, String signature, Function.Body body) {
    return Function.of(name, signature, body, Place.NUMPY);
  }

  private static Quantiles rows(BoundArguments a, Expr x) {
    return new Quantiles(x, a.axes("axis"), a.bool("keepdims"));
  }

  /**
   * @param whole what q is a part of: 1, or 100 for percentiles
   */
  private static Value quantile(BoundArguments a, double whole, boolean withoutNan) {
    Expr q = a.expr("q");
    HostArray values = a.environment().compute(q);
    for (int i = 0; i < values.size(); i++) {
      double given = values.getDouble(i);
      if (!(given >= 0 && given <= whole)) {
        throw NDArrayException.of(
            ErrorCode.VALUE,
            whole == 1
                ? "Quantiles must be in the range [0, 1]"
                : "Percentiles must be in the range [0, 100]");
      }
    }
    double[] parts =
        IntStream.range(0, values.size()).mapToDouble(i -> values.getDouble(i) / whole).toArray();
    List<Expr> results =
        a.isNone("weights")
            ? plain(a, q, parts, withoutNan)
            : DoubleStream.of(parts).mapToObj(weighted(a, q, withoutNan)).toList();
    if (q.shape().rank() == 0) {
      // With weights an array even where no axes are left, as in NumPy.
      return a.isNone("weights")
          ? ArrayValue.computed(results.get(0))
          : ArrayValue.array(results.get(0));
    }
    Expr all = Quantiles.stacked(results);
    long[] own = results.get(0).shape().extents();
    long[] shape = Arrays.copyOf(q.shape().extents(), q.shape().rank() + own.length);
    System.arraycopy(own, 0, shape, q.shape().rank(), own.length);
    return ArrayValue.array(Reshape.of(all, shape));
  }

  /** Whether quantiles are Python numbers, which have no dtype of their own. */
  private static boolean isWeak(BoundArguments a) {
    return a.value("q") instanceof Value.Scalar;
  }

  private static List<Expr> plain(BoundArguments a, Expr q, double[] parts, boolean withoutNan) {
    Expr x = a.expr("a");
    if (!isWeak(a) && q.dtype().isFloat()) {
      x = Convert.of(x, Promotion.promote(x.dtype(), q.dtype()));
    }
    Quantiles rows = rows(a, x);
    String method = a.text("method");
    return withoutNan ? rows.nanQuantiles(parts, method) : rows.quantiles(parts, method);
  }

  private static DoubleFunction<Expr> weighted(BoundArguments a, Expr q, boolean withoutNan) {
    Expr x = a.expr("a");
    String method = a.text("method");
    if (x.dtype().isComplex()) {
      throw NDArrayException.of(ErrorCode.DTYPE, "a must be an array of real numbers");
    }
    if (!method.equals("inverted_cdf")) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "Only method 'inverted_cdf' supports weights. Got: %s.", method);
    }
    WeightedQuantiles rows =
        new WeightedQuantiles(x, a.expr("weights"), a.axes("axis"), a.bool("keepdims"), withoutNan);
    if (a.environment().compute(rows.leastWeight()).getDouble(0) < 0) {
      throw NDArrayException.of(ErrorCode.VALUE, "Weights must be non-negative.");
    }
    if (!withoutNan && a.environment().compute(rows.unsharedRows()).getLong(0) > 0) {
      throw NDArrayException.of(ErrorCode.VALUE, "Weights included NaN, inf or were all zero.");
    }
    boolean isNarrow = !isWeak(a) && q.dtype() == DType.FLOAT32;
    return part -> rows.at(part, isNarrow ? DType.FLOAT32 : DType.FLOAT64);
  }
}
