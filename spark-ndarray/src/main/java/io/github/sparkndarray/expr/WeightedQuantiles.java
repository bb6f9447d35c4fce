package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Axes;
import io.github.sparkndarray.shape.Shape;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Quantiles where each element counts as its weight says, by NumPy's {@code inverted_cdf}: the
 * first element up to which the weights, of elements in order, are at least the quantile's share of
 * all.
 */
public final class WeightedQuantiles {
  private final int[] reduced;
  private final boolean keepDims;
  private final boolean withoutNan;
  private final Expr sorted;
  private final Expr weights;

  /** What the weights up to each element are of all weights of its row, float64. */
  private final Expr share;

  /**
   * Over the given axes, or over all of them where it is null.
   *
   * @param weights of the array's shape, or of that of its reduced axes
   * @param withoutNan whether NaN counts for nothing; otherwise a row with NaN has no quantile
   * @throws NDArrayException in NumPy's words when the weights do not fit
   */
  public WeightedQuantiles(
      Expr x, Expr weights, int @Nullable [] axes, boolean keepDims, boolean withoutNan) {
    int rank = x.shape().rank();
    this.reduced = axes == null ? Axes.all(rank) : Axes.normalize(axes, rank);
    this.keepDims = keepDims;
    this.withoutNan = withoutNan;
    Expr rows = Quantiles.rows(x, reduced);
    if (rows.shape().extent(rows.shape().rank() - 1) == 0) {
      throw NDArrayException.of(
          ErrorCode.INDEX, "index -1 is out of bounds for axis 0 with size 0");
    }
    Expr wide = Quantiles.rows(spread(x.shape(), weights, axes), reduced);
    Expr order = Sorting.argsort(rows, -1);
    this.sorted = Taking.takeAlongAxis(rows, order, -1);
    Expr own = Taking.takeAlongAxis(Convert.of(wide, DType.FLOAT64), order, -1);
    this.weights =
        withoutNan && x.dtype().isFloat()
            ? Elementwise.of(Operator.WHERE, isNan(sorted), PythonScalar.of(0.0), own)
            : own;
    Expr running = Cumulative.of(Reduction.SUM, this.weights, -1, null);
    this.share = Elementwise.of(Operator.DIVIDE, running, last(running));
  }

  private Expr spread(Shape shape, Expr weights, int @Nullable [] axes) {
    if (weights.shape().equals(shape)) {
      return weights;
    }
    if (axes == null) {
      throw NDArrayException.of(
          ErrorCode.SHAPE, "Axis must be specified when shapes of a and weights differ.");
    }
    long[] along = IntStream.of(reduced).mapToLong(shape::extent).toArray();
    if (!weights.shape().equals(Shape.of(along))) {
      throw NDArrayException.of(
          ErrorCode.SHAPE,
          "Shape of weights must be consistent with shape of a along specified axis.");
    }
    int[] others =
        IntStream.range(0, shape.rank())
            .filter(d -> IntStream.of(reduced).noneMatch(axis -> axis == d))
            .toArray();
    return View.broadcastTo(View.expandDims(weights, others), shape);
  }

  private static Expr isNan(Expr x) {
    return Elementwise.of(Operator.ISNAN, x);
  }

  /** The last element of each row, which stays a row. */
  private static Expr last(Expr rows) {
    int axis = rows.shape().rank() - 1;
    long length = rows.shape().extent(axis);
    return View.slice(rows, axis, length - 1, length);
  }

  /** The least weight: quantiles are defined where it is not negative. */
  public Expr leastWeight() {
    return Reduce.of(Reduction.MIN, weights, null, false);
  }

  /** How many rows have weights that cannot be shared out: all zero, or infinite, or NaN. */
  public Expr unsharedRows() {
    return Reduce.of(Reduction.SUM, isNan(last(share)), null, false);
  }

  /**
   * The quantile of each row, in the array's dtype.
   *
   * @param q from 0 to 1
   * @param dtype in which shares are compared with it
   */
  public Expr at(double q, DType dtype) {
    int axis = sorted.shape().rank() - 1;
    Expr own = Convert.of(share, dtype);
    // What weighs nothing, before all that does, is not even the quantile of 0.
    Expr before =
        Elementwise.of(
            Operator.LOGICAL_OR,
            Elementwise.of(Operator.LESS, own, PythonScalar.of(q)),
            Elementwise.of(Operator.EQUAL, own, PythonScalar.of(0.0)));
    Expr index =
        Elementwise.of(
            Operator.MINIMUM, Reduce.of(Reduction.SUM, before, new int[] {axis}, true), greatest());
    Expr value = Taking.takeAlongAxis(sorted, index, axis);
    if (!withoutNan && sorted.dtype().isInexact()) {
      Expr end = last(sorted);
      value = Elementwise.of(Operator.WHERE, isNan(end), end, value);
    }
    Expr result = View.squeeze(value, axis);
    return keepDims ? View.expandDims(result, reduced) : result;
  }

  /** The place of the last element of each row, or of the last that is a number. */
  private Operand greatest() {
    int axis = sorted.shape().rank() - 1;
    if (!withoutNan || !sorted.dtype().isFloat()) {
      return PythonScalar.of(sorted.shape().extent(axis) - 1);
    }
    Expr isNumber = Elementwise.of(Operator.LOGICAL_NOT, isNan(sorted));
    Expr count = Reduce.of(Reduction.SUM, isNumber, new int[] {axis}, true);
    return Elementwise.of(
        Operator.MAXIMUM,
        Elementwise.of(Operator.SUBTRACT, count, PythonScalar.of(1L)),
        PythonScalar.of(0L));
  }
}
