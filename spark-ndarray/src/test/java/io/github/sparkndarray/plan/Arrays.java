package io.github.sparkndarray.plan;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.ArraySource;
import io.github.sparkndarray.expr.Constant;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Generated;
import io.github.sparkndarray.expr.Generator;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.Stored;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.plan.physical.ChunkedSource;
import io.github.sparkndarray.plan.physical.ClusterSpec;
import io.github.sparkndarray.plan.physical.MappedSource;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;

/** Expressions that plan tests are about, written as a user would write them. */
public final class Arrays {
  /** 4 executors with 2 cores and 4 GiB each. */
  public static final ClusterSpec CLUSTER = new ClusterSpec(4, 2, 4L << 30, 4L << 30, 1L << 30);

  private Arrays() {}

  private record File(String name, DType dtype, Shape shape) implements ArraySource {}

  private record Mapped(String name, DType dtype, Shape shape) implements MappedSource {
    @Override
    public boolean isMapped() {
      return true;
    }
  }

  private record Chunks(String name, DType dtype, ChunkGrid grid) implements ChunkedSource {
    @Override
    public Shape shape() {
      return grid.shape();
    }
  }

  /** A float64 array in a file. */
  public static Expr file(String name, long... shape) {
    return new Stored(new File(name, DType.FLOAT64, Shape.of(shape)));
  }

  /** A float64 array in a file that is mapped into the driver's memory. */
  public static Expr mapped(String name, long... shape) {
    return new Stored(new Mapped(name, DType.FLOAT64, Shape.of(shape)));
  }

  /** A float64 array in the cluster's memory, in chunks of so many rows. */
  public static Expr chunked(String name, long chunkRows, long... shape) {
    long[] chunk = shape.clone();
    chunk[0] = chunkRows;
    return new Stored(
        new Chunks(name, DType.FLOAT64, new ChunkGrid(Shape.of(shape), Shape.of(chunk))));
  }

  /** {@code np.arange(n)}. */
  public static Expr arange(long n) {
    return new Generated(new Generator.IntegerRange(DType.INT64, 0, 1), Shape.of(n));
  }

  /** {@code np.sqrt(((x[:, None, :] - x) ** 2).sum(-1))}. */
  public static Expr distances(Expr x) {
    return distances(x, x);
  }

  /** {@code sqrt(((x[:, None, :] - y) ** 2).sum(-1))}. */
  public static Expr distances(Expr x, Expr y) {
    Expr difference = Elementwise.of(Operator.SUBTRACT, View.expandDims(x, 1), y);
    Expr square = Elementwise.of(Operator.POWER, difference, PythonScalar.of(2));
    return Elementwise.of(Operator.SQRT, Reduce.of(Reduction.SUM, square, new int[] {-1}, false));
  }

  /** {@code np.where(np.arange(n)[:, None] == np.arange(n), np.inf, d)} of an (n, n) array. */
  public static Expr withoutSelf(Expr d) {
    Expr positions = arange(d.shape().extent(0));
    Expr same = Elementwise.of(Operator.EQUAL, View.expandDims(positions, 1), positions);
    return Elementwise.of(Operator.WHERE, same, PythonScalar.of(Double.POSITIVE_INFINITY), d);
  }

  public static Expr reduce(Reduction reduction, Expr x, int... axes) {
    return Reduce.of(reduction, x, axes.length == 0 ? null : axes, false);
  }

  public static Expr zeros(long... shape) {
    return Constant.of(DType.FLOAT64, 0.0).filling(Shape.of(shape));
  }
}
