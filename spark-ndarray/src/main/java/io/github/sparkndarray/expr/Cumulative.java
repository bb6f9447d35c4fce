package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Axes;
import io.github.sparkndarray.shape.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Running totals, and the differences that undo them. */
public final class Cumulative {
  private Cumulative() {}

  /**
   * {@code np.cumsum} and {@code np.cumprod}.
   *
   * @param axis along which; null for all elements in C order
   * @param dtype what is computed in; null for that of the sum or product
   */
  public static Expr of(
      Reduction reduction, Expr x, @Nullable Integer axis, @Nullable DType dtype) {
    DType computed = dtype == null ? reduction.inputDType(x.dtype()) : dtype;
    if (computed.isComplex()) {
      return ofComplex(reduction, (Complex) Convert.of(x, computed), axis);
    }
    Expr given = Convert.of(x, computed == DType.BOOL ? DType.INT64 : computed);
    Expr held = StoredIntegers.held(given);
    if (axis == null || x.shape().rank() == 0) {
      return Convert.of(scan(reduction, Reshape.ravel(held)), given.dtype());
    }
    int along = Axes.normalize(axis, x.shape().rank());
    Expr totals = View.moveAxis(scan(reduction, View.moveAxis(held, along, -1)), -1, along);
    return Convert.of(totals, given.dtype());
  }

  /**
   * {@code np.minimum.accumulate} and {@code np.maximum.accumulate}: the least, or greatest, of
   * what comes up to each element along an axis.
   *
   * @param reduction {@code MIN} or {@code MAX}
   */
  public static Expr extreme(Reduction reduction, Expr x, int axis) {
    if (x.dtype().isComplex()) {
      throw NDArrayException.of(
          ErrorCode.UNSUPPORTED,
          "Cannot compute %s.accumulate of complex numbers",
          reduction.operator().numpyName());
    }
    int along = Axes.normalize(axis, x.shape().rank());
    if (x.dtype() == DType.BOOL) {
      return Convert.of(extreme(reduction, Convert.of(x, DType.INT32), along), DType.BOOL);
    }
    Expr last = View.moveAxis(StoredIntegers.ordered(x), along, -1);
    Expr extremes = View.moveAxis(scan(reduction, last), -1, along);
    return StoredIntegers.restored(extremes, x.dtype());
  }

  private static Expr ofComplex(Reduction reduction, Complex z, @Nullable Integer axis) {
    return reduction == Reduction.SUM
        ? z.map(part -> of(reduction, part, axis, part.dtype()))
        : ComplexReductions.cumulativeProduct(
            axis == null || z.shape().rank() == 0 ? Reshape.ravel(z) : z, axis == null ? 0 : axis);
  }

  private static Expr scan(Reduction reduction, Expr x) {
    return new Shuffled(new Shuffle.Scan(reduction), x.dtype(), x.shape(), List.of(x));
  }

  /** The neutral element before the running totals along an axis. */
  public static Expr withInitial(Reduction reduction, Expr totals, int axis) {
    long[] extents = totals.shape().extents();
    extents[Axes.normalize(axis, extents.length)] = 1;
    Expr first =
        View.broadcastTo(
            PythonScalar.of(reduction == Reduction.PROD ? 1L : 0L).as(totals.dtype()),
            Shape.of(extents));
    return Joining.concatenate(List.of(first, totals), axis);
  }

  /** {@code np.diff}: the differences of neighbours, {@code n} times. */
  public static Expr diff(Expr x, long n, int axis) {
    if (n < 0) {
      throw NDArrayException.of(ErrorCode.VALUE, "order must be non-negative but got %d", n);
    }
    if (x.shape().rank() == 0) {
      throw NDArrayException.of(
          ErrorCode.SHAPE, "diff requires input that is at least one dimensional");
    }
    int along = Axes.normalize(axis, x.shape().rank());
    Expr result = x;
    for (long i = 0; i < n; i++) {
      long extent = result.shape().extent(along);
      long first = Math.min(1, extent);
      result =
          Elementwise.of(
              x.dtype() == DType.BOOL ? Operator.NOT_EQUAL : Operator.SUBTRACT,
              View.slice(result, along, first, extent),
              View.slice(result, along, 0, Math.max(0, extent - 1)));
    }
    return result;
  }
}
