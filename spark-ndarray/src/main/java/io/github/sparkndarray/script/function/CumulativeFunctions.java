package io.github.sparkndarray.script.function;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Cumulative;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Joining;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.Reshape;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Running totals and differences. */
final class CumulativeFunctions {
  private CumulativeFunctions() {}

  static List<Function> rows() {
    List<Function> rows = new ArrayList<>();
    rows.add(cumulative("cumsum", Reduction.SUM, false, Place.NUMPY, Place.ARRAY_METHOD));
    rows.add(cumulative("cumprod", Reduction.PROD, false, Place.NUMPY, Place.ARRAY_METHOD));
    rows.add(cumulative("nancumsum", Reduction.SUM, true, Place.NUMPY));
    rows.add(cumulative("nancumprod", Reduction.PROD, true, Place.NUMPY));
    rows.add(standard("cumulative_sum", Reduction.SUM));
    rows.add(standard("cumulative_prod", Reduction.PROD));
    rows.add(
        Function.of(
            "diff",
            "a, n=1, axis=-1, prepend=None, append=None",
            CumulativeFunctions::diff,
            Place.NUMPY));
    rows.add(
        Function.of(
            "ediff1d", "ary, to_end=None, to_begin=None", CumulativeFunctions::ediff, Place.NUMPY));
    return rows;
  }

  private static Function cumulative(
      String name, Reduction reduction, boolean withoutNan, Place... places) {
    return Function.of(
        name,
        "a, axis=None, dtype=None, !out=None",
        a -> {
          Expr x = withoutNan ? replaceNan(a.expr("a"), reduction) : a.expr("a");
          return ArrayValue.array(Cumulative.of(reduction, x, axisOrNull(a), dtypeOrNull(a)));
        },
        places);
  }

  private static Expr replaceNan(Expr x, Reduction reduction) {
    PythonScalar neutral = PythonScalar.of(reduction == Reduction.SUM ? 0.0 : 1.0);
    return x.dtype().isInexact()
        ? Elementwise.of(Operator.WHERE, Elementwise.of(Operator.ISNAN, x), neutral, x)
        : x;
  }

  private static @Nullable Integer axisOrNull(BoundArguments a) {
    return a.isNone("axis") ? null : Integer.valueOf(a.axis("axis"));
  }

  private static @Nullable DType dtypeOrNull(BoundArguments a) {
    return a.dtype("dtype").orElse(null);
  }

  private static Function standard(String name, Reduction reduction) {
    return Function.of(
        name,
        "x, /, *, axis=None, dtype=None, !out=None, include_initial=False",
        a -> {
          Expr x = a.expr("x");
          if (a.isNone("axis") && x.shape().rank() != 1) {
            throw NDArrayException.of(
                ErrorCode.VALUE,
                "For arrays which have more than one dimension ``axis`` argument is required.");
          }
          int axis = a.isNone("axis") ? 0 : a.axis("axis");
          Expr totals = Cumulative.of(reduction, x, axis, dtypeOrNull(a));
          return ArrayValue.array(
              a.bool("include_initial") ? Cumulative.withInitial(reduction, totals, axis) : totals);
        },
        Place.NUMPY);
  }

  private static Value diff(BoundArguments a) {
    Expr x = a.expr("a");
    int axis = a.axis("axis");
    List<Expr> parts = new ArrayList<>();
    addIfGiven(parts, a, "prepend");
    parts.add(x);
    addIfGiven(parts, a, "append");
    Expr whole = parts.size() == 1 ? x : Joining.concatenate(parts, axis);
    return ArrayValue.array(Cumulative.diff(whole, a.integer("n"), axis));
  }

  private static void addIfGiven(List<Expr> parts, BoundArguments a, String name) {
    Expr part = a.exprOrNull(name);
    if (part != null) {
      parts.add(part.shape().rank() == 0 ? Reshape.of(part, 1) : part);
    }
  }

  private static Value ediff(BoundArguments a) {
    DType dtype = a.expr("ary").dtype();
    List<Expr> parts = new ArrayList<>();
    Expr begin = a.exprOrNull("to_begin");
    Expr end = a.exprOrNull("to_end");
    if (begin != null) {
      parts.add(Convert.of(Reshape.ravel(begin), dtype));
    }
    parts.add(Cumulative.diff(Reshape.ravel(a.expr("ary")), 1, 0));
    if (end != null) {
      parts.add(Convert.of(Reshape.ravel(end), dtype));
    }
    return ArrayValue.array(Joining.concatenate(parts, 0));
  }
}
