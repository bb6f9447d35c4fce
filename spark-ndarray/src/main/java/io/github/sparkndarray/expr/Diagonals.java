package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Axes;
import io.github.sparkndarray.shape.IndexMap;
import io.github.sparkndarray.shape.Shape;
import java.util.Arrays;
import java.util.List;

/** Diagonals and triangles, and matrices that have nothing else. */
public final class Diagonals {
  private Diagonals() {}

  /** {@code np.diagonal}: a view whose last axis runs along two axes at once. */
  public static Expr diagonal(Expr x, long offset, int axis1, int axis2) {
    Shape shape = x.shape();
    int rank = shape.rank();
    if (rank < 2) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "diag requires an array of at least two dimensions");
    }
    int first = Axes.normalize("axis1", axis1, rank);
    int second = Axes.normalize("axis2", axis2, rank);
    if (first == second) {
      throw NDArrayException.of(ErrorCode.AXIS, "axis1 and axis2 cannot be the same");
    }
    long down = Math.max(0, -offset);
    long right = Math.max(0, offset);
    long length = Math.min(shape.extent(first) - down, shape.extent(second) - right);
    long[] extents = new long[rank - 1];
    int[] axis = new int[rank];
    int target = 0;
    for (int d = 0; d < rank; d++) {
      if (d != first && d != second) {
        extents[target] = shape.extent(d);
        axis[d] = target++;
      }
    }
    extents[target] = Math.max(0, length);
    axis[first] = target;
    axis[second] = target;
    long[] start = new long[rank];
    start[first] = length > 0 ? down : 0;
    start[second] = length > 0 ? right : 0;
    long[] step = new long[rank];
    Arrays.fill(step, 1);
    return View.of(x, IndexMap.of(Shape.of(extents), axis, start, step));
  }

  /** {@code np.diag}: the diagonal of a matrix, or the matrix that has a vector on its diagonal. */
  public static Expr diag(Expr x, long offset) {
    if (x.shape().rank() == 2) {
      return diagonal(x, offset, 0, 1);
    }
    if (x.shape().rank() != 1) {
      throw NDArrayException.of(ErrorCode.VALUE, "Input must be 1- or 2-d.");
    }
    long length = x.shape().size();
    long size = Math.addExact(length, Math.abs(offset));
    Shape square = Shape.of(size, size);
    // The vector's element j - offset in column j, of a row that is far enough down.
    Expr padded =
        Joining.concatenate(
            List.of(
                zeros(x.dtype(), Math.max(0, offset)), x, zeros(x.dtype(), Math.max(0, -offset))),
            0);
    return choose(onDiagonal(square, offset), View.broadcastTo(padded, square));
  }

  /** {@code np.eye}. */
  public static Expr eye(long rows, long columns, long offset, DType dtype) {
    Shape shape = Shape.of(rows, columns);
    return Convert.of(onDiagonal(shape, offset), dtype);
  }

  /** {@code np.tril}: zeros above a diagonal of the last two axes. */
  public static Expr lower(Expr x, long offset) {
    return choose(isLower(square(x), offset), square(x));
  }

  /** {@code np.triu}: zeros below a diagonal of the last two axes. */
  public static Expr upper(Expr x, long offset) {
    Expr square = square(x);
    return choose(Elementwise.of(Operator.LOGICAL_NOT, isLower(square, offset - 1)), square);
  }

  /** {@code np.tri}: ones up to a diagonal. */
  public static Expr ones(long rows, long columns, long offset, DType dtype) {
    Expr any = View.broadcastTo(PythonScalar.of(1L).as(dtype), Shape.of(rows, columns));
    return Convert.of(isLower(any, offset), dtype);
  }

  /** NumPy takes a vector for a matrix whose rows are all equal to it. */
  private static Expr square(Expr x) {
    if (x.shape().rank() >= 2) {
      return x;
    }
    long size = x.shape().size();
    return View.broadcastTo(x, Shape.of(size, size));
  }

  private static Expr isLower(Expr x, long offset) {
    return compare(Operator.LESS_EQUAL, x.shape(), offset);
  }

  private static Expr onDiagonal(Shape shape, long offset) {
    return compare(Operator.EQUAL, shape, offset);
  }

  /** How the column compares with the row and the offset. */
  private static Expr compare(Operator operator, Shape shape, long offset) {
    int rank = shape.rank();
    Expr row =
        Elementwise.of(Operator.ADD, Indices.along(shape, rank - 2), PythonScalar.of(offset));
    return View.broadcastTo(Elementwise.of(operator, Indices.along(shape, rank - 1), row), shape);
  }

  private static Expr choose(Expr condition, Expr x) {
    return Elementwise.of(Operator.WHERE, condition, x, PythonScalar.of(0L).as(x.dtype()));
  }

  private static Expr zeros(DType dtype, long count) {
    return View.broadcastTo(PythonScalar.of(0L).as(dtype), Shape.of(count));
  }
}
