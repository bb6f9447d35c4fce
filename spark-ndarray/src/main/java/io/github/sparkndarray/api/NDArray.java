package io.github.sparkndarray.api;

import static io.github.sparkndarray.api.Arguments.given;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.ByteSize;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Hint;
import io.github.sparkndarray.expr.Histogram;
import io.github.sparkndarray.expr.Persist;
import io.github.sparkndarray.expr.Rechunk;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.plan.explain.ExplainFormat;
import io.github.sparkndarray.shape.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A lazy n-dimensional array. Operations return new arrays at once; nothing is computed before
 * values are asked for ({@code toDoubleArray}, {@code item}, {@code write}, {@link
 * NDContext#compute}). Shapes and dtypes follow NumPy 2, and so do the messages of the {@link
 * NDArrayException} that an operation throws when operands do not fit.
 */
public final class NDArray extends ArrangingMethods {
  private final NDContext context;
  private final Expr expr;

  NDArray(NDContext context, Expr expr) {
    this.context = context;
    this.expr = expr;
  }

  /** The lazy expression: for what is built on arrays. */
  @Override
  public Expr expr() {
    return expr;
  }

  NDContext context() {
    return context;
  }

  // What an array is.

  /** The extents of the axes; empty for a 0-d array. */
  public long[] shape() {
    return expr.shape().extents();
  }

  public DType dtype() {
    return expr.dtype();
  }

  /** The number of axes. */
  public int ndim() {
    return expr.shape().rank();
  }

  /** The number of elements. */
  public long size() {
    return expr.shape().size();
  }

  /**
   * What the elements would take in memory, in bytes.
   *
   * @throws NDArrayException when that is no long
   */
  public long nbytes() {
    return expr.shape().bytes(expr.dtype().itemSize());
  }

  // Views: they rename indices and move no data.

  /**
   * {@code x[index]} with the index written as in NumPy, for example {@code at(":, None, :")} or
   * {@code at("..., ::-1")}.
   */
  public NDArray at(String index) {
    return context.eval("x[" + given(index, "an index") + "]", Map.of("x", this));
  }

  /** {@code x[items]}. */
  public NDArray at(Slice... items) {
    return with(
        View.index(
            expr, Arrays.stream(items).map(item -> given(item, "an index").toIndex()).toList()));
  }

  /** Reverses the axes: {@code x.T}. */
  public NDArray transpose() {
    return with(View.transpose(expr));
  }

  /** Axis {@code i} of the result is axis {@code axes[i]} of this array. */
  public NDArray permuteDims(int... axes) {
    return with(View.transpose(expr, axes));
  }

  public NDArray broadcastTo(long... shape) {
    return with(View.broadcastTo(expr, Shape.of(shape)));
  }

  public NDArray astype(DType dtype) {
    return with(Convert.unsafely(expr, given(dtype, "a dtype")));
  }

  /** Converts to the dtype of a NumPy name, for example {@code "float32"}. */
  public NDArray astype(String dtype) {
    return astype(DType.named(given(dtype, "a dtype")));
  }

  // Reductions: over the given axes, or over all of them when none is given.

  public NDArray sum(int... axes) {
    return reduce(Reduction.SUM, axes);
  }

  /** In float64 for integers and bools. */
  public NDArray mean(int... axes) {
    return with(Reduce.mean(expr, axes.length == 0 ? null : axes, false));
  }

  public NDArray min(int... axes) {
    return reduce(Reduction.MIN, axes);
  }

  public NDArray max(int... axes) {
    return reduce(Reduction.MAX, axes);
  }

  /** The position of the first minimum along an axis, or in the flattened array. */
  public NDArray argmin(int... axis) {
    return reduce(Reduction.ARGMIN, axis);
  }

  /** The position of the first maximum along an axis, or in the flattened array. */
  public NDArray argmax(int... axis) {
    return reduce(Reduction.ARGMAX, axis);
  }

  /** The product along some axes, or of all elements. */
  public NDArray prod(int... axes) {
    return reduce(Reduction.PROD, axes);
  }

  /** How many elements are not zero along some axes, or in all. */
  public NDArray countNonzero(int... axes) {
    return with(Reduce.countNonzero(expr, axes.length == 0 ? null : axes, false));
  }

  /** {@code log(sum(exp(x)))} along some axes, or of all elements, without overflow. */
  public NDArray logSumExp(int... axes) {
    return with(Reduce.logSumExp(expr, axes.length == 0 ? null : axes, false));
  }

  /** The k greatest elements along an axis, in descending order: that axis has extent k then. */
  public NDArray largest(int k, int axis) {
    return with(Reduce.select(Reduction.LARGEST, expr, k, axis));
  }

  /** The k least elements along an axis, in ascending order: that axis has extent k then. */
  public NDArray smallest(int k, int axis) {
    return with(Reduce.select(Reduction.SMALLEST, expr, k, axis));
  }

  /** The positions of the k greatest elements along an axis, the first of equals first. */
  public NDArray argLargest(int k, int axis) {
    return with(Reduce.select(Reduction.ARGLARGEST, expr, k, axis));
  }

  /** The positions of the k least elements along an axis, the first of equals first. */
  public NDArray argSmallest(int k, int axis) {
    return with(Reduce.select(Reduction.ARGSMALLEST, expr, k, axis));
  }

  /**
   * How many elements fall into each of some bins of equal width: int64, of shape {@code (bins,)}.
   * A bin has its lower edge and not its upper one, but the last has both.
   */
  public NDArray histogram(int bins, double lower, double upper) {
    return with(Histogram.of(expr, bins, lower, upper).counts());
  }

  public NDArray any(int... axes) {
    return reduce(Reduction.ANY, axes);
  }

  public NDArray all(int... axes) {
    return reduce(Reduction.ALL, axes);
  }

  // How arrays travel, and where and in which chunks they are kept.

  /**
   * The same array, to reach the work that reads it in the given way, whatever the planner would
   * choose. A hint that cannot be met is refused when the work is planned. On the driver, where
   * small work is done, nothing travels and a hint means nothing.
   */
  public NDArray hint(Delivery delivery) {
    return with(Hint.of(expr, given(delivery, "a delivery").hint()));
  }

  /**
   * The same array, in chunks of the given shape where it is an array of its own: when it is
   * persisted, written, or needed as a whole by later work. Computed as part of a larger
   * expression, it has no chunks.
   *
   * @param chunk one length for each axis, -1 for all of it
   */
  public NDArray rechunk(long... chunk) {
    return with(Rechunk.of(expr, given(chunk, "the shape of a chunk")));
  }

  /** As {@link #rechunk(long...)}, in chunks that take about so much: {@code "64MB"}. */
  public NDArray rechunk(String size) {
    return with(Rechunk.ofBytes(expr, ByteSize.parse(given(size, "the size of a chunk"))));
  }

  /**
   * The same array, kept in the cluster's memory, serialized, and on disk where that is short, when
   * something first needs it: {@code x = x.persist()}. What is lost with an executor is computed
   * again. The array stays until {@link #unpersist}, or until nobody refers to it any more. What
   * each step of a long iteration keeps can be computed again from all steps before: {@link
   * #checkpoint} one of them now and then.
   */
  public NDArray persist() {
    return with(Persist.whole(expr));
  }

  /**
   * Frees what {@link #persist} keeps. The array itself, and whatever was made of it, can still be
   * used: it is computed again.
   *
   * @throws NDArrayException if this array is not what {@code persist} returned
   */
  public void unpersist() {
    if (!Persist.freeWhole(expr)) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "Cannot unpersist an array that was not persisted: persist() returns the array that is");
    }
  }

  /**
   * Computes the array now and writes it to Spark's checkpoint directory, {@code
   * spark.checkpoint.dir}: the array that is returned is read from there and forgets what it was
   * computed from. The file is the caller's to remove, as Spark's own checkpoints are.
   */
  public NDArray checkpoint() {
    return with(context.scriptHost().checkpoint(expr));
  }

  // Values: these compute.

  /**
   * The elements in C order, bools as 0 and 1. Complex numbers are two arrays: see {@link #real}
   * and {@link #imag}.
   */
  public double[] toDoubleArray() {
    HostArray values = computeReals();
    double[] elements = new double[values.size()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = values.getDouble(i);
    }
    return elements;
  }

  /** The elements in C order of an array of integers or bools. */
  public long[] toLongArray() {
    if (dtype().isFloat()) {
      throw NDArrayException.of(
          ErrorCode.DTYPE, "Cannot give the elements of a %s array as longs: use astype", dtype());
    }
    HostArray values = computeReals();
    long[] elements = new long[values.size()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = values.getLong(i);
    }
    return elements;
  }

  /** The only element of an array of size 1. */
  public double item() {
    if (size() != 1) {
      throw new NDArrayException(
          ErrorCode.VALUE, "can only convert an array of size 1 to a Python scalar");
    }
    return computeReals().getDouble(0);
  }

  /** Writes the array to an npy file on any of Hadoop's file systems, replacing what is there. */
  public void write(String path) {
    context.write(Map.of(given(path, "a path"), this));
  }

  /**
   * A DataFrame with a row for each index of the first axis: the index {@code i}, or the row's id
   * under its own name where the axis goes through the rows of a DataFrame that has ids, and the
   * {@code value}: the element, or an array of the elements there. Elements that are positions of
   * such rows, as those of {@link #argmin} are, become their ids. Nothing is computed before the
   * rows are asked for.
   */
  public Dataset<Row> toDataFrame() {
    return context.frames().rows(expr);
  }

  /**
   * The same for an array of shape {@code (n, m)}, with a column for each of the {@code m} elements
   * of a row.
   */
  public Dataset<Row> toDataFrame(String... columns) {
    return context.frames().columns(expr, List.of(columns));
  }

  /**
   * A DataFrame with a row for each element: the indices or ids along the axes, {@code i}, {@code
   * j} and so on, and the {@code value}.
   */
  public Dataset<Row> toLongDataFrame() {
    return context.frames().elements(expr, null);
  }

  /**
   * The same for the elements where a mask is true, as in {@code
   * distances.toLongDataFrame(distances.less(r))}. Neither of the two arrays is ever whole in
   * memory.
   *
   * @param mask bool; broadcast to this array's shape
   */
  public Dataset<Row> toLongDataFrame(NDArray mask) {
    return context.frames().elements(expr, View.broadcastTo(Arguments.expr(mask), expr.shape()));
  }

  /**
   * How the array would be computed, as text. Once it has been, it is how it was: what was measured
   * stands beside what was projected.
   */
  public String explain() {
    return context.explain(this);
  }

  /**
   * How the array would be computed, or was.
   *
   * @param format {@code text}, {@code json} for programs, {@code svg} for a picture, or {@code
   *     codegen} for the source of the kernels
   */
  public String explain(String format) {
    return context.explain(ExplainFormat.named(format), this);
  }

  private HostArray compute() {
    return context.executor().collect(List.of(expr)).get(0);
  }

  private HostArray computeReals() {
    if (dtype().isComplex()) {
      throw NDArrayException.of(
          ErrorCode.DTYPE,
          "Cannot give the elements of a %s array as real numbers: use real() and imag()",
          dtype());
    }
    return compute();
  }

  private NDArray reduce(Reduction reduction, int[] axes) {
    return with(Reduce.of(reduction, expr, axes.length == 0 ? null : axes, false));
  }

  @Override
  long known(Expr scalar) {
    return context.executor().collect(List.of(scalar)).get(0).getLong(0);
  }

  @Override
  NDArray with(Expr other) {
    return new NDArray(context, other);
  }

  @Override
  public String toString() {
    return "NDArray[" + dtype() + ", " + expr.shape() + "]";
  }
}
