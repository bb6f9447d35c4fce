package io.github.sparkndarray.script.function;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Complex;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Covariance;
import io.github.sparkndarray.expr.Diagonals;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.ElementwiseFunctions;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Joining;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.Reshape;
import io.github.sparkndarray.expr.Statistics;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Means, deviations, and reductions that leave out NaN. */
final class StatisticsFunctions {
  private static final String MEAN =
      "a, axis=None, dtype=None, !out=None, keepdims=False, *, where=None";
  private static final String VAR =
      "a, axis=None, dtype=None, !out=None, ddof=0, keepdims=False, *, where=None, mean=None,"
          + " correction=None";

  private StatisticsFunctions() {}

  static List<Function> rows() {
    List<Function> rows = new ArrayList<>();
    Place[] everywhere = {Place.NUMPY, Place.ARRAY_METHOD};
    rows.add(Function.of("mean", MEAN, a -> mean(a, of(a)), everywhere));
    rows.add(Function.of("var", VAR, a -> var(a, of(a)), everywhere));
    rows.add(Function.of("std", VAR, a -> std(a, of(a)), everywhere));
    rows.add(
        numpy(
            "ptp",
            "a, axis=None, !out=None, keepdims=False",
            a ->
                computed(
                    new Statistics(a.axes("axis"), a.bool("keepdims"), null).ptp(a.expr("a")))));
    rows.add(
        numpy(
            "average",
            "a, axis=None, weights=None, returned=False, *, keepdims=False",
            StatisticsFunctions::average));
    rows.add(numpy("nanmean", MEAN, a -> mean(a, of(a).withoutNan(a.expr("a")))));
    rows.add(numpy("nanvar", VAR, a -> var(a, of(a).withoutNan(a.expr("a")))));
    rows.add(numpy("nanstd", VAR, a -> std(a, of(a).withoutNan(a.expr("a")))));
    rows.add(nanSum("nansum", Reduction.SUM));
    rows.add(nanSum("nanprod", Reduction.PROD));
    rows.add(nanExtreme("nanmin", Reduction.MIN));
    rows.add(nanExtreme("nanmax", Reduction.MAX));
    rows.add(nanPosition("nanargmin", Reduction.ARGMIN));
    rows.add(nanPosition("nanargmax", Reduction.ARGMAX));
    rows.add(
        numpy(
            "cov",
            "m, y=None, rowvar=True, bias=False, ddof=None, fweights=None, aweights=None, *,"
                + " dtype=None",
            StatisticsFunctions::cov));
    rows.add(
        numpy("corrcoef", "x, y=None, rowvar=True, *, dtype=None", StatisticsFunctions::corrcoef));
    return rows;
  }

  private static Function numpy(String name, String signature, Function.Body body) {
    return Function.of(name, signature, body, Place.NUMPY);
  }

  private static Value computed(Expr expr) {
    return ArrayValue.computed(expr);
  }

  /** The axes, and what counts, that a call gives. */
  static Statistics of(BoundArguments a) {
    return new Statistics(a.axes("axis"), a.bool("keepdims"), a.exprOrNull("where"));
  }

  private static Value mean(BoundArguments a, Statistics over) {
    return computed(over.mean(a.expr("a"), a.dtype("dtype").orElse(null)));
  }

  private static double correction(BoundArguments a) {
    if (!a.isNone("correction") && a.number("ddof").real() != 0) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "ddof and correction can't be provided simultaneously.");
    }
    return a.number(a.isNone("correction") ? "ddof" : "correction").real();
  }

  private static Value var(BoundArguments a, Statistics over) {
    return computed(
        over.var(a.expr("a"), a.dtype("dtype").orElse(null), correction(a), a.exprOrNull("mean")));
  }

  private static Value std(BoundArguments a, Statistics over) {
    return computed(
        over.std(a.expr("a"), a.dtype("dtype").orElse(null), correction(a), a.exprOrNull("mean")));
  }

  private static Value average(BoundArguments a) {
    Expr x = a.expr("a");
    Statistics over = new Statistics(a.axes("axis"), a.bool("keepdims"), null);
    Expr weights = a.exprOrNull("weights");
    Expr mean = weights == null ? over.mean(x, null) : over.average(x, weights);
    if (weights != null) {
      refuseNoWeight(a, over, weights, x);
    }
    if (!a.bool("returned")) {
      return computed(mean);
    }
    Expr ones =
        weights == null
            ? View.broadcastTo(PythonScalar.of(1.0).as(mean.dtype()), x.shape())
            : Elementwise.of(
                Operator.ADD,
                weights.shape().equals(x.shape()) ? weights : over.spread(x, weights),
                PythonScalar.of(0.0));
    Expr total = Reduce.of(Reduction.SUM, ones, over.axes(), over.keepDims());
    return Value.Sequence.tuple(List.of(computed(mean), computed(total)));
  }

  /** Refuses weights that are nothing together, as NumPy does; they are summed up for it. */
  private static void refuseNoWeight(BoundArguments a, Statistics over, Expr weights, Expr x) {
    boolean isWhole = weights.shape().equals(x.shape());
    Expr total = Reduce.of(Reduction.SUM, weights, isWhole ? over.axes() : null, false);
    Expr isNone = Elementwise.of(Operator.EQUAL, total, PythonScalar.of(0L));
    if (a.environment().compute(Reduce.of(Reduction.ANY, isNone, null, false)).getBoolean(0)) {
      throw NDArrayException.of(ErrorCode.VALUE, "Weights sum to zero, can't be normalized");
    }
  }

  private static Function nanSum(String name, Reduction reduction) {
    return numpy(
        name,
        "a, axis=None, dtype=None, !out=None, keepdims=False, initial=None, where=None",
        a -> {
          Expr x = a.expr("a");
          Statistics given = of(a);
          Statistics numbers = given.withoutNan(x);
          Expr mask =
              given.where() == null || numbers.where() == null
                  ? numbers.where()
                  : Elementwise.of(Operator.LOGICAL_AND, given.where(), numbers.where());
          Statistics both =
              new Statistics(given.axes(), given.keepDims(), mask == null ? given.where() : mask);
          return computed(
              both.reduce(
                  reduction,
                  x,
                  a.dtype("dtype").orElse(null),
                  a.isNone("initial") ? null : a.anyNumber("initial")));
        });
  }

  private static Function nanExtreme(String name, Reduction reduction) {
    return numpy(
        name,
        "a, axis=None, !out=None, keepdims=False, initial=None, where=None",
        a ->
            computed(
                of(a)
                    .extremeOfNumbers(
                        reduction, a.expr("a"), a.isNone("initial") ? null : a.number("initial"))));
  }

  private static Function nanPosition(String name, Reduction reduction) {
    return numpy(
        name,
        "a, axis=None, !out=None, *, keepdims=False",
        a -> {
          Expr x = a.expr("a");
          int[] axes = a.axes("axis");
          if (x.dtype().isFloat()) {
            Expr nothing = Reduce.of(Reduction.ALL, Elementwise.of(Operator.ISNAN, x), axes, false);
            Expr some = Reduce.of(Reduction.ANY, nothing, null, false);
            if (a.environment().compute(some).getBoolean(0)) {
              throw NDArrayException.of(ErrorCode.VALUE, "All-NaN slice encountered");
            }
          }
          return computed(
              new Statistics(axes, a.bool("keepdims"), null).extremeOfNumbers(reduction, x, null));
        });
  }

  /** {@code np.cov}: of variables in rows, whose observations are in columns. */
  private static Value cov(BoundArguments a) {
    double ddof = a.isNone("ddof") ? (a.bool("bias") ? 0 : 1) : a.number("ddof").real();
    Expr rows = variables(a, "m");
    return computed(
        Covariance.of(rows, ddof, weights(a, "fweights", rows), weights(a, "aweights", rows)));
  }

  /** The variables of one array, or of two one after the other. */
  private static Expr variables(BoundArguments a, String name) {
    Expr first = inRows(a, name, "m");
    return a.isNone("y")
        ? typed(a, first)
        : typed(a, Joining.concatenate(List.of(first, inRows(a, "y", "y")), 0));
  }

  private static Expr typed(BoundArguments a, Expr variables) {
    return Convert.of(variables, a.dtype("dtype").orElse(variables.dtype()));
  }

  private static Expr inRows(BoundArguments a, String name, String shown) {
    Expr given = a.expr(name);
    int rank = given.shape().rank();
    if (rank > 2) {
      throw NDArrayException.of(ErrorCode.VALUE, "%s has more than 2 dimensions", shown);
    }
    Expr x = rank == 0 ? Reshape.of(given, 1, 1) : rank == 1 ? View.expandDims(given, 0) : given;
    return a.bool("rowvar") || x.shape().extent(0) == 1 ? x : View.transpose(x);
  }

  private static @Nullable Expr weights(BoundArguments a, String name, Expr rows) {
    Expr weights = a.exprOrNull(name);
    if (weights == null) {
      return null;
    }
    if (weights.shape().rank() > 1) {
      throw NDArrayException.of(ErrorCode.VALUE, "cannot handle multidimensional %s", name);
    }
    if (weights.shape().size() != rows.shape().extent(1)) {
      throw NDArrayException.of(ErrorCode.VALUE, "incompatible numbers of samples and %s", name);
    }
    Expr negative = Elementwise.of(Operator.LESS, weights, PythonScalar.of(0L));
    if (a.environment().compute(Reduce.of(Reduction.ANY, negative, null, false)).getBoolean(0)) {
      throw NDArrayException.of(ErrorCode.VALUE, "%s cannot be negative", name);
    }
    if (name.equals("fweights") && !weights.dtype().isInteger()) {
      throw NDArrayException.of(ErrorCode.DTYPE, "fweights must be integer");
    }
    return weights;
  }

  private static Value corrcoef(BoundArguments a) {
    Expr covariance = Covariance.of(variables(a, "x"), 1, null, null);
    if (covariance.shape().rank() == 0) {
      return computed(Elementwise.of(Operator.DIVIDE, covariance, covariance));
    }
    Expr variance = ElementwiseFunctions.real(Diagonals.diag(covariance, 0));
    Expr deviation = Elementwise.of(Operator.SQRT, variance);
    Expr byRow = Elementwise.of(Operator.DIVIDE, covariance, View.expandDims(deviation, 1));
    Expr both = Elementwise.of(Operator.DIVIDE, byRow, deviation);
    return computed(
        both instanceof Complex z ? z.map(StatisticsFunctions::clipped) : clipped(both));
  }

  private static Expr clipped(Expr x) {
    return ElementwiseFunctions.clip(x, PythonScalar.of(-1.0), PythonScalar.of(1.0));
  }
}
