package io.github.sparkndarray.script.function;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Indices;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reshape;
import io.github.sparkndarray.expr.Selection;
import io.github.sparkndarray.expr.Taking;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Conversions;
import io.github.sparkndarray.script.value.ElementPlace;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Axes;
import io.github.sparkndarray.shape.Shape;
import java.util.List;

/** Functions that give an array other elements, under all of its names, and return nothing. */
final class InPlaceFunctions {
  private InPlaceFunctions() {}

  /** What an array's elements become. */
  private interface Change {
    Expr of(BoundArguments a, Expr elements);
  }

  static List<Function> rows() {
    return List.of(
        method("fill", "a, value", InPlaceFunctions::fill),
        method("sort", "a, axis=-1, kind=None, !order=None, *, stable=None", changed(false)),
        method("partition", "a, kth, axis=-1, kind='introselect', !order=None", changed(true)),
        method("put", "a, indices, values, mode='raise'", (a, x) -> put(a, x, "indices", "values")),
        numpy("put", "a, ind, v, mode='raise'", "a", (a, x) -> put(a, x, "ind", "v")),
        numpy("place", "arr, mask, vals", "arr", InPlaceFunctions::place),
        numpy("putmask", "a, mask, values", "a", InPlaceFunctions::putMask),
        numpy("copyto", "dst, src, casting='same_kind', where=True", "dst", InPlaceFunctions::copy),
        numpy("fill_diagonal", "a, val, wrap=False", "a", InPlaceFunctions::fillDiagonal),
        numpy("put_along_axis", "arr, indices, values, axis", "arr", InPlaceFunctions::putAlong));
  }

  private static Function method(String name, String signature, Change change) {
    return Function.of(name, signature, a -> apply(a, "a", change), Place.ARRAY_METHOD);
  }

  private static Function numpy(String name, String signature, String array, Change change) {
    return Function.of(name, signature, a -> apply(a, array, change), Place.NUMPY);
  }

  private static Value apply(BoundArguments a, String name, Change change) {
    if (!(a.value(name) instanceof ArrayValue array) || array.isScalar()) {
      throw NDArrayException.of(
          ErrorCode.DTYPE, "an array is needed to be changed, not %s", a.value(name).typeName());
    }
    ElementPlace.of(array).replaced(change.of(a, array.expr())).make();
    return Value.NONE;
  }

  private static Change changed(boolean partition) {
    return (a, x) ->
        ((ArrayValue)
                (partition
                    ? SortingFunctions.partitioned(a, false)
                    : SortingFunctions.sorted(a, false)))
            .expr();
  }

  private static Expr fill(BoundArguments a, Expr x) {
    return View.broadcastTo(Convert.unsafely(values(a, "value", x), x.dtype()), x.shape());
  }

  private static Expr values(BoundArguments a, String name, Expr x) {
    Expr values = Conversions.toElements(a.value(name), x.dtype(), a.environment());
    return Convert.unsafely(values, x.dtype());
  }

  /** The first elements of some values, which are taken again and again. */
  private static Expr cycled(Expr values, Expr numbers) {
    Expr flat = Reshape.ravel(values);
    long count = flat.shape().size();
    return count == 1
        ? View.broadcastTo(Reshape.of(flat, new long[0]), numbers.shape())
        : Taking.elements(
            flat, Elementwise.of(Operator.REMAINDER, numbers, PythonScalar.of(count)));
  }

  private static Expr scattered(Expr x, Expr positions, Expr values) {
    return positions.shape().size() == 0 || values.shape().size() == 0
        ? x
        : Taking.scatter(x, positions, cycled(values, Indices.range(positions.shape().size())));
  }

  private static Expr put(BoundArguments a, Expr x, String indices, String values) {
    Expr given = Reshape.ravel(a.expr(indices));
    if (!given.dtype().isInteger() && given.shape().size() > 0) {
      throw NDArrayException.of(
          ErrorCode.DTYPE,
          "Cannot cast array data from dtype('%s') to dtype('int64') according to the rule 'safe'",
          given.dtype());
    }
    Expr positions = IndexModes.within(a, given, x.shape().size(), 0);
    return scattered(x, positions, values(a, values, x));
  }

  private static Expr mask(BoundArguments a, Expr x) {
    Expr mask = Convert.of(a.expr("mask"), DType.BOOL);
    if (mask.shape().size() != x.shape().size()) {
      throw NDArrayException.of(ErrorCode.VALUE, "place: mask and data must be the same size");
    }
    return mask;
  }

  private static Expr place(BoundArguments a, Expr x) {
    Expr mask = Reshape.ravel(mask(a, x));
    Expr values = values(a, "vals", x);
    long count = Selection.count(mask, IndexingFunctions.known(a));
    if (values.shape().size() == 0 && count > 0) {
      throw NDArrayException.of(ErrorCode.VALUE, "Cannot insert from an empty array!");
    }
    return scattered(x, Taking.nonzero(mask, count), values);
  }

  private static Expr putMask(BoundArguments a, Expr x) {
    Expr mask = Convert.of(a.expr("mask"), DType.BOOL);
    if (mask.shape().size() != x.shape().size()) {
      throw NDArrayException.of(ErrorCode.VALUE, "putmask: mask and data must be the same size");
    }
    Expr values = values(a, "values", x);
    if (values.shape().size() == 0) {
      return x;
    }
    Expr wide =
        values.shape().equals(x.shape()) ? values : cycled(values, Indices.positions(x.shape()));
    Expr where = Reshape.of(mask, x.shape().extents());
    return Elementwise.of(Operator.WHERE, where, wide, x);
  }

  private static Expr copy(BoundArguments a, Expr x) {
    Expr given = Conversions.toElements(a.value("src"), x.dtype(), a.environment());
    if (!DTypeFunctions.casts(given.dtype(), x.dtype(), a.text("casting"))) {
      throw NDArrayException.of(
          ErrorCode.DTYPE,
          "Cannot cast array data from dtype('%s') to dtype('%s') according to the rule '%s'",
          given.dtype(),
          x.dtype(),
          a.text("casting"));
    }
    Expr source = wide(Convert.unsafely(given, x.dtype()), x.shape(), "input array");
    if (a.value("where").equals(Value.of(true))) {
      return source;
    }
    Expr where = wide(Convert.of(a.expr("where"), DType.BOOL), x.shape(), "where mask");
    return Elementwise.of(Operator.WHERE, where, source, x);
  }

  private static Expr wide(Expr values, Shape shape, String what) {
    try {
      return View.broadcastTo(values, shape);
    } catch (NDArrayException e) {
      throw new NDArrayException(
          ErrorCode.SHAPE,
          "could not broadcast %s from shape %s into shape %s"
              .formatted(what, values.shape().compact(), shape.compact()),
          e);
    }
  }

  private static Expr fillDiagonal(BoundArguments a, Expr x) {
    Shape shape = x.shape();
    if (shape.rank() < 2) {
      throw NDArrayException.of(ErrorCode.VALUE, "array must be at least 2-d");
    }
    long step = 0;
    for (int d = 0; d < shape.rank(); d++) {
      if (shape.rank() > 2 && shape.extent(d) != shape.extent(0)) {
        throw NDArrayException.of(
            ErrorCode.VALUE, "All dimensions of input must be of equal length");
      }
      step += shape.strides()[d];
    }
    long columns = shape.extent(1);
    boolean isCut = shape.rank() == 2 && !a.bool("wrap");
    long end = isCut ? Math.min(shape.size(), columns * columns) : shape.size();
    Expr numbers = Indices.range((end + step - 1) / step);
    Expr positions = Elementwise.of(Operator.MULTIPLY, numbers, PythonScalar.of(step));
    return scattered(x, positions, values(a, "val", x));
  }

  private static Expr putAlong(BoundArguments a, Expr x) {
    boolean flat = a.isNone("axis");
    Expr array = flat ? Reshape.ravel(x) : x;
    Expr given = a.expr("indices");
    if (array.shape().rank() != given.shape().rank()) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "`indices` and `arr` must have the same number of dimensions");
    }
    if (!given.dtype().isInteger()) {
      throw NDArrayException.of(ErrorCode.INDEX, "`indices` must be an integer array");
    }
    int axis = flat ? 0 : Axes.normalize(a.axis("axis"), array.shape().rank());
    Expr indices =
        Selection.checked(given, array.shape().extent(axis), axis, IndexingFunctions.known(a));
    Expr positions = Taking.positionsAlong(array.shape(), indices, axis);
    Expr values = View.broadcastTo(values(a, "values", x), positions.shape());
    return Reshape.of(Taking.scatter(array, positions, values), x.shape().extents());
  }
}
