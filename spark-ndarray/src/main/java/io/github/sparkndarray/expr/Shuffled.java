package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.shape.Shape;
import java.util.List;

/**
 * An array that is computed from others as a whole, before the work that reads it is planned: where
 * it is small, on the driver, else by shuffling chunks in the cluster.
 */
public final class Shuffled extends Expr {
  private final Shuffle shuffle;
  private final List<Expr> inputs;

  /** The result of a shuffle, of the given dtype and shape, which the caller knows. */
  Shuffled(Shuffle shuffle, DType dtype, Shape shape, List<Expr> inputs) {
    super(dtype, shape);
    this.shuffle = shuffle;
    this.inputs = List.copyOf(inputs);
  }

  public Shuffle shuffle() {
    return shuffle;
  }

  @Override
  public List<Expr> inputs() {
    return inputs;
  }
}
