package io.github.sparkndarray.expr;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Shape;
import java.util.List;
import java.util.stream.LongStream;

/** Singular values of matrices, which lie along the last two axes of arrays. */
public final class SingularValues {
  /** A task holds so many rows of as many numbers, and takes minutes for them. */
  private static final int MOST_COLUMNS = 2048;

  private SingularValues() {}

  /** {@code np.linalg.svdvals}: descending, along one axis in place of both. */
  public static Expr of(Expr x) {
    requireMatrices(x);
    int rank = x.shape().rank();
    boolean wide = x.shape().extent(rank - 2) < x.shape().extent(rank - 1);
    Expr real = ElementwiseFunctions.floating(x);
    Expr tall = wide ? View.swapAxes(real, rank - 2, rank - 1) : real;
    long count = tall.shape().extent(rank - 1);
    boolean isComplex = tall instanceof Complex;
    long most = isComplex ? MOST_COLUMNS / 2 : MOST_COLUMNS;
    if (count > most) {
      throw NDArrayException.of(
          ErrorCode.UNSUPPORTED,
          "Cannot compute the singular values of %s matrices of shape (%d, %d): the shorter side"
              + " may have at most %d elements, the longer one as many as there are",
          x.dtype(),
          x.shape().extent(rank - 2),
          x.shape().extent(rank - 1),
          most);
    }
    LongStream stack = LongStream.of(tall.shape().extents()).limit(rank - 2L);
    Expr values =
        new Shuffled(
            new Shuffle.SingularValues((int) (isComplex ? 2 * count : count)),
            DType.FLOAT64,
            Shape.of(LongStream.concat(stack, LongStream.of(count)).toArray()),
            List.of(tall instanceof Complex z ? asReal(z) : tall));
    return Convert.of(values, tall.dtype().part());
  }

  static void requireMatrices(Expr x) {
    if (x.shape().rank() < 2) {
      throw NDArrayException.of(
          ErrorCode.SHAPE,
          "%d-dimensional array given. Array must be at least two-dimensional",
          x.shape().rank());
    }
  }

  /**
   * Matrices of real numbers that have each singular value of complex ones twice: for each row
   * {@code a + bi} the rows {@code (a, -b)} and {@code (b, a)}. Their shape is {@code (…, m, 2, 2,
   * n)}, in C order that of {@code (…, 2m, 2n)}.
   */
  private static Expr asReal(Complex z) {
    int rank = z.shape().rank();
    Complex rows = z.map(part -> View.expandDims(part, rank - 1, rank));
    DType dtype = rows.real().dtype();
    Shape pairs = Shape.of(2, 2, 1);
    Expr sign = Convert.of(new Literal(HostArray.ofDoubles(pairs, 1, -1, 1, 1)), dtype);
    Expr own = new Literal(HostArray.ofLongs(pairs, 1, 0, 0, 1));
    return Elementwise.of(
        Operator.WHERE,
        Convert.of(own, DType.BOOL),
        rows.real(),
        Elementwise.of(Operator.MULTIPLY, rows.imaginary(), sign));
  }

  /** {@code np.linalg.cond} by the greatest and the least singular value. */
  public static Expr condition(Expr x, boolean inverse) {
    requireMatrices(x);
    int rank = x.shape().rank();
    if (x.shape().size() == 0 && x.shape().sizeFrom(rank - 2) == 0) {
      throw NDArrayException.of(ErrorCode.VALUE, "cond is not defined on empty arrays");
    }
    Expr values = of(x);
    long last = values.shape().extent(rank - 2) - 1;
    Expr greatest = View.squeeze(View.slice(values, rank - 2, 0, 1), rank - 2);
    Expr least = View.squeeze(View.slice(values, rank - 2, last, last + 1), rank - 2);
    Expr ratio =
        Elementwise.of(Operator.DIVIDE, inverse ? least : greatest, inverse ? greatest : least);
    // 0 / 0, or what infinities come to: NaN among the elements is refused.
    return Elementwise.of(
        Operator.WHERE,
        Elementwise.of(Operator.ISNAN, ratio),
        PythonScalar.of(Double.POSITIVE_INFINITY),
        ratio);
  }
}
