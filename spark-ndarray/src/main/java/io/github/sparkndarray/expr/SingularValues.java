package io.github.sparkndarray.expr;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Shape;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

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

  private static void requireMatrices(Expr x) {
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

  /**
   * {@code np.linalg.matrix_rank}: how many singular values are greater than a bound.
   *
   * @param tolerance the bound
   * @param relative the bound as a part of the greatest value; null for as much as rounding makes
   */
  public static Expr rank(Expr x, @Nullable Expr tolerance, @Nullable Expr relative) {
    if (x.shape().rank() < 2) {
      Expr count = Reduce.countNonzero(x, null, false);
      return Elementwise.of(Operator.MINIMUM, count, PythonScalar.of(1L));
    }
    Expr values = of(x);
    int last = values.shape().rank() - 1;
    Operand bound;
    if (tolerance != null) {
      bound = View.expandDims(tolerance, tolerance.shape().rank());
    } else {
      long longer = Math.max(x.shape().extent(last), x.shape().extent(last + 1));
      double epsilon = values.dtype() == DType.FLOAT32 ? Math.ulp(1f) : Math.ulp(1.0);
      Operand part =
          relative == null
              ? PythonScalar.of(longer * epsilon)
              : View.expandDims(relative, relative.shape().rank());
      Expr greatest = View.slice(values, last, 0, Math.min(1, values.shape().extent(last)));
      bound = Elementwise.of(Operator.MULTIPLY, greatest, part);
    }
    Expr isGreater = Elementwise.of(Operator.GREATER, values, bound);
    return Reduce.of(Reduction.SUM, isGreater, new int[] {last}, false);
  }

  /** {@code np.linalg.cond} of order 2: the greatest singular value by the least. */
  public static Expr condition(Expr x) {
    requireNotEmpty(x);
    Expr values = of(x);
    return ratio(extreme(values, false), extreme(values, true));
  }

  /** {@code np.linalg.cond} of order -2: the least singular value by the greatest. */
  public static Expr inverseCondition(Expr x) {
    requireNotEmpty(x);
    Expr values = of(x);
    return ratio(extreme(values, true), extreme(values, false));
  }

  /**
   * {@code np.linalg.cond} by the nuclear norm of square matrices and of their inverses, whose
   * singular values are the reciprocals.
   */
  public static Expr nuclearCondition(Expr x) {
    return ofInverse(x, values -> values, sums -> sums);
  }

  /** As {@link #nuclearCondition}, by the Frobenius norm. */
  public static Expr frobeniusCondition(Expr x) {
    return ofInverse(
        x,
        values -> Elementwise.of(Operator.SQUARE, values),
        sums -> Elementwise.of(Operator.SQRT, sums));
  }

  private static Expr ofInverse(Expr x, UnaryOperator<Expr> term, UnaryOperator<Expr> norm) {
    requireNotEmpty(x);
    int rank = x.shape().rank();
    if (x.shape().extent(rank - 2) != x.shape().extent(rank - 1)) {
      throw NDArrayException.of(ErrorCode.SHAPE, "Last 2 dimensions of the array must be square");
    }
    Expr values = of(x);
    Expr inverse = Elementwise.of(Operator.DIVIDE, PythonScalar.of(1.0), values);
    int[] last = {rank - 2};
    Expr own = norm.apply(Reduce.of(Reduction.SUM, term.apply(values), last, false));
    Expr others = norm.apply(Reduce.of(Reduction.SUM, term.apply(inverse), last, false));
    return orInfinite(Elementwise.of(Operator.MULTIPLY, own, others));
  }

  private static void requireNotEmpty(Expr x) {
    requireMatrices(x);
    if (x.shape().size() == 0 && x.shape().sizeFrom(x.shape().rank() - 2) == 0) {
      throw NDArrayException.of(ErrorCode.VALUE, "cond is not defined on empty arrays");
    }
  }

  private static Expr extreme(Expr values, boolean least) {
    int last = values.shape().rank() - 1;
    long at = least ? values.shape().extent(last) - 1 : 0;
    return View.squeeze(View.slice(values, last, at, at + 1), last);
  }

  private static Expr ratio(Expr a, Expr b) {
    return orInfinite(Elementwise.of(Operator.DIVIDE, a, b));
  }

  /** 0 / 0, or what infinities come to: NaN among the elements is refused. */
  private static Expr orInfinite(Expr condition) {
    return Elementwise.of(
        Operator.WHERE,
        Elementwise.of(Operator.ISNAN, condition),
        PythonScalar.of(Double.POSITIVE_INFINITY),
        condition);
  }
}
