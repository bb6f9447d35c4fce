package io.github.sparkndarray.expr;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Axes;
import org.jspecify.annotations.Nullable;

/** {@code np.linalg.norm} of vectors and matrices. */
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

  /**
   * The norm of matrices: of order 1, -1, ∞ or -∞ an extreme of sums of magnitudes, of order 2 or
   * -2 of singular values.
   */
  public static Expr matrix(Expr x, double order, int rowAxis, int columnAxis, boolean keepDims) {
    if (Math.abs(order) != 1 && Math.abs(order) != 2 && !Double.isInfinite(order)) {
      throw NDArrayException.of(ErrorCode.VALUE, "Invalid norm order for matrices.");
    }
    Reduction extreme = order > 0 ? Reduction.MAX : Reduction.MIN;
    int[] axes = matrixAxes(x, rowAxis, columnAxis);
    if (Math.abs(order) == 2) {
      return ofSingularValues(x, extreme, axes, keepDims);
    }
    int[] summed = {Double.isInfinite(order) ? axes[1] : axes[0]};
    Expr size = Elementwise.of(Operator.ABSOLUTE, ElementwiseFunctions.floating(x));
    Expr sums = Reduce.of(Reduction.SUM, size, summed, true);
    Expr norm = Reduce.of(extreme, sums, axes, true);
    return keepDims ? norm : View.squeeze(norm, axes);
  }

  /** The nuclear norm of matrices: the sum of their singular values. */
  public static Expr nuclear(Expr x, int rowAxis, int columnAxis, boolean keepDims) {
    return ofSingularValues(x, Reduction.SUM, matrixAxes(x, rowAxis, columnAxis), keepDims);
  }

  private static int[] matrixAxes(Expr x, int rowAxis, int columnAxis) {
    int rank = x.shape().rank();
    int rows = Axes.normalize(rowAxis, rank);
    int columns = Axes.normalize(columnAxis, rank);
    if (rows == columns) {
      throw NDArrayException.of(ErrorCode.AXIS, "Duplicate axes given.");
    }
    return new int[] {rows, columns};
  }

  private static Expr ofSingularValues(Expr x, Reduction reduction, int[] axes, boolean keepDims) {
    Expr values = SingularValues.of(View.moveAxes(x, axes, new int[] {-2, -1}));
    int last = values.shape().rank() - 1;
    // No greatest one is 0, but no least one is a mistake.
    boolean isSum = reduction == Reduction.MAX && values.shape().extent(last) == 0;
    Expr norm = Reduce.of(isSum ? Reduction.SUM : reduction, values, new int[] {last}, false);
    return keepDims ? View.expandDims(norm, axes) : norm;
  }
}
