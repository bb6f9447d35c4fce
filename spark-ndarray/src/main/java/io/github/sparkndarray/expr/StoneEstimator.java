package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Stone's estimator of the width of a histogram's bins: of up to {@code max(100, sqrt(n))} bins it
 * takes as many as lose least, by an estimate of the integrated squared error from all but one
 * element. Histograms of many numbers of bins are counted in one pass.
 *
 * @see <a
 *     href="https://numpy.org/doc/stable/reference/generated/numpy.histogram_bin_edges.html">numpy.histogram_bin_edges</a>
 */
final class StoneEstimator {
  private static final int LEAST_BOUND = 100;

  /** How many bins are counted in one pass, those of all its histograms. */
  private static final int CELLS = 1 << 18;

  private final Expr x;
  private final PythonScalar lower;
  private final PythonScalar upper;
  private final Expr span;
  private final int most;

  private StoneEstimator(Expr x, PythonScalar lower, PythonScalar upper) {
    this.x = Convert.of(x, x.dtype().isFloat() ? x.dtype() : DType.FLOAT64);
    this.lower = lower;
    this.upper = upper;
    this.span = Statistics.ALL.ptp(this.x);
    this.most = Math.max(LEAST_BOUND, (int) Math.sqrt(x.shape().size()));
  }

  /**
   * The width of a bin, a 0-d array; 0 where one bin is enough.
   *
   * @param x a vector of elements from lower to upper
   */
  static Expr width(Expr x, PythonScalar lower, PythonScalar upper) {
    StoneEstimator estimator = new StoneEstimator(x, lower, upper);
    return x.shape().size() < 2 ? Constant.of(DType.FLOAT64, 0) : estimator.width();
  }

  private Expr width() {
    int together = Math.max(1, CELLS / most);
    List<Expr> losses = new ArrayList<>();
    for (int first = 1; first <= most; first += together) {
      losses.add(losses(first, Math.min(together, most + 1 - first)));
    }
    Expr all = losses.size() == 1 ? losses.get(0) : Joining.concatenate(losses, 0);
    Expr best = Reduce.of(Reduction.ARGMIN, all, null, false);
    return op(Operator.DIVIDE, span, op(Operator.ADD, best, PythonScalar.of(1L)));
  }

  /** What is lost by each of so many numbers of bins, from the first on. */
  private Expr losses(int first, int count) {
    Expr row = new Generated(new Generator.IntegerRange(DType.INT64, 0, 1), Shape.of(count));
    Expr bins = floating(op(Operator.ADD, row, PythonScalar.of((long) first)));
    Expr last = op(Operator.SUBTRACT, bins, PythonScalar.of(1L));
    PythonScalar width = PythonScalar.of(upper.real() - lower.real());
    Expr step = op(Operator.DIVIDE, width, bins);
    Expr bin = Histogram.equalBin(View.expandDims(x, 1), bins, last, lower, upper, width, step);
    Expr start = op(Operator.MULTIPLY, row, PythonScalar.of((long) most));
    Expr cell = op(Operator.ADD, Convert.unsafely(bin, DType.INT64), start);
    Expr isIn = op(Operator.GREATER_EQUAL, bin, PythonScalar.of(0L));
    Expr counted = op(Operator.WHERE, isIn, cell, PythonScalar.of(-1L));
    Expr counts = Reshape.of(Reduce.bincount(counted, count * most), Shape.of(count, most));
    double n = x.shape().size();
    Expr parts = op(Operator.DIVIDE, counts, PythonScalar.of(n));
    Expr squares = Reduce.of(Reduction.SUM, op(Operator.SQUARE, parts), new int[] {1}, false);
    Expr gain = op(Operator.MULTIPLY, PythonScalar.of(n + 1), squares);
    return op(
        Operator.DIVIDE,
        op(Operator.SUBTRACT, PythonScalar.of(2.0), gain),
        op(Operator.DIVIDE, span, bins));
  }

  private Expr floating(Expr numbers) {
    return Convert.unsafely(numbers, x.dtype());
  }

  private static Expr op(Operator operator, Operand... operands) {
    return Elementwise.of(operator, operands);
  }
}
