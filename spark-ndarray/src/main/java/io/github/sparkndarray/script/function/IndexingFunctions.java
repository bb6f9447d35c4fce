package io.github.sparkndarray.script.function;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Diagonals;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Indices;
import io.github.sparkndarray.expr.Joining;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.Reshape;
import io.github.sparkndarray.expr.Selection;
import io.github.sparkndarray.expr.Taking;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Conversions;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Axes;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Elements by their indices, and the indices of elements. */
final class IndexingFunctions {
  private IndexingFunctions() {}

  static List<Function> rows() {
    List<Function> rows = new ArrayList<>();
    Place[] everywhere = {Place.NUMPY, Place.ARRAY_METHOD};
    rows.add(
        Function.of(
            "take",
            "a, indices, axis=None, !out=None, mode='raise'",
            IndexingFunctions::take,
            everywhere));
    rows.add(numpy("take_along_axis", "arr, indices, axis=-1", IndexingFunctions::takeAlong));
    rows.add(
        Function.of(
            "compress",
            "a, condition, axis=None, !out=None",
            IndexingFunctions::compress,
            Place.ARRAY_METHOD));
    rows.add(numpy("compress", "condition, a, axis=None, !out=None", IndexingFunctions::compress));
    rows.add(numpy("extract", "condition, arr", IndexingFunctions::extract));
    rows.add(numpy("choose", "a, choices, !out=None, mode='raise'", IndexingFunctions::choose));
    rows.add(numpy("select", "condlist, choicelist, default=0", IndexingFunctions::select));
    rows.add(Function.of("nonzero", "a", a -> nonzero(a, a.expr("a")), everywhere));
    rows.add(numpy("argwhere", "a", IndexingFunctions::argwhere));
    rows.add(numpy("flatnonzero", "a", a -> ArrayValue.array(positions(a, a.expr("a")))));
    rows.add(numpy("unravel_index", "indices, shape, !order='C'", IndexingFunctions::unravel));
    rows.add(
        numpy(
            "ravel_multi_index",
            "multi_index, dims, mode='raise', !order='C'",
            IndexingFunctions::ravelIndex));
    rows.add(numpy("ix_", "*args", IndexingFunctions::ix));
    rows.add(numpy("diag_indices", "n, ndim=2", IndexingFunctions::diagonal));
    rows.add(triangle("tril_indices", true));
    rows.add(triangle("triu_indices", false));
    rows.add(triangleOf("tril_indices_from", true));
    rows.add(triangleOf("triu_indices_from", false));
    rows.add(numpy("diag_indices_from", "arr", IndexingFunctions::diagonalOf));
    return rows;
  }

  private static Function numpy(String name, String signature, Function.Body body) {
    return Function.of(name, signature, body, Place.NUMPY);
  }

  static Selection.Known known(BoundArguments a) {
    return expr -> a.environment().compute(expr).getLong(0);
  }

  private static Value take(BoundArguments a) {
    boolean flat = a.isNone("axis");
    Expr x = flat ? Reshape.ravel(a.expr("a")) : a.expr("a");
    int axis = flat ? 0 : Axes.normalize(a.axis("axis"), x.shape().rank());
    Expr given = a.expr("indices");
    if (!given.dtype().isInteger() && given.shape().size() > 0) {
      throw NDArrayException.of(
          ErrorCode.DTYPE,
          "Cannot cast array data from dtype('%s') to dtype('int64') according to the rule 'safe'",
          given.dtype());
    }
    Expr indices = IndexModes.within(a, given, x.shape().extent(axis), axis);
    return ArrayValue.computed(Taking.take(x, indices, axis));
  }

  private static Value takeAlong(BoundArguments a) {
    boolean flat = a.isNone("axis");
    Expr x = flat ? Reshape.ravel(a.expr("arr")) : a.expr("arr");
    Expr given = a.expr("indices");
    if (x.shape().rank() != given.shape().rank()) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "`indices` and `arr` must have the same number of dimensions");
    }
    if (!given.dtype().isInteger()) {
      throw NDArrayException.of(ErrorCode.INDEX, "`indices` must be an integer array");
    }
    int axis = flat ? 0 : Axes.normalize(a.axis("axis"), x.shape().rank());
    Expr indices = Selection.checked(given, x.shape().extent(axis), axis, known(a));
    return ArrayValue.array(Taking.takeAlongAxis(x, indices, axis));
  }

  private static Value compress(BoundArguments a) {
    Expr condition = a.expr("condition");
    if (condition.shape().rank() != 1) {
      throw NDArrayException.of(ErrorCode.VALUE, "condition must be a 1-d array");
    }
    boolean flat = a.isNone("axis");
    Expr x = flat ? Reshape.ravel(a.expr("a")) : a.expr("a");
    int axis = flat ? 0 : Axes.normalize(a.axis("axis"), x.shape().rank());
    Expr indices = positions(a, condition);
    return ArrayValue.array(
        Taking.take(x, Selection.checked(indices, x.shape().extent(axis), axis, known(a)), axis));
  }

  private static Value extract(BoundArguments a) {
    Expr indices = positions(a, a.expr("condition"));
    return ArrayValue.array(Taking.elements(a.expr("arr"), indices));
  }

  private static Value choose(BoundArguments a) {
    Expr which = a.expr("a");
    List<Expr> choices = a.exprs("choices");
    if (which.dtype().isInexact()) {
      throw NDArrayException.of(
          ErrorCode.DTYPE,
          "Cannot cast array data from dtype('%s') to dtype('int64') according to the rule 'safe'",
          which.dtype());
    }
    Expr indices = Convert.of(which, DType.INT64);
    if (indices.shape().size() > 0 && !a.text("mode").equals("raise")) {
      indices = IndexModes.within(a, indices, choices.size(), 0);
    } else if (indices.shape().size() > 0) {
      refuseOutside(indices, choices.size(), a);
    }
    Expr result = choices.get(choices.size() - 1);
    for (int i = choices.size() - 2; i >= 0; i--) {
      Expr here = Elementwise.of(Operator.EQUAL, indices, PythonScalar.of((long) i));
      result = Elementwise.of(Operator.WHERE, here, choices.get(i), result);
    }
    return ArrayValue.array(
        choices.size() == 1 ? View.broadcastTo(result, indices.shape()) : result);
  }

  /** A choice has no negative number. */
  private static void refuseOutside(Expr indices, int choices, BoundArguments a) {
    Selection.Known known = known(a);
    boolean isInside =
        known.of(Reduce.of(Reduction.MIN, indices, null, false)) >= 0
            && known.of(Reduce.of(Reduction.MAX, indices, null, false)) < choices;
    if (!isInside) {
      throw NDArrayException.of(ErrorCode.VALUE, "invalid entry in choice array");
    }
  }

  private static Value select(BoundArguments a) {
    List<Expr> conditions = a.exprs("condlist");
    List<Expr> choices = a.exprs("choicelist");
    if (conditions.size() != choices.size()) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "list of cases must be same length as list of conditions");
    }
    if (conditions.isEmpty()) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "select with an empty condition list is not possible");
    }
    Expr result = null;
    for (int i = conditions.size() - 1; i >= 0; i--) {
      if (conditions.get(i).dtype() != DType.BOOL) {
        throw NDArrayException.of(
            ErrorCode.DTYPE, "invalid entry %d in condlist: should be boolean ndarray", i);
      }
      result =
          Elementwise.of(
              Operator.WHERE,
              conditions.get(i),
              choices.get(i),
              result == null ? a.operand("default") : result);
    }
    return ArrayValue.array(Objects.requireNonNull(result));
  }

  private static Expr positions(BoundArguments a, Expr x) {
    return Taking.nonzero(x, Selection.count(x, known(a)));
  }

  static Value nonzero(BoundArguments a, Expr x) {
    if (x.shape().rank() == 0) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero()"
              + " instead. If the context of this error is of the form `arr[nonzero(cond)]`, just"
              + " use `arr[cond]`.");
    }
    return tuple(Taking.unravel(positions(a, x), x.shape()));
  }

  private static Value tuple(List<Expr> exprs) {
    return Value.Sequence.tuple(
        exprs.stream().map(expr -> (Value) ArrayValue.array(expr)).toList());
  }

  private static Value argwhere(BoundArguments a) {
    Expr x = a.expr("a");
    Expr positions = positions(a, x);
    if (x.shape().rank() == 0) {
      return ArrayValue.array(Reshape.of(positions, positions.shape().size(), 0));
    }
    return ArrayValue.array(Joining.stack(Taking.unravel(positions, x.shape()), 1));
  }

  private static Value unravel(BoundArguments a) {
    Shape shape = a.shape("shape");
    Expr given = a.expr("indices");
    if (!given.dtype().isInteger() && given.shape().size() > 0) {
      throw NDArrayException.of(ErrorCode.DTYPE, "only int indices permitted");
    }
    if (given.shape().size() > 0) {
      Selection.Known known = known(a);
      long least = known.of(Reduce.of(Reduction.MIN, given, null, false));
      long greatest = known.of(Reduce.of(Reduction.MAX, given, null, false));
      if (least < 0 || greatest >= shape.size()) {
        throw NDArrayException.of(
            ErrorCode.INDEX,
            "index %d is out of bounds for array with size %d",
            least < 0 ? least : greatest,
            shape.size());
      }
    }
    return Value.Sequence.tuple(
        Taking.unravel(Convert.of(given, DType.INT64), shape).stream()
            .map(expr -> (Value) ArrayValue.computed(expr))
            .toList());
  }

  private static Value ravelIndex(BoundArguments a) {
    Shape shape = a.shape("dims");
    List<Expr> indices = a.exprs("multi_index");
    if (indices.size() != shape.rank()) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "parameter multi_index must be a sequence of length %d", shape.rank());
    }
    long[] strides = shape.strides();
    Expr flat = null;
    for (int d = 0; d < strides.length; d++) {
      Expr own =
          Elementwise.of(
              Operator.MULTIPLY,
              IndexModes.coordinates(a, indices.get(d), shape.extent(d), d),
              PythonScalar.of(strides[d]));
      flat = flat == null ? own : Elementwise.of(Operator.ADD, flat, own);
    }
    return ArrayValue.computed(Objects.requireNonNull(flat));
  }

  private static Value ix(BoundArguments a) {
    List<Value> args = a.rest("args");
    List<Expr> result = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      int own = i;
      Expr x = Conversions.toArray(args.get(i), a.environment()).expr();
      if (x.shape().rank() != 1) {
        throw NDArrayException.of(ErrorCode.VALUE, "Cross index must be 1 dimensional");
      }
      Expr indices = x.dtype() == DType.BOOL ? positions(a, x) : x;
      int[] others = IntStream.range(0, args.size()).filter(d -> d != own).toArray();
      result.add(View.expandDims(indices, others));
    }
    return tuple(result);
  }

  private static Value diagonal(BoundArguments a) {
    return diagonal(a.shape("n").size(), Math.toIntExact(a.integer("ndim")));
  }

  private static Value diagonal(long n, int rank) {
    Value indices = ArrayValue.array(Indices.range(n));
    return Value.Sequence.tuple(Collections.nCopies(rank, indices));
  }

  private static Function triangle(String name, boolean lower) {
    return numpy(
        name,
        "n, k=0, m=None",
        a -> {
          long n = Math.max(0, a.integer("n"));
          return triangle(a, n, a.isNone("m") ? n : Math.max(0, a.integer("m")), lower);
        });
  }

  private static Value triangle(BoundArguments a, long n, long m, boolean lower) {
    Expr mask = Diagonals.ones(n, m, a.integer("k") - (lower ? 0 : 1), DType.BOOL);
    return nonzero(a, lower ? mask : Elementwise.of(Operator.LOGICAL_NOT, mask));
  }

  private static Function triangleOf(String name, boolean lower) {
    return numpy(
        name,
        "arr, k=0",
        a -> {
          Shape shape = a.expr("arr").shape();
          if (shape.rank() != 2) {
            throw NDArrayException.of(ErrorCode.VALUE, "input array must be 2-d");
          }
          return triangle(a, shape.extent(0), shape.extent(1), lower);
        });
  }

  private static Value diagonalOf(BoundArguments a) {
    Shape shape = a.expr("arr").shape();
    if (shape.rank() < 2) {
      throw NDArrayException.of(ErrorCode.VALUE, "input array must be at least 2-d");
    }
    if (LongStream.of(shape.extents()).distinct().count() > 1) {
      throw NDArrayException.of(ErrorCode.VALUE, "All dimensions of input must be of equal length");
    }
    return diagonal(shape.extent(0), shape.rank());
  }
}
