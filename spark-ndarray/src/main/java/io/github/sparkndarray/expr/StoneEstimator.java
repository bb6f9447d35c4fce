package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;

/**
 * Stone's estimator of the width of a histogram's bins: of up to {@code max(100, sqrt(n))} bins it
 * takes as many as lose least, by an estimate of the integrated squared error from all but one
 * element. The elements are sorted once for all of them.
 *
 * @see <a
 *     href="https://numpy.org/doc/stable/reference/generated/numpy.histogram_bin_edges.html">numpy.histogram_bin_edges</a>
 */
final class StoneEstimator {
  private static final int LEAST_BOUND = 100;

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
    Expr best = Reduce.of(Reduction.ARGMIN, losses(), null, false);
    return op(Operator.DIVIDE, span, op(Operator.ADD, best, PythonScalar.of(1L)));
  }

  /** What is lost by each number of bins, from one on. */
  private Expr losses() {
    Expr row = Indices.range(most);
    Expr bins = floating(op(Operator.ADD, row, PythonScalar.of(1L)));
    double n = x.shape().size();
    Expr parts = op(Operator.DIVIDE, counts(row, bins), PythonScalar.of(n));
    Expr squares = Reduce.of(Reduction.SUM, op(Operator.SQUARE, parts), new int[] {1}, false);
    Expr gain = op(Operator.MULTIPLY, PythonScalar.of(n + 1), squares);
    return op(
        Operator.DIVIDE,
        op(Operator.SUBTRACT, PythonScalar.of(2.0), gain),
        op(Operator.DIVIDE, span, bins));
  }

  /**
   * How many elements each bin has, in a row for each number of bins: what lies between the places
   * of two edges among the sorted elements. Behind the last bin there is nothing.
   */
  private Expr counts(Expr row, Expr bins) {
    Expr step = op(Operator.DIVIDE, PythonScalar.of(upper.real() - lower.real()), bins);
    Expr column = Indices.range(most + 1L);
    Expr edges = Histogram.edge(column, lower, View.expandDims(step, 1), x.dtype());
    Expr place = Sorting.searchSorted(Sorting.sort(x, 0), edges, false);
    Expr isEdge = op(Operator.LESS_EQUAL, column, View.expandDims(row, 1));
    Expr before = op(Operator.WHERE, isEdge, place, PythonScalar.of(x.shape().size()));
    return op(
        Operator.SUBTRACT, View.slice(before, 1, 1, most + 1L), View.slice(before, 1, 0, most));
  }

  private Expr floating(Expr numbers) {
    return Convert.unsafely(numbers, x.dtype());
  }

  private static Expr op(Operator operator, Operand... operands) {
    return Elementwise.of(operator, operands);
  }
}
