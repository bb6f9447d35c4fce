package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;

/**
 * Values between known ones.
 *
 * @see <a
 *     href="https://numpy.org/doc/stable/reference/generated/numpy.interp.html">numpy.interp</a>
 */
public final class Interpolation {
  private Interpolation() {}

  /**
   * What lies on straight lines between points, float64.
   *
   * @param xp where the points are, ascending, of shape {@code (points,)}
   * @param fp how high they are, of the same shape
   * @param left what comes before the first point
   * @param right what comes after the last one
   */
  public static Expr of(Expr x, Expr xp, Expr fp, Operand left, Operand right) {
    Expr at = real(x);
    Expr points = real(xp);
    Expr heights = real(fp);
    long count = xp.shape().size();
    Expr behind = Sorting.searchSorted(points, at, true);
    Expr none = op(Operator.EQUAL, behind, PythonScalar.of(0L));
    Expr greatest = Reduce.of(Reduction.MAX, points, null, false);
    Expr past = op(Operator.GREATER, at, greatest);
    Expr between = Constant.of(DType.FLOAT64, 0);
    if (count > 1) {
      Expr start = clipped(op(Operator.SUBTRACT, behind, PythonScalar.of(1L)), count - 2);
      Expr end = op(Operator.ADD, start, PythonScalar.of(1L));
      Expr x0 = Taking.elements(points, start);
      Expr y0 = Taking.elements(heights, start);
      Expr y1 = Taking.elements(heights, end);
      Expr slope =
          op(
              Operator.DIVIDE,
              op(Operator.SUBTRACT, y1, y0),
              op(Operator.SUBTRACT, Taking.elements(points, end), x0));
      Expr inside =
          op(Operator.ADD, op(Operator.MULTIPLY, slope, op(Operator.SUBTRACT, at, x0)), y0);
      between = op(Operator.WHERE, op(Operator.EQUAL, at, x0), y0, inside);
    }
    Expr isLast = op(Operator.EQUAL, at, greatest);
    Expr top = Taking.elements(heights, Constant.of(DType.INT64, count - 1));
    between = op(Operator.WHERE, isLast, top, between);
    Expr result = op(Operator.WHERE, none, left, op(Operator.WHERE, past, right, between));
    return op(Operator.WHERE, op(Operator.ISNAN, at), at, result);
  }

  private static Expr clipped(Expr numbers, long most) {
    return op(
        Operator.MINIMUM,
        op(Operator.MAXIMUM, numbers, PythonScalar.of(0L)),
        PythonScalar.of(most));
  }

  private static Expr real(Expr x) {
    return Convert.of(x, DType.FLOAT64);
  }

  private static Expr op(Operator operator, Operand... operands) {
    return Elementwise.of(operator, operands);
  }
}
