package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.shape.Shape;
import java.util.Arrays;

/** Arrays of the numbers of elements and of axes' indices: int64, made where they are read. */
public final class Indices {
  private Indices() {}

  /** {@code 0, 1, …} in C order. */
  public static Expr positions(Shape shape) {
    return new Generated(new Generator.IntegerRange(DType.INT64, 0, 1), shape);
  }

  /** {@code 0, 1, …, count - 1}. */
  public static Expr range(long count) {
    return positions(Shape.of(count));
  }

  /** The index along an axis, of a shape in which all other axes have extent 1. */
  public static Expr along(Shape shape, int axis) {
    long[] extents = new long[shape.rank()];
    Arrays.fill(extents, 1);
    extents[axis] = shape.extent(axis);
    return positions(Shape.of(extents));
  }

  /** As {@link #along}, broadcast to the whole shape. */
  public static Expr of(Shape shape, int axis) {
    return View.broadcastTo(along(shape, axis), shape);
  }
}
