package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Shape;
import java.util.Arrays;
import java.util.List;

/** What comes after counting: sums of weights in place of counts, and densities. */
public final class WeightedBins {
  private WeightedBins() {}

  /**
   * The sum of the weights in each bin, in float64.
   *
   * @param bin the bin of each element; what is negative or past the last is in none
   * @param weights of as many elements
   */
  public static Expr sums(Expr bin, int bins, Expr weights) {
    Expr positions = Reshape.ravel(Convert.of(bin, DType.INT64));
    Expr own = Reshape.ravel(Convert.of(weights, DType.FLOAT64));
    return new Shuffled(
        new Shuffle.SumAt(), DType.FLOAT64, Shape.of(bins), List.of(positions, own));
  }

  /**
   * A histogram's counts where each element counts as its weight says, in the weights' dtype.
   *
   * @throws NDArrayException when there are not as many weights as elements
   */
  public static Expr of(Histogram histogram, Expr weights) {
    if (!histogram.bin().shape().equals(weights.shape())) {
      throw NDArrayException.of(ErrorCode.SHAPE, "weights should have the same shape as a.");
    }
    int bins = Math.toIntExact(histogram.counts().shape().size());
    return Convert.unsafely(sums(histogram.bin(), bins, weights), weights.dtype());
  }

  /** {@code density=True}: counts divided so that the integral over all bins is 1. */
  public static Expr density(Expr counts, Expr edges) {
    return divided(Convert.of(counts, DType.FLOAT64), List.of(edges));
  }

  /** The same of pairs of bins. */
  public static Expr density(Expr counts, Expr first, Expr second) {
    return divided(counts, List.of(first, second));
  }

  private static Expr divided(Expr counts, List<Expr> edges) {
    Expr density = counts;
    for (int axis = 0; axis < edges.size(); axis++) {
      long[] extents = new long[edges.size()];
      Arrays.fill(extents, 1);
      extents[axis] = edges.get(axis).shape().size() - 1;
      Expr widths = Reshape.of(Cumulative.diff(edges.get(axis), 1, 0), Shape.of(extents));
      density = Elementwise.of(Operator.DIVIDE, density, Convert.of(widths, DType.FLOAT64));
    }
    return Elementwise.of(Operator.DIVIDE, density, Reduce.of(Reduction.SUM, counts, null, false));
  }
}
