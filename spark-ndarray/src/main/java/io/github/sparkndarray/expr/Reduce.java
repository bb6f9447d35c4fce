package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Axes;
import io.github.sparkndarray.shape.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A reduction of some axes, which the result no longer has. A wide reduction's result has a last
 * axis more, whose extent is the number of slots.
 */
public final class Reduce extends Expr {
  private final Reduction reduction;
  private final Expr input;
  private final int[] axes;
  private final int slots;

  private Reduce(Reduction reduction, Expr input, int[] axes, int slots) {
    super(
        reduction.resultDType(input.dtype()),
        shape(
            input.shape(),
            axes,
            reduction.isWide() ? OptionalLong.of(slots) : OptionalLong.empty()));
    this.reduction = reduction;
    this.input = input;
    this.axes = axes;
    this.slots = slots;
  }

  /**
   * The reduction over the given axes, or over all of them where {@code axes} is null.
   *
   * @param keepDims whether reduced axes stay in the result with extent 1
   * @throws NDArrayException in NumPy's words for an axis out of range, or for a reduction of
   *     nothing that has no identity
   */
  public static Expr of(Reduction reduction, Expr input, int @Nullable [] axes, boolean keepDims) {
    Shape shape = input.shape();
    int[] reduced = axes == null ? Axes.all(shape.rank()) : Axes.normalize(axes, shape.rank());
    if (reduction.isPosition() && axes != null && axes.length != 1) {
      throw NDArrayException.of(
          ErrorCode.AXIS, "%s takes one axis or None, not a tuple", reduction.numpyName());
    }
    if (input instanceof Complex z && reduction != Reduction.ANY && reduction != Reduction.ALL) {
      refuseEmpty(reduction, shape, reduced, shape(shape, reduced, OptionalLong.empty()));
      Expr complex = ComplexReductions.reduce(reduction, z, reduced);
      return keepDims ? View.expandDims(complex, reduced) : complex;
    }
    Expr reduce = reduce(reduction, input, reduced, 1);
    refuseEmpty(reduction, shape, reduced, reduce.shape());
    return keepDims ? View.expandDims(reduce, reduced) : reduce;
  }

  /**
   * The reduction over the last axes of an input, in C order where it gives positions: what
   * rewrites make.
   */
  public static Expr overLast(Reduction reduction, Expr input, int count) {
    int rank = input.shape().rank();
    int[] axes = IntStream.range(rank - count, rank).toArray();
    return reduce(reduction, input, axes, 1);
  }

  /** The reduction in a dtype that kernels compute in. */
  private static Expr reduce(Reduction reduction, Expr input, int[] axes, int slots) {
    Expr given = Convert.of(input, reduction.inputDType(input.dtype()));
    DType dtype = given.dtype();
    if (!dtype.isOnlyStored()) {
      return new Reduce(reduction, given, axes, slots);
    }
    if (!reduction.isTracked()) {
      Expr held = Convert.of(input, DType.INT64);
      return Convert.of(new Reduce(reduction, held, axes, slots), dtype);
    }
    Expr best = new Reduce(reduction, StoredIntegers.ordered(given), axes, slots);
    return reduction.isPosition() ? best : StoredIntegers.restored(best, dtype);
  }

  /**
   * The k best elements along an axis, the best first, or where they are.
   *
   * @param selection one of {@code SMALLEST}, {@code LARGEST}, {@code ARGSMALLEST}, {@code
   *     ARGLARGEST}
   * @return an array with the input's axes, the given one of extent {@code k}
   * @throws NDArrayException for an axis out of range, or for a {@code k} that is not from 1 to the
   *     axis's extent
   */
  public static Expr select(Reduction selection, Expr input, int k, int axis) {
    int rank = input.shape().rank();
    int along = Axes.normalize(new int[] {axis}, rank)[0];
    long extent = input.shape().extent(along);
    if (k < 1 || k > extent) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "k=%d is out of bounds: axis %d has %d elements, and k is from 1 to that",
          k,
          along,
          extent);
    }
    Expr last = reduce(selection, input, new int[] {along}, k);
    int[] order =
        IntStream.range(0, rank).map(d -> d < along ? d : d == along ? rank - 1 : d - 1).toArray();
    return View.transpose(last, order);
  }

  /**
   * How often each number below {@code slots} occurs in an array, rounded towards zero.
   *
   * @return an int64 array of shape {@code (slots,)}
   */
  public static Expr bincount(Expr input, int slots) {
    Expr real = Convert.of(input, Reduction.BINCOUNT.inputDType(input.dtype()));
    return new Reduce(Reduction.BINCOUNT, real, Axes.all(input.shape().rank()), slots);
  }

  /**
   * The mean over the given axes, or over all of them where {@code axes} is null: in float64 for
   * integers and bools.
   */
  public static Expr mean(Expr input, int @Nullable [] axes, boolean keepDims) {
    Expr real = ElementwiseFunctions.floating(input);
    Expr sum = of(Reduction.SUM, real, axes, keepDims);
    long count = 1;
    int rank = input.shape().rank();
    for (int axis : axes == null ? Axes.all(rank) : Axes.normalize(axes, rank)) {
      count *= input.shape().extent(axis);
    }
    return Elementwise.of(Operator.DIVIDE, sum, PythonScalar.of((double) count));
  }

  /** How many elements are not zero along the given axes, or in all where it is null: int64. */
  public static Expr countNonzero(Expr input, int @Nullable [] axes, boolean keepDims) {
    return of(Reduction.SUM, Convert.of(input, DType.BOOL), axes, keepDims);
  }

  /**
   * {@code log(sum(exp(x)))} over the given axes, or over all of them where it is null, without
   * overflow: {@code m + log(sum(exp(x - m)))} with the greatest element {@code m}.
   */
  public static Expr logSumExp(Expr input, int @Nullable [] axes, boolean keepDims) {
    Expr real = input.dtype().isFloat() ? input : Convert.of(input, DType.FLOAT64);
    Expr greatest = of(Reduction.MAX, real, axes, true);
    Expr finite = Elementwise.of(Operator.ISFINITE, greatest);
    Expr shift = Elementwise.of(Operator.WHERE, finite, greatest, PythonScalar.of(0.0));
    Expr powers = Elementwise.of(Operator.EXP, Elementwise.of(Operator.SUBTRACT, real, shift));
    Expr sum = of(Reduction.SUM, powers, axes, true);
    Expr result = Elementwise.of(Operator.ADD, Elementwise.of(Operator.LOG, sum), shift);
    int rank = real.shape().rank();
    return keepDims
        ? result
        : View.squeeze(result, axes == null ? Axes.all(rank) : Axes.normalize(axes, rank));
  }

  private static void refuseEmpty(Reduction reduction, Shape input, int[] axes, Shape result) {
    boolean empty = IntStream.of(axes).anyMatch(axis -> input.extent(axis) == 0);
    if (!empty || reduction.hasIdentity()) {
      return;
    }
    if (reduction.isPosition()) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "attempt to get %s of an empty sequence", reduction.numpyName());
    }
    if (result.size() > 0) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "zero-size array to reduction operation %s which has no identity",
          reduction == Reduction.MIN ? "minimum" : "maximum");
    }
  }

  private static Shape shape(Shape input, int[] axes, OptionalLong slots) {
    LongStream kept =
        IntStream.range(0, input.rank())
            .filter(axis -> Arrays.binarySearch(axes, axis) < 0)
            .mapToLong(input::extent);
    return Shape.of(LongStream.concat(kept, slots.stream()).toArray());
  }

  public Reduction reduction() {
    return reduction;
  }

  public Expr input() {
    return input;
  }

  /** The reduced axes of the input, ascending. */
  public int[] axes() {
    return axes.clone();
  }

  /** How many values a wide reduction keeps: the result's last extent; 1 for any other. */
  public int slots() {
    return slots;
  }

  @Override
  public List<Expr> inputs() {
    return List.of(input);
  }
}
