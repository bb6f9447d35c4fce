package io.github.sparkndarray.expr;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Axes;
import io.github.sparkndarray.shape.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Reductions of complex numbers, made of reductions of their parts. */
final class ComplexReductions {
  /** So many factors are multiplied in one go. */
  private static final int FACTORS = 32;

  private ComplexReductions() {}

  /** The reduction of the given axes, which are normal and ascending. */
  static Expr reduce(Reduction reduction, Complex z, int[] axes) {
    return switch (reduction) {
      case SUM -> z.map(part -> Reduce.of(reduction, part, axes, false));
      case PROD -> product(z, axes);
      case MIN, MAX -> extreme(reduction, z, axes, false);
      case ARGMIN, ARGMAX -> position(reduction, z, axes);
      case SQUARED_DEVIATIONS, ANY, ALL, SMALLEST, LARGEST, ARGSMALLEST, ARGLARGEST, BINCOUNT ->
          throw NDArrayException.of(
              ErrorCode.UNSUPPORTED, "Cannot compute %s of complex numbers", reduction.numpyName());
    };
  }

  /** Of the numbers with the best real part the best imaginary one; NaN where there is any. */
  private static Expr extreme(Reduction reduction, Complex z, int[] axes, boolean keepDims) {
    boolean least = reduction == Reduction.MIN;
    double worst = least ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    Expr real = Reduce.of(reduction, z.real(), axes, true);
    Expr isBest = Elementwise.of(Operator.EQUAL, z.real(), real);
    Expr candidates = Elementwise.of(Operator.WHERE, isBest, z.imaginary(), PythonScalar.of(worst));
    Expr imaginary = Reduce.of(reduction, candidates, axes, true);
    Expr none = Reduce.of(Reduction.ANY, ComplexOperators.isNan(z), axes, true);
    Complex best =
        Complex.of(real, imaginary)
            .map(part -> Elementwise.of(Operator.WHERE, none, PythonScalar.of(Double.NaN), part));
    return keepDims || axes.length == 0 ? best : View.squeeze(best, axes);
  }

  private static Expr position(Reduction reduction, Complex z, int[] axes) {
    Reduction value = reduction == Reduction.ARGMIN ? Reduction.MIN : Reduction.MAX;
    Expr best = extreme(value, z, axes, true);
    Expr isBest =
        Elementwise.of(
            Operator.WHERE,
            Elementwise.of(Operator.ISNAN, best),
            Elementwise.of(Operator.ISNAN, z),
            Elementwise.of(Operator.EQUAL, z, best));
    boolean all = axes.length == z.shape().rank();
    return Reduce.of(Reduction.ARGMAX, isBest, all ? null : axes, false);
  }

  /**
   * The numbers are multiplied some at a time, as they are no sum of anything: those that lie so
   * many places apart first, and what comes of that again, as an array that is computed before.
   */
  private static Expr product(Complex z, int[] axes) {
    int rank = z.shape().rank();
    if (axes.length == 0) {
      return z;
    }
    int[] others = IntStream.range(0, rank).filter(d -> Arrays.binarySearch(axes, d) < 0).toArray();
    int[] order = IntStream.concat(IntStream.of(others), IntStream.of(axes)).toArray();
    Shape kept = Shape.of(IntStream.of(others).mapToLong(z.shape()::extent).toArray());
    long count = IntStream.of(axes).mapToLong(z.shape()::extent).reduce(1, (a, b) -> a * b);
    long[] rows = LongStream.concat(LongStream.of(kept.extents()), LongStream.of(count)).toArray();
    return productOfLast(Reshape.of(View.transpose(z, order), Shape.of(rows)));
  }

  private static Expr productOfLast(Expr rows) {
    int last = rows.shape().rank() - 1;
    long count = rows.shape().extent(last);
    if (count <= FACTORS) {
      Shape kept = Shape.of(Arrays.copyOf(rows.shape().extents(), last));
      Expr product = View.broadcastTo(PythonScalar.of(1L).as(rows.dtype()), kept);
      for (long i = 0; i < count; i++) {
        Expr factor = View.squeeze(View.slice(rows, last, i, i + 1), last);
        product = i == 0 ? factor : Elementwise.of(Operator.MULTIPLY, product, factor);
      }
      return product;
    }
    long length = count / FACTORS;
    Expr products = View.slice(rows, last, 0, length);
    for (int i = 1; i < FACTORS; i++) {
      Expr factors = View.slice(rows, last, i * length, (i + 1) * length);
      products = Elementwise.of(Operator.MULTIPLY, products, factors);
    }
    // Joined with what is left over, it is an array of its own.
    Expr rest = View.slice(rows, last, FACTORS * length, count);
    Expr one =
        View.broadcastTo(
            PythonScalar.of(1L).as(rows.dtype()), View.slice(rows, last, 0, 1).shape());
    return productOfLast(Joining.concatenate(List.of(products, rest, one), last));
  }

  /**
   * Running products along an axis: each is multiplied by the one that is 1, 2, 4, … places before.
   *
   * @see <a href="https://doi.org/10.1145/7902.7903">W. D. Hillis and G. L. Steele, Data parallel
   *     algorithms, CACM 29 (1986)</a>
   */
  static Expr cumulativeProduct(Expr z, int axis) {
    int along = Axes.normalize(axis, z.shape().rank());
    long extent = z.shape().extent(along);
    Expr products = z;
    for (long step = 1; step < extent; step *= 2) {
      Expr first = View.slice(products, along, 0, step);
      Expr later =
          Elementwise.of(
              Operator.MULTIPLY,
              View.slice(products, along, 0, extent - step),
              View.slice(products, along, step, extent));
      products = Joining.concatenate(List.of(first, later), along);
    }
    return products;
  }
}
