package io.github.sparkndarray.script.function;

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
import io.github.sparkndarray.expr.Selection;
import io.github.sparkndarray.script.value.BoundArguments;

/** What NumPy's {@code mode} makes of indices that are out of bounds. */
final class IndexModes {
  private IndexModes() {}

  /**
   * Indices within an axis.
   *
   * @throws NDArrayException for the first that is outside, where the mode is {@code raise}
   */
  static Expr within(BoundArguments a, Expr indices, long extent, int axis) {
    return switch (a.text("mode")) {
      case "raise" -> Selection.checked(indices, extent, axis, IndexingFunctions.known(a));
      case "wrap" -> apply(Operator.REMAINDER, wide(indices, extent, axis), extent);
      case "clip" ->
          apply(
              Operator.MAXIMUM,
              apply(Operator.MINIMUM, wide(indices, extent, axis), extent - 1),
              0);
      default ->
          throw NDArrayException.of(
              ErrorCode.VALUE,
              "clipmode must be one of 'clip', 'raise', or 'wrap' (got '%s')",
              a.text("mode"));
    };
  }

  /**
   * As {@link #within}, of indices which are not counted from the end.
   *
   * @throws NDArrayException when one is outside, where the mode is {@code raise}
   */
  static Expr coordinates(BoundArguments a, Expr indices, long extent, int axis) {
    if (a.text("mode").equals("raise") && indices.shape().size() > 0) {
      Selection.Known known = IndexingFunctions.known(a);
      Expr wide = wide(indices, extent, axis);
      if (known.of(Reduce.of(Reduction.MIN, wide, null, false)) < 0
          || known.of(Reduce.of(Reduction.MAX, wide, null, false)) >= extent) {
        throw NDArrayException.of(ErrorCode.VALUE, "invalid entry in coordinates array");
      }
      return wide;
    }
    return within(a, indices, extent, axis);
  }

  private static Expr apply(Operator operator, Expr indices, long bound) {
    return Elementwise.of(operator, indices, PythonScalar.of(bound));
  }

  private static Expr wide(Expr indices, long extent, int axis) {
    if (extent == 0 && indices.shape().size() > 0) {
      throw NDArrayException.of(
          ErrorCode.INDEX, "cannot do a non-empty take from an empty axis %d.", axis);
    }
    return Convert.of(indices, DType.INT64);
  }
}
