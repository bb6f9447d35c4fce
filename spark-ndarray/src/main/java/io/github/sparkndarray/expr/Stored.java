package io.github.sparkndarray.expr;

import java.util.List;

/** An array read from its source when it is needed. */
public final class Stored extends Expr {
  private final ArraySource source;

  public Stored(ArraySource source) {
    super(source.dtype(), source.shape());
    this.source = source;
  }

  public ArraySource source() {
    return source;
  }

  @Override
  public List<Expr> inputs() {
    return List.of();
  }
}
