package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Shape;
import org.jspecify.annotations.Nullable;

/**
 * {@code np.histogram}: how many elements fall into each bin. A bin has its lower edge and not its
 * upper one, except that the last has both; NaN falls into none.
 *
 * @param counts int64, of shape {@code (bins,)}
 * @param edges of shape {@code (bins + 1,)}
 * @param bin which bin each element falls into; negative or past the last where it falls into none
 */
public record Histogram(Expr counts, Expr edges, Expr bin) {

  /**
   * Bins of equal width from the least to the greatest element; from 0 to 1 where there is none.
   */
  public static Histogram of(Expr a, int bins) {
    if (a.shape().size() == 0) {
      return of(a, bins, 0, 1);
    }
    Expr x = Convert.of(a, edgeDType(a));
    return of(
        x,
        bins,
        Reduce.of(Reduction.MIN, x, null, false),
        Reduce.of(Reduction.MAX, x, null, false));
  }

  /**
   * The same where the extremes are known, 0-d arrays.
   *
   * @param a of floats
   */
  public static Histogram of(Expr a, int bins, Expr least, Expr greatest) {
    Expr flat = apply(Operator.EQUAL, least, greatest);
    Expr lower = apply(Operator.WHERE, flat, minus(least, PythonScalar.of(0.5)), least);
    Expr upper = apply(Operator.WHERE, flat, plus(greatest, PythonScalar.of(0.5)), greatest);
    Expr width = minus(upper, lower);
    Expr step = apply(Operator.DIVIDE, width, PythonScalar.of(positive(bins)));
    return of(a, bins, lower, upper, width, step);
  }

  /**
   * {@code np.histogram2d}: how many points fall into each pair of bins, in float64.
   *
   * @param x the histogram of the points' first coordinates, y of their second ones
   * @param weights as what points count; null where each is one
   */
  public static Expr ofPairs(Histogram x, Histogram y, @Nullable Expr weights) {
    long rows = x.counts.shape().size();
    long columns = y.counts.shape().size();
    Expr cell = plus(apply(Operator.MULTIPLY, x.bin, PythonScalar.of(columns)), y.bin);
    Expr inside = apply(Operator.BITWISE_AND, isInside(x.bin, rows), isInside(y.bin, columns));
    Expr counted = apply(Operator.WHERE, inside, cell, PythonScalar.of(-1L));
    int pairs = Math.toIntExact(Math.multiplyExact(rows, columns));
    Expr counts =
        weights == null
            ? Reduce.bincount(counted, pairs)
            : WeightedBins.sums(counted, pairs, weights);
    return Convert.of(Reshape.of(counts, Shape.of(rows, columns)), DType.FLOAT64);
  }

  private static Expr isInside(Expr bin, long bins) {
    return apply(
        Operator.BITWISE_AND,
        apply(Operator.GREATER_EQUAL, bin, PythonScalar.of(0L)),
        apply(Operator.LESS, bin, PythonScalar.of(bins)));
  }

  /** Bins of equal width from {@code lower} to {@code upper}; what lies outside is not counted. */
  public static Histogram of(Expr a, int bins, double lower, double upper) {
    checkRange("supplied", PythonScalar.of(lower), PythonScalar.of(upper));
    double from = lower == upper ? lower - 0.5 : lower;
    double to = lower == upper ? upper + 0.5 : upper;
    return of(
        Convert.of(a, edgeDType(a)),
        bins,
        PythonScalar.of(from),
        PythonScalar.of(to),
        PythonScalar.of(to - from),
        PythonScalar.of((to - from) / positive(bins)));
  }

  /**
   * Refuses a range that no bins fill.
   *
   * @param which where it comes from, for the message
   * @throws NDArrayException in NumPy's words
   */
  public static void checkRange(String which, PythonScalar lower, PythonScalar upper) {
    if (lower.real() > upper.real()) {
      throw NDArrayException.of(ErrorCode.VALUE, "max must be larger than min in range parameter.");
    }
    if (!Double.isFinite(lower.real()) || !Double.isFinite(upper.real())) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "%s range of [%s, %s] is not finite", which, text(lower), text(upper));
    }
  }

  /** A number as Python spells it. */
  private static String text(PythonScalar number) {
    double value = number.real();
    return number.isIntegral()
        ? number.whole().toString()
        : Double.isFinite(value)
            ? Double.toString(value)
            : Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  }

  /**
   * Bins between given edges.
   *
   * @param edges ascending, of shape {@code (bins + 1,)}
   */
  public static Histogram ofEdges(Expr a, Expr edges) {
    if (edges.shape().rank() != 1 || edges.shape().size() < 2) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "`bins` must be 1d with two or more edges, not of shape %s",
          edges.shape());
    }
    int bins = Math.toIntExact(edges.shape().size() - 1);
    int rank = a.shape().rank();
    Expr passed = apply(Operator.GREATER_EQUAL, View.expandDims(a, rank), edges);
    Expr below = Reduce.of(Reduction.SUM, passed, new int[] {rank}, false);
    Expr last = Reduce.of(Reduction.MAX, edges, null, false);
    Expr bin =
        apply(
            Operator.WHERE,
            apply(Operator.EQUAL, a, last),
            PythonScalar.of((long) bins - 1),
            minus(below, PythonScalar.of(1L)));
    return new Histogram(Reduce.bincount(bin, bins), edges, bin);
  }

  private static Histogram of(
      Expr x, int bins, Operand lower, Operand upper, Operand width, Operand step) {
    PythonScalar count = PythonScalar.of((long) bins);
    PythonScalar last = PythonScalar.of((long) bins - 1);
    Expr bin = equalBin(x, count, last, lower, upper, width, step);
    Expr edges = edges(bins, lower, upper, step, x.dtype());
    return new Histogram(Reduce.bincount(bin, bins), edges, bin);
  }

  /**
   * Which of some bins of equal width each element falls into, -1 for none: as NumPy computes it,
   * so that elements near an edge fall where they do there.
   *
   * @param count how many bins there are
   * @param last the number of the last
   * @param width of all bins, step of each
   */
  static Expr equalBin(
      Expr x,
      Operand count,
      Operand last,
      Operand lower,
      Operand upper,
      Operand width,
      Operand step) {
    Expr scaled = apply(Operator.MULTIPLY, apply(Operator.DIVIDE, minus(x, lower), width), count);
    PythonScalar one = PythonScalar.of(1L);
    Expr bin = apply(Operator.MINIMUM, apply(Operator.FLOOR, scaled), last);
    Expr early = apply(Operator.LESS, x, edge(bin, lower, step, x.dtype()));
    bin = apply(Operator.WHERE, early, minus(bin, one), bin);
    Expr late = apply(Operator.GREATER_EQUAL, x, edge(plus(bin, one), lower, step, x.dtype()));
    Expr notLast = apply(Operator.NOT_EQUAL, bin, last);
    bin = apply(Operator.WHERE, apply(Operator.BITWISE_AND, late, notLast), plus(bin, one), bin);
    Expr inside =
        apply(
            Operator.BITWISE_AND,
            apply(Operator.GREATER_EQUAL, x, lower),
            apply(Operator.LESS_EQUAL, x, upper));
    return apply(Operator.WHERE, inside, bin, PythonScalar.of(-1.0));
  }

  private static Expr edges(int bins, Operand lower, Operand upper, Operand step, DType dtype) {
    Expr numbers =
        new Generated(new Generator.RealRange(working(lower, dtype), 0, 1), Shape.of(bins + 1L));
    Expr last = apply(Operator.EQUAL, numbers, PythonScalar.of((long) bins));
    Expr edges = plus(apply(Operator.MULTIPLY, numbers, step), lower);
    return Convert.of(apply(Operator.WHERE, last, upper, edges), dtype);
  }

  /** The lower edge of a bin. */
  static Expr edge(Expr bin, Operand lower, Operand step, DType dtype) {
    Expr number = Convert.of(bin, working(lower, dtype));
    return Convert.of(plus(apply(Operator.MULTIPLY, number, step), lower), dtype);
  }

  /** NumPy computes edges in float64 where the range is given as Python numbers. */
  private static DType working(Operand lower, DType dtype) {
    return lower instanceof PythonScalar ? DType.FLOAT64 : dtype;
  }

  private static DType edgeDType(Expr a) {
    return a.dtype().isFloat() ? a.dtype() : DType.FLOAT64;
  }

  private static double positive(int bins) {
    if (bins < 1) {
      throw NDArrayException.of(ErrorCode.VALUE, "`bins` must be positive, when an integer");
    }
    return bins;
  }

  private static Expr plus(Operand a, Operand b) {
    return apply(Operator.ADD, a, b);
  }

  private static Expr minus(Operand a, Operand b) {
    return apply(Operator.SUBTRACT, a, b);
  }

  private static Expr apply(Operator operator, Operand... operands) {
    return Elementwise.of(operator, operands);
  }
}
