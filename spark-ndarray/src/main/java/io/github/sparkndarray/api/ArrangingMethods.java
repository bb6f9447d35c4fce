package io.github.sparkndarray.api;

import io.github.sparkndarray.expr.Cumulative;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Joining;
import io.github.sparkndarray.expr.Norms;
import io.github.sparkndarray.expr.Products;
import io.github.sparkndarray.expr.Quantiles;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.Reshape;
import io.github.sparkndarray.expr.Selection;
import io.github.sparkndarray.expr.Sets;
import io.github.sparkndarray.expr.SingularValues;
import io.github.sparkndarray.expr.Sorting;
import io.github.sparkndarray.expr.Statistics;
import io.github.sparkndarray.expr.Taking;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.shape.Axes;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Methods that give arrays another shape or order, take elements by arrays of indices, and multiply
 * matrices.
 */
abstract class ArrangingMethods extends ElementwiseMethods {

  /** The value of a 0-d array of integers, which is computed now. */
  abstract long known(Expr scalar);

  // Shapes and orders of axes.

  /** The same elements in C order; one extent may be -1, for what is left. */
  public NDArray reshape(long... shape) {
    return with(Reshape.of(expr(), shape));
  }

  /** All elements along one axis. */
  public NDArray ravel() {
    return with(Reshape.ravel(expr()));
  }

  /** The given axes backwards; all of them where none is given. */
  public NDArray flip(int... axes) {
    int[] all = new int[expr().shape().rank()];
    Arrays.setAll(all, d -> d);
    return with(View.flip(expr(), axes.length == 0 ? all : axes));
  }

  public NDArray moveAxis(int source, int destination) {
    return with(View.moveAxis(expr(), source, destination));
  }

  public NDArray swapAxes(int a, int b) {
    return with(View.swapAxes(expr(), a, b));
  }

  /** New axes of extent 1 at the given positions of the result. */
  public NDArray expandDims(int... axes) {
    return with(View.expandDims(expr(), axes));
  }

  /** Drops the given axes, which must have extent 1; without any, all such axes. */
  public NDArray squeeze(int... axes) {
    return with(View.squeeze(expr(), axes));
  }

  /** What leaves an axis at its end comes in at its start. */
  public NDArray roll(long shift, int axis) {
    return with(Joining.roll(expr(), shift, axis));
  }

  /** Each element along an axis so many times. */
  public NDArray repeat(long times, int axis) {
    return with(Joining.repeat(expr(), times, axis));
  }

  /** The array so many times along each of its last axes. */
  public NDArray tile(long... times) {
    return with(Joining.tile(expr(), times));
  }

  /** The last two axes exchanged. */
  public NDArray matrixTranspose() {
    return with(View.swapAxes(expr(), -1, -2));
  }

  // Elements by where they are or what they are.

  /** The elements where a bool array of this array's shape, or of its first axes', is true. */
  public NDArray at(NDArray mask) {
    return with(
        Selection.of(expr(), List.of(new Selection.Mask(Arguments.expr(mask))), this::known));
  }

  /** What is below the given indices of an axis; negative ones count from the end. */
  public NDArray take(NDArray indices, int axis) {
    int rank = expr().shape().rank();
    int along = Axes.normalize(axis, rank);
    long extent = expr().shape().extent(along);
    return with(
        Taking.take(
            expr(), Selection.checked(Arguments.expr(indices), extent, along, this::known), along));
  }

  /** For each index along an axis, the element there. */
  public NDArray takeAlongAxis(NDArray indices, int axis) {
    return with(Taking.takeAlongAxis(expr(), Arguments.expr(indices), axis));
  }

  /** In ascending order along an axis; NaN comes last. */
  public NDArray sort(int axis) {
    return with(Sorting.sort(expr(), axis));
  }

  /** Where the elements in ascending order are along an axis; equal ones keep their order. */
  public NDArray argsort(int axis) {
    return with(Sorting.argsort(expr(), axis));
  }

  /** How many elements of this sorted vector are less than each value. */
  public NDArray searchsorted(NDArray values) {
    return with(Sorting.searchSorted(expr(), Arguments.expr(values), false));
  }

  /** The elements, each once and in ascending order; their number is computed now. */
  public NDArray uniqueValues() {
    return with(Sets.values(expr(), this::known));
  }

  /** Whether elements are among those of another array. */
  public NDArray isin(NDArray elements) {
    return with(Sets.isIn(expr(), Arguments.expr(elements)));
  }

  /** The indices along each axis of what is not zero; how many there are is computed now. */
  public List<NDArray> nonzero() {
    Expr positions = Taking.nonzero(expr(), Selection.count(expr(), this::known));
    return Taking.unravel(positions, expr().shape()).stream().map(this::with).toList();
  }

  // Products.

  /** {@code this @ other}. */
  public NDArray matmul(NDArray other) {
    return with(Products.matmul(expr(), Arguments.expr(other)));
  }

  /** Over the last {@code count} axes of this array and the first ones of the other. */
  public NDArray tensordot(NDArray other, int count) {
    return with(Products.tensorDot(expr(), Arguments.expr(other), count));
  }

  /** Over one axis of both, which are broadcast against each other. */
  public NDArray vecdot(NDArray other, int axis) {
    return with(Products.vecDot(expr(), Arguments.expr(other), axis));
  }

  /** The sum of the diagonal of the first two axes. */
  public NDArray trace() {
    return with(Products.trace(expr(), 0, 0, 1));
  }

  /** The Euclidean norm along some axes, or of all elements. */
  public NDArray norm(int... axes) {
    return with(Norms.vector(expr(), 2, orAll(axes), false));
  }

  /**
   * The norm of vectors along some axes, or of all elements: {@code sum(|x| ** order) ** (1 /
   * order)}.
   */
  public NDArray vectorNorm(double order, int... axes) {
    return with(Norms.vector(expr(), order, orAll(axes), false));
  }

  /**
   * The norm of matrices along the last two axes, of order 1, -1, 2, -2, ∞ or -∞.
   *
   * @throws NDArrayException for any other
   */
  public NDArray matrixNorm(double order) {
    return with(Norms.matrix(expr(), order, -2, -1, false));
  }

  /** The sum of the singular values of matrices along the last two axes. */
  public NDArray nuclearNorm() {
    return with(Norms.nuclear(expr(), -2, -1, false));
  }

  /**
   * The singular values of matrices along the last two axes, descending, along one in their place.
   */
  public NDArray svdvals() {
    return with(SingularValues.of(expr()));
  }

  /** How many singular values of matrices are greater than what rounding makes of 0. */
  public NDArray matrixRank() {
    return with(SingularValues.rank(expr(), null, null));
  }

  /** The greatest of the singular values of matrices along the last two axes, by the least. */
  public NDArray cond() {
    return with(SingularValues.condition(expr()));
  }

  // Statistics; over the given axes, or over all of them when none is given.

  /**
   * The mean square of the deviations from the mean.
   *
   * @param correction what the number of elements is reduced by: 1 for a sample's variance
   */
  public NDArray var(double correction, int... axes) {
    return with(Statistics.over(axes).var(expr(), null, correction, null));
  }

  /** The square root of {@link #var}. */
  public NDArray std(double correction, int... axes) {
    return with(Statistics.over(axes).std(expr(), null, correction, null));
  }

  /** From the least to the greatest element. */
  public NDArray ptp(int... axes) {
    return with(Statistics.over(axes).ptp(expr()));
  }

  public NDArray median(int... axes) {
    return with(new Quantiles(expr(), orAll(axes), false).median());
  }

  /** The quantile of {@code q}, from 0 to 1, between neighbours in proportion. */
  public NDArray quantile(double q, int... axes) {
    return with(new Quantiles(expr(), orAll(axes), false).quantile(q, "linear"));
  }

  /** The sums up to each element along an axis. */
  public NDArray cumulativeSum(int axis) {
    return with(Cumulative.of(Reduction.SUM, expr(), axis, null));
  }

  /** The products up to each element along an axis. */
  public NDArray cumulativeProd(int axis) {
    return with(Cumulative.of(Reduction.PROD, expr(), axis, null));
  }

  /** The differences of neighbours along an axis. */
  public NDArray diff(int axis) {
    return with(Cumulative.diff(expr(), 1, axis));
  }

  private static int @Nullable [] orAll(int[] axes) {
    return axes.length == 0 ? null : axes;
  }
}
