package io.github.sparkndarray.script.function;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.Reshape;
import io.github.sparkndarray.expr.Selection;
import io.github.sparkndarray.expr.Sorting;
import io.github.sparkndarray.expr.Taking;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.expr.WeightedBins;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Axes;
import io.github.sparkndarray.shape.Shape;
import java.util.List;
import java.util.Set;

/** Sorted arrays, and what is found by them. */
final class SortingFunctions {
  private static final Set<String> KINDS =
      Set.of("quicksort", "quick", "mergesort", "heapsort", "heap", "stable", "introselect");

  private SortingFunctions() {}

  static List<Function> rows() {
    String order = "axis=-1, kind=None, !order=None, *, stable=None";
    return List.of(
        numpy("sort", "a, " + order, a -> sorted(a, false)),
        numpy("sort_complex", "a", SortingFunctions::complex),
        numpy("argsort", "a, " + order, a -> sorted(a, true)),
        Function.of("argsort", "a, " + order, a -> sorted(a, true), Place.ARRAY_METHOD),
        numpy(
            "partition",
            "a, kth, axis=-1, kind='introselect', !order=None",
            a -> partitioned(a, false)),
        numpy(
            "argpartition",
            "a, kth, axis=-1, kind='introselect', !order=None",
            a -> partitioned(a, true)),
        numpy("searchsorted", "a, v, side='left', sorter=None", SortingFunctions::searchSorted),
        Function.of(
            "searchsorted",
            "a, v, side='left', sorter=None",
            SortingFunctions::searchSorted,
            Place.ARRAY_METHOD),
        numpy("digitize", "x, bins, right=False", SortingFunctions::digitize),
        numpy("bincount", "x, /, weights=None, minlength=0", SortingFunctions::bincount),
        numpy("lexsort", "keys, axis=-1", SortingFunctions::lexsort));
  }

  private static Value lexsort(BoundArguments a) {
    boolean isOne =
        !(a.value("keys") instanceof Value.Sequence) && a.expr("keys").shape().rank() == 0;
    List<Expr> keys = isOne ? List.of() : a.exprs("keys");
    if (keys.isEmpty()) {
      throw NDArrayException.of(ErrorCode.VALUE, "need sequence of keys with len > 0 in lexsort");
    }
    if (keys.stream().anyMatch(key -> !key.shape().equals(keys.get(0).shape()))) {
      throw NDArrayException.of(ErrorCode.SHAPE, "all keys need to be the same shape");
    }
    return ArrayValue.computed(
        keys.get(0).shape().rank() == 0
            ? PythonScalar.of(0L).as(DType.INT64)
            : Sorting.lexsort(keys, a.axis("axis")));
  }

  private static Function numpy(String name, String signature, Function.Body body) {
    return Function.of(name, signature, body, Place.NUMPY);
  }

  static Value sorted(BoundArguments a, boolean positions) {
    refuseKind(a);
    boolean flat = a.isNone("axis");
    Expr x = flat ? Reshape.ravel(a.expr("a")) : a.expr("a");
    int axis = flat ? -1 : a.axis("axis");
    return ArrayValue.array(positions ? Sorting.argsort(x, axis) : Sorting.sort(x, axis));
  }

  /** All kinds give what the stable one does. */
  private static void refuseKind(BoundArguments a) {
    if (!a.isNone("kind") && !KINDS.contains(a.text("kind"))) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "sort kind must be one of 'quick', 'heap', or 'stable' (got '%s')",
          a.text("kind"));
    }
  }

  /** Sorted arrays are partitioned at every place. */
  static Value partitioned(BoundArguments a, boolean positions) {
    Expr x = a.expr("a");
    long extent =
        a.isNone("axis")
            ? x.shape().size()
            : x.shape().extent(Axes.normalize(a.axis("axis"), x.shape().rank()));
    for (long kth : a.integers("kth")) {
      if (kth < -extent || kth >= extent) {
        throw NDArrayException.of(
            ErrorCode.VALUE, "kth(=%d) out of bounds (%d)", kth < 0 ? kth + extent : kth, extent);
      }
    }
    return sorted(a, positions);
  }

  private static boolean isRight(BoundArguments a) {
    if (!(a.value("side") instanceof Value.Text)) {
      throw NDArrayException.of(
          ErrorCode.DTYPE, "search side must be str, not %s", a.value("side").typeName());
    }
    return switch (a.text("side")) {
      case "left" -> false;
      case "right" -> true;
      default ->
          throw NDArrayException.of(
              ErrorCode.VALUE, "search side must be 'left' or 'right' (got '%s')", a.text("side"));
    };
  }

  private static Value searchSorted(BoundArguments a) {
    Expr array = a.expr("a");
    if (array.shape().rank() != 1) {
      throw NDArrayException.of(ErrorCode.VALUE, "object too deep for desired array");
    }
    Expr sorter = a.exprOrNull("sorter");
    if (sorter != null && sorter.shape().size() != array.shape().size()) {
      throw NDArrayException.of(ErrorCode.VALUE, "sorter.size must equal a.size");
    }
    Expr sorted = sorter == null ? array : Taking.elements(array, sorter);
    return ArrayValue.computed(Sorting.searchSorted(sorted, a.expr("v"), isRight(a)));
  }

  private static Value digitize(BoundArguments a) {
    if (a.expr("x").dtype().isComplex()) {
      throw NDArrayException.of(ErrorCode.DTYPE, "x may not be complex");
    }
    Expr bins = a.expr("bins");
    if (bins.shape().rank() != 1) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          bins.shape().rank() == 0
              ? "object of too small depth for desired array"
              : "object too deep for desired array");
    }
    HostArray edges = a.environment().compute(bins);
    boolean up = true;
    boolean down = true;
    for (int i = 1; i < edges.size(); i++) {
      up &= edges.getDouble(i - 1) <= edges.getDouble(i);
      down &= edges.getDouble(i - 1) >= edges.getDouble(i);
    }
    if (!up && !down) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "bins must be monotonically increasing or decreasing");
    }
    boolean right = a.bool("right");
    if (up) {
      return ArrayValue.computed(Sorting.searchSorted(bins, a.expr("x"), !right));
    }
    Expr found = Sorting.searchSorted(View.flip(bins, 0), a.expr("x"), !right);
    return ArrayValue.computed(
        Elementwise.of(Operator.SUBTRACT, PythonScalar.of((long) edges.size()), found));
  }

  private static Value bincount(BoundArguments a) {
    Expr x = a.expr("x");
    if (x.shape().rank() != 1) {
      throw NDArrayException.of(ErrorCode.VALUE, "object too deep for desired array");
    }
    if (x.dtype().isFloat() && x.shape().size() > 0) {
      throw NDArrayException.of(
          ErrorCode.DTYPE,
          "Cannot cast array data from dtype('%s') to dtype('int64') according to the rule 'safe'",
          x.dtype());
    }
    long slots = a.integer("minlength");
    if (slots < 0) {
      throw NDArrayException.of(ErrorCode.VALUE, "'minlength' must not be negative");
    }
    if (x.shape().size() > 0) {
      Selection.Known known = IndexingFunctions.known(a);
      if (known.of(Reduce.of(Reduction.MIN, x, null, false)) < 0) {
        throw NDArrayException.of(
            ErrorCode.VALUE, "'list' argument must have no negative elements");
      }
      slots = Math.max(slots, 1 + known.of(Reduce.of(Reduction.MAX, x, null, false)));
    }
    if (slots == 0 || x.shape().size() == 0) {
      return ArrayValue.array(
          View.broadcastTo(PythonScalar.of(0L).as(DType.INT64), Shape.of(slots)));
    }
    Expr weights = a.exprOrNull("weights");
    if (weights == null) {
      return ArrayValue.array(Reduce.bincount(x, Math.toIntExact(slots)));
    }
    if (!weights.shape().equals(x.shape())) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "The weights and list don't have the same length.");
    }
    if (weights.dtype().isComplex()) {
      throw NDArrayException.of(
          ErrorCode.DTYPE,
          "Cannot cast array data from dtype('%s') to dtype('float64') according to the rule"
              + " 'safe'",
          weights.dtype());
    }
    return ArrayValue.array(WeightedBins.sums(x, Math.toIntExact(slots), weights));
  }

  /** As complex numbers, of 64 bits where small integers are sorted. */
  private static Value complex(BoundArguments a) {
    Expr x = a.expr("a");
    boolean isSmall = x.dtype().isInteger() && x.dtype().itemSize() < Integer.BYTES;
    DType dtype = x.dtype().isComplex() ? x.dtype() : isSmall ? DType.COMPLEX64 : DType.COMPLEX128;
    return ArrayValue.array(Convert.of(Sorting.sort(x, -1), dtype));
  }
}
