package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.shape.Shape;
import java.util.List;

/**
 * A node of the lazy graph. Nodes are immutable and equal only to themselves; the planner finds
 * equal structures. Shape and dtype are known and checked from the start. {@link Hint}, {@link
 * Rechunk} and {@link Persist} have the values of their inputs and say how to come by them.
 */
public abstract sealed class Expr implements Operand
    permits Constant,
        Literal,
        Generated,
        Stored,
        View,
        Elementwise,
        Convert,
        Reduce,
        Hint,
        Rechunk,
        Persist,
        Shuffled,
        Complex {

  private final DType dtype;
  private final Shape shape;

  Expr(DType dtype, Shape shape) {
    this.dtype = dtype;
    this.shape = shape;
  }

  public final DType dtype() {
    return dtype;
  }

  public final Shape shape() {
    return shape;
  }

  /** The nodes that this one reads. */
  public abstract List<Expr> inputs();
}
