package io.github.sparkndarray.expr;

import io.github.sparkndarray.shape.Shape;
import java.util.List;

/** An array whose elements are computed from their positions: arange, linspace, random. */
public final class Generated extends Expr {
  private final Generator generator;

  public Generated(Generator generator, Shape shape) {
    super(generator.dtype(), shape);
    this.generator = generator;
  }

  public Generator generator() {
    return generator;
  }

  @Override
  public List<Expr> inputs() {
    return List.of();
  }
}
