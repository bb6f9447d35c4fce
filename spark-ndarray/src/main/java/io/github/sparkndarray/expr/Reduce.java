package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Axes;
import io.github.sparkndarray.shape.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A reduction of some axes, which the result no longer has. */
public final class Reduce extends Expr {
  private final Reduction reduction;
  private final Expr input;
  private final int[] axes;

  private Reduce(Reduction reduction, Expr input, int[] axes) {
    super(reduction.resultDType(input.dtype()), without(input.shape(), axes));
    this.reduction = reduction;
    this.input = input;
    this.axes = axes;
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
    Reduce reduce =
        new Reduce(reduction, Convert.of(input, reduction.inputDType(input.dtype())), reduced);
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
    return new Reduce(reduction, Convert.of(input, reduction.inputDType(input.dtype())), axes);
  }

  /**
   * The mean over the given axes, or over all of them where {@code axes} is null: in float64 for
   * integers and bools.
   */
  public static Expr mean(Expr input, int @Nullable [] axes, boolean keepDims) {
    Expr real = input.dtype().isFloat() ? input : Convert.of(input, DType.FLOAT64);
    Expr sum = of(Reduction.SUM, real, axes, keepDims);
    long count = 1;
    int rank = input.shape().rank();
    for (int axis : axes == null ? Axes.all(rank) : Axes.normalize(axes, rank)) {
      count *= input.shape().extent(axis);
    }
    return Elementwise.of(Operator.DIVIDE, sum, PythonScalar.of((double) count));
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

  private static Shape without(Shape shape, int[] axes) {
    return Shape.of(
        IntStream.range(0, shape.rank())
            .filter(axis -> Arrays.binarySearch(axes, axis) < 0)
            .mapToLong(shape::extent)
            .toArray());
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

  @Override
  public List<Expr> inputs() {
    return List.of(input);
  }
}
