package io.github.sparkndarray.script.function;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Cumulative;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Indices;
import io.github.sparkndarray.expr.Joining;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.Reshape;
import io.github.sparkndarray.expr.Sorting;
import io.github.sparkndarray.expr.Taking;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Conversions;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Axes;
import io.github.sparkndarray.shape.Shape;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/** Functions that put arrays together, or one array more than once. */
final class JoiningFunctions {
  private static final String JOIN = ", axis=0, !out=None, *, dtype=None, !casting='same_kind'";
  private static final String STACK = "tup, *, dtype=None, !casting='same_kind'";

  private JoiningFunctions() {}

  static List<Function> rows() {
    return List.of(
        numpy("concatenate", "arrays, /" + JOIN, JoiningFunctions::concatenate),
        numpy("concat", "arrays, /" + JOIN, JoiningFunctions::concatenate),
        numpy(
            "stack",
            "arrays" + JOIN,
            a -> typed(a, Joining.stack(a.exprs("arrays"), a.axis("axis")))),
        numpy("vstack", STACK, a -> along(a, 0, x -> atLeast(x, 2))),
        numpy("row_stack", STACK, a -> along(a, 0, x -> atLeast(x, 2))),
        numpy("hstack", STACK, JoiningFunctions::hstack),
        numpy("dstack", STACK, a -> along(a, 2, x -> atLeast(x, 3))),
        numpy("column_stack", "tup", JoiningFunctions::columnStack),
        numpy("append", "arr, values, axis=None", JoiningFunctions::append),
        numpy("tile", "A, reps", a -> array(Joining.tile(a.expr("A"), a.integers("reps")))),
        numpy("repeat", "a, repeats, axis=None", JoiningFunctions::repeat),
        Function.of(
            "repeat", "a, repeats, axis=None", JoiningFunctions::repeat, Place.ARRAY_METHOD),
        numpy("roll", "a, shift, axis=None", JoiningFunctions::roll),
        PadFunction.row(),
        numpy("atleast_1d", "*arys", a -> each(a, 1)),
        numpy("atleast_2d", "*arys", a -> each(a, 2)),
        numpy("atleast_3d", "*arys", a -> each(a, 3)));
  }

  private static Function numpy(String name, String signature, Function.Body body) {
    return Function.of(name, signature, body, Place.NUMPY);
  }

  private static Value array(Expr expr) {
    return ArrayValue.array(expr);
  }

  private static Value typed(BoundArguments a, Expr joined) {
    return array(Convert.of(joined, a.dtype("dtype").orElse(joined.dtype())));
  }

  private static Value concatenate(BoundArguments a) {
    List<Expr> arrays = a.exprs("arrays");
    if (a.isNone("axis")) {
      return typed(a, Joining.concatenate(arrays.stream().map(Reshape::ravel).toList(), 0));
    }
    return typed(a, Joining.concatenate(arrays, a.axis("axis")));
  }

  private static Value along(BoundArguments a, int axis, UnaryOperator<Expr> shaped) {
    return typed(a, Joining.concatenate(a.exprs("tup").stream().map(shaped).toList(), axis));
  }

  private static Value hstack(BoundArguments a) {
    List<Expr> arrays = a.exprs("tup").stream().map(x -> atLeast(x, 1)).toList();
    boolean vectors = !arrays.isEmpty() && arrays.get(0).shape().rank() == 1;
    return typed(a, Joining.concatenate(arrays, vectors ? 0 : 1));
  }

  private static Value columnStack(BoundArguments a) {
    List<Expr> columns =
        a.exprs("tup").stream()
            .map(x -> x.shape().rank() < 2 ? View.expandDims(atLeast(x, 1), 1) : x)
            .toList();
    return array(Joining.concatenate(columns, 1));
  }

  /** NumPy's {@code atleast_1d}, {@code atleast_2d}, {@code atleast_3d}. */
  private static Expr atLeast(Expr x, int rank) {
    int own = x.shape().rank();
    if (own >= rank) {
      return x;
    }
    if (own == 0) {
      return Reshape.of(
          x, rank == 1 ? new long[] {1} : rank == 2 ? new long[] {1, 1} : new long[] {1, 1, 1});
    }
    if (rank == 2) {
      return View.expandDims(x, 0);
    }
    return own == 1 ? View.expandDims(x, 0, 2) : View.expandDims(x, 2);
  }

  private static Value each(BoundArguments a, int rank) {
    List<Value> results =
        a.rest("arys").stream()
            .map(value -> atLeast(Conversions.toArray(value, a.environment()), rank))
            .toList();
    return results.size() == 1 ? results.get(0) : Value.Sequence.tuple(results);
  }

  private static Value atLeast(ArrayValue array, int rank) {
    return array.isScalar()
        ? array(atLeast(array.expr(), rank))
        : array.view(x -> atLeast(x, rank));
  }

  private static Value append(BoundArguments a) {
    Expr array = a.expr("arr");
    Expr values = a.expr("values");
    return array(
        a.isNone("axis")
            ? Joining.concatenate(List.of(Reshape.ravel(array), Reshape.ravel(values)), 0)
            : Joining.concatenate(List.of(array, values), a.axis("axis")));
  }

  private static Value repeat(BoundArguments a) {
    boolean flat = a.isNone("axis");
    Expr x = flat ? Reshape.ravel(a.expr("a")) : a.expr("a");
    int axis = flat ? 0 : a.axis("axis");
    Expr counts = a.expr("repeats");
    if (!counts.dtype().isInteger() && counts.dtype() != DType.BOOL) {
      throw NDArrayException.of(
          ErrorCode.DTYPE,
          "Cannot cast array data from dtype('%s') to dtype('int64') according to the rule 'safe'",
          counts.dtype());
    }
    if (counts.shape().size() == 1) {
      Expr only = Reshape.of(counts, new long[0]);
      return array(Joining.repeat(x, a.environment().compute(only).getLong(0), axis));
    }
    long extent = x.shape().extent(Axes.normalize(axis, x.shape().rank()));
    if (counts.shape().rank() != 1 || counts.shape().size() != extent) {
      throw NDArrayException.of(
          ErrorCode.SHAPE,
          "operands could not be broadcast together with shape %s %s",
          Shape.of(extent).compact(),
          counts.shape().compact());
    }
    Expr negative = Elementwise.of(Operator.LESS, counts, PythonScalar.of(0L));
    if (a.environment().compute(Reduce.of(Reduction.ANY, negative, null, false)).getBoolean(0)) {
      throw NDArrayException.of(ErrorCode.VALUE, "repeats may not contain negative values.");
    }
    // How many elements come before each place says which element is there.
    Expr ends = Cumulative.of(Reduction.SUM, Convert.of(counts, DType.INT64), 0, null);
    long total =
        extent == 0
            ? 0
            : a.environment().compute(View.slice(ends, 0, extent - 1, extent)).getLong(0);
    Expr from = Sorting.searchSorted(ends, Indices.range(total), true);
    return array(Taking.take(x, from, axis));
  }

  private static Value roll(BoundArguments a) {
    Expr x = a.expr("a");
    long[] shifts = a.integers("shift");
    if (a.isNone("axis")) {
      long all = LongStream.of(shifts).sum();
      Expr flat = Reshape.ravel(x);
      return array(Reshape.of(Joining.roll(flat, all, 0), x.shape().extents()));
    }
    int[] axes = Conversions.toAxes(a.value("axis"), a.environment());
    if (shifts.length != axes.length && shifts.length != 1 && axes.length != 1) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "'shift' and 'axis' should be scalars or 1D sequences");
    }
    for (int i = 0; i < Math.max(shifts.length, axes.length); i++) {
      x = Joining.roll(x, shifts[shifts.length == 1 ? 0 : i], axes[axes.length == 1 ? 0 : i]);
    }
    return array(x);
  }
}
