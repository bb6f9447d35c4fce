package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Axes;
import io.github.sparkndarray.shape.Shape;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * NumPy's reductions with all that they take.
 *
 * @param axes the reduced axes; null for all
 * @param keepDims whether they stay in the result with extent 1
 * @param where which elements count, broadcast to the array; null for all
 */
public record Statistics(int @Nullable [] axes, boolean keepDims, @Nullable Expr where) {
  /** Over all axes. */
  public static final Statistics ALL = new Statistics(null, false, null);

  /** Over the given axes; over all where there is none. */
  public static Statistics over(int... axes) {
    return new Statistics(axes.length == 0 ? null : axes, false, null);
  }

  /**
   * {@code np.sum}, {@code np.max} and their kin.
   *
   * @param dtype what is computed in; null for the reduction's own
   * @param initial what the reduction begins with; null for nothing
   */
  public Expr reduce(
      Reduction reduction, Expr x, @Nullable DType dtype, @Nullable PythonScalar initial) {
    Expr given = dtype == null ? x : Convert.of(x, dtype);
    if (where != null) {
      if (!reduction.hasIdentity() && initial == null) {
        throw NDArrayException.of(
            ErrorCode.VALUE,
            "reduction operation '%s' does not have an identity, so to use a where mask one has to"
                + " specify 'initial'",
            reduction.operator().numpyName());
      }
      Expr neutral =
          reduction.hasIdentity()
              ? PythonScalar.of(neutral(reduction)).as(given.dtype())
              : Objects.requireNonNull(initial).as(given.dtype());
      given = Elementwise.of(Operator.WHERE, where, given, neutral);
    }
    Expr result;
    if (initial != null && !reduction.hasIdentity() && reducedCount(x.shape()) == 0) {
      Expr empty = Reduce.of(Reduction.SUM, given, axes, keepDims);
      return View.broadcastTo(initial.as(given.dtype()), empty.shape());
    }
    result = Reduce.of(reduction, given, axes, keepDims);
    if (dtype != null) {
      result = Convert.of(result, dtype);
    }
    return initial == null
        ? result
        : Elementwise.of(reduction.operator(), result, initial.as(result.dtype()));
  }

  private static long neutral(Reduction reduction) {
    return reduction == Reduction.PROD || reduction == Reduction.ALL ? 1 : 0;
  }

  private long reducedCount(Shape shape) {
    int rank = shape.rank();
    int[] reduced = axes == null ? Axes.all(rank) : Axes.normalize(axes, rank);
    return IntStream.of(reduced).mapToLong(shape::extent).reduce(1, (a, b) -> a * b);
  }

  /** {@code np.mean}. */
  public Expr mean(Expr x, @Nullable DType dtype) {
    Expr real = real(x, dtype);
    Expr sum = reduce(Reduction.SUM, real, null, null);
    return Elementwise.of(Operator.DIVIDE, sum, count(x));
  }

  /**
   * {@code np.var}: of the deviations from the mean.
   *
   * @param known the mean with the reduced axes kept; null where it is to be computed first
   */
  public Expr var(Expr x, @Nullable DType dtype, double correction, @Nullable Expr known) {
    Expr real = real(x, dtype);
    Statistics kept = new Statistics(axes, true, where);
    Expr mean =
        known == null
            ? Elementwise.of(
                Operator.DIVIDE, kept.reduce(Reduction.SUM, real, null, null), kept.count(x))
            : known;
    Expr deviation = Elementwise.of(Operator.SUBTRACT, real, mean);
    Expr squares =
        deviation instanceof Complex z
            ? ComplexOperators.squaredAbsolute(z)
            : Elementwise.of(Operator.SQUARE, deviation);
    Operand free =
        count(x) instanceof PythonScalar count
            ? PythonScalar.of(Math.max(0, count.real() - correction))
            : Elementwise.of(
                Operator.MAXIMUM,
                Elementwise.of(Operator.SUBTRACT, count(x), PythonScalar.of(correction)),
                PythonScalar.of(0.0));
    Expr sum = reduce(Reduction.SUM, squares, null, null);
    return Convert.of(Elementwise.of(Operator.DIVIDE, sum, free), deviation.dtype().part());
  }

  /** {@code np.std}. */
  public Expr std(Expr x, @Nullable DType dtype, double correction, @Nullable Expr known) {
    return Elementwise.of(Operator.SQRT, var(x, dtype, correction, known));
  }

  /** {@code np.ptp}: from the least to the greatest element. */
  public Expr ptp(Expr x) {
    return Elementwise.of(
        Operator.SUBTRACT,
        Reduce.of(Reduction.MAX, x, axes, keepDims),
        Reduce.of(Reduction.MIN, x, axes, keepDims));
  }

  /** {@code np.average}: the mean where each element counts as its weight says. */
  public Expr average(Expr x, Expr weights) {
    Expr real = ElementwiseFunctions.floating(x);
    Expr wide = weights.shape().equals(x.shape()) ? weights : spread(x, weights);
    Expr weighted = Elementwise.of(Operator.MULTIPLY, real, wide);
    Expr total = Reduce.of(Reduction.SUM, ElementwiseFunctions.floating(wide), axes, keepDims);
    return Elementwise.of(
        Operator.DIVIDE, Reduce.of(Reduction.SUM, weighted, axes, keepDims), total);
  }

  /**
   * Weights along the one reduced axis, for every element.
   *
   * @throws NDArrayException in NumPy's words when they do not fit
   */
  public Expr spread(Expr x, Expr weights) {
    if (axes == null || axes.length != 1 || weights.shape().rank() != 1) {
      throw NDArrayException.of(
          ErrorCode.SHAPE, "Axis must be specified when shapes of a and weights differ.");
    }
    int rank = x.shape().rank();
    int axis = Axes.normalize(axes[0], rank);
    if (weights.shape().size() != x.shape().extent(axis)) {
      throw NDArrayException.of(
          ErrorCode.SHAPE,
          "Shape of weights must be consistent with shape of a along specified axis.");
    }
    int[] others = IntStream.range(0, rank).filter(d -> d != axis).toArray();
    return View.broadcastTo(View.expandDims(weights, others), x.shape());
  }

  /** How many elements count: a number where all do. */
  private Operand count(Expr x) {
    Expr mask = where;
    if (mask == null) {
      return PythonScalar.of((double) reducedCount(x.shape()));
    }
    Expr all = View.broadcastTo(Convert.of(mask, DType.BOOL), x.shape());
    Expr count = Reduce.of(Reduction.SUM, all, axes, keepDims);
    return x.dtype().part() == DType.FLOAT32 ? Convert.of(count, DType.FLOAT32) : count;
  }

  private static Expr real(Expr x, @Nullable DType dtype) {
    return dtype == null ? ElementwiseFunctions.floating(x) : Convert.of(x, dtype);
  }

  /** Whether elements are numbers, for those that leave out NaN. */
  private static Expr isNumber(Expr x) {
    return Elementwise.of(Operator.LOGICAL_NOT, Elementwise.of(Operator.ISNAN, x));
  }

  /** The same over what is not NaN. */
  public Statistics withoutNan(Expr x) {
    return x.dtype().isInexact() ? new Statistics(axes, keepDims, isNumber(x)) : this;
  }

  /**
   * {@code np.nanmin} and {@code np.nanmax}: NaN where there is nothing else.
   *
   * @param initial what the reduction begins with; null for nothing
   */
  public Expr extremeOfNumbers(Reduction reduction, Expr x, @Nullable PythonScalar initial) {
    if (!x.dtype().isFloat() || (initial != null && reducedCount(x.shape()) == 0)) {
      return reduce(reduction, x, null, initial);
    }
    if (where != null && initial == null) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "reduction operation '%s' does not have an identity, so to use a where mask one has to"
              + " specify 'initial'",
          reduction == Reduction.MIN ? "fmin" : "fmax");
    }
    if (reducedCount(x.shape()) == 0 && !reduction.isPosition()) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "zero-size array to reduction operation %s which has no identity",
          reduction == Reduction.MIN ? "fmin" : "fmax");
    }
    Expr numbers =
        where == null
            ? isNumber(x)
            : View.broadcastTo(Elementwise.of(Operator.LOGICAL_AND, where, isNumber(x)), x.shape());
    double worst =
        reduction == Reduction.MIN || reduction == Reduction.ARGMIN
            ? Double.POSITIVE_INFINITY
            : Double.NEGATIVE_INFINITY;
    Expr filled = Elementwise.of(Operator.WHERE, numbers, x, PythonScalar.of(worst));
    Expr best = Reduce.of(reduction, filled, axes, keepDims);
    if (reduction.isPosition()) {
      return best;
    }
    Expr some = Reduce.of(Reduction.ANY, numbers, axes, keepDims);
    Expr found = Elementwise.of(Operator.WHERE, some, best, PythonScalar.of(Double.NaN));
    return initial == null
        ? found
        : Elementwise.of(
            reduction == Reduction.MIN ? Operator.FMIN : Operator.FMAX, found, initial);
  }
}
