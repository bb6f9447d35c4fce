package io.github.sparkndarray.expr;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Axes;
import org.jspecify.annotations.Nullable;

/** {@code np.linalg.norm}, apart from what takes singular values. */
public final class Norms {
  private Norms() {}

  /**
   * The norm of the vectors along some axes, or of all elements: {@code sum(|x| ** order) ** (1 /
   * order)}; the greatest or least magnitude for an infinite order, for 0 how many are not zero.
   */
  public static Expr vector(Expr x, double order, int @Nullable [] axes, boolean keepDims) {
    Expr real = ElementwiseFunctions.floating(x);
    Expr size = Elementwise.of(Operator.ABSOLUTE, real);
    if (order == 2) {
      Expr squares =
          real instanceof Complex z
              ? ComplexOperators.squaredAbsolute(z)
              : Elementwise.of(Operator.SQUARE, real);
      return Elementwise.of(Operator.SQRT, Reduce.of(Reduction.SUM, squares, axes, keepDims));
    }
    if (order == 1) {
      return Reduce.of(Reduction.SUM, size, axes, keepDims);
    }
    if (Double.isInfinite(order)) {
      Reduction extreme = order > 0 ? Reduction.MAX : Reduction.MIN;
      return Reduce.of(extreme, size, axes, keepDims);
    }
    if (order == 0) {
      return Convert.of(Reduce.countNonzero(real, axes, keepDims), real.dtype().part());
    }
    Expr powers = Elementwise.of(Operator.POWER, size, PythonScalar.of(order));
    return Elementwise.of(
        Operator.POWER,
        Reduce.of(Reduction.SUM, powers, axes, keepDims),
        PythonScalar.of(1 / order));
  }

  /** The norm of matrices: of order 1, -1, ∞ or -∞ an extreme of sums of magnitudes. */
  public static Expr matrix(Expr x, double order, int rowAxis, int columnAxis, boolean keepDims) {
    if (Math.abs(order) == 2) {
      throw NDArrayException.of(
          ErrorCode.UNSUPPORTED,
          "Cannot compute a matrix norm of order 2: singular values are not in this language");
    }
    if (Math.abs(order) != 1 && !Double.isInfinite(order)) {
      throw NDArrayException.of(ErrorCode.VALUE, "Invalid norm order for matrices.");
    }
    int rank = x.shape().rank();
    int rows = Axes.normalize(rowAxis, rank);
    int columns = Axes.normalize(columnAxis, rank);
    if (rows == columns) {
      throw NDArrayException.of(ErrorCode.AXIS, "Duplicate axes given.");
    }
    int[] summed = {Double.isInfinite(order) ? columns : rows};
    Expr size = Elementwise.of(Operator.ABSOLUTE, ElementwiseFunctions.floating(x));
    Expr sums = Reduce.of(Reduction.SUM, size, summed, true);
    Expr extreme =
        Reduce.of(order > 0 ? Reduction.MAX : Reduction.MIN, sums, new int[] {rows, columns}, true);
    return keepDims ? extreme : View.squeeze(extreme, rows, columns);
  }
}
