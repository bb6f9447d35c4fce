package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.Promotion;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Index;
import io.github.sparkndarray.shape.Shape;
import java.util.List;
import java.util.Objects;

/**
 * Sums of what lies side by side, each by its weight.
 *
 * @see <a
 *     href="https://numpy.org/doc/stable/reference/generated/numpy.convolve.html">numpy.convolve</a>
 */
public final class Convolution {
  /** Weights are written out one after the other. */
  private static final long MOST_WEIGHTS = 1000;

  private Convolution() {}

  /**
   * {@code np.convolve} of two vectors, whole.
   *
   * @param x a vector
   * @param weights a vector of at most as many elements
   */
  public static Expr full(Expr x, Expr weights) {
    long count = weights.shape().size();
    if (count > MOST_WEIGHTS) {
      throw NDArrayException.of(
          ErrorCode.UNSUPPORTED,
          "Cannot convolve vectors of %d and %d elements: one of them may have %d at most",
          x.shape().size(),
          count,
          MOST_WEIGHTS);
    }
    Expr own = Convert.of(x, Promotion.promote(x.dtype(), weights.dtype()));
    Expr nothing = View.broadcastTo(PythonScalar.of(0L).as(own.dtype()), Shape.of(count - 1));
    Expr padded = count == 1 ? own : Joining.concatenate(List.of(nothing, own, nothing), 0);
    long size = x.shape().size() + count - 1;
    Expr sum = null;
    for (long i = 0; i < count; i++) {
      Expr weight = View.index(weights, List.of(new Index.At(i)));
      long from = count - 1 - i;
      Expr part = Products.multiply(View.slice(padded, 0, from, from + size), weight);
      sum = sum == null ? part : Elementwise.of(Operator.ADD, sum, part);
    }
    return Objects.requireNonNull(sum);
  }
}
