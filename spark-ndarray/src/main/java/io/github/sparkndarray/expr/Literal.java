package io.github.sparkndarray.expr;

import io.github.sparkndarray.arrow.chunk.HostArray;
import java.util.List;

/** An array the user wrote out, or one that is already on the driver. */
public final class Literal extends Expr {
  private final HostArray values;

  public Literal(HostArray values) {
    super(values.dtype(), values.shape());
    this.values = values;
  }

  public HostArray values() {
    return values;
  }

  @Override
  public List<Expr> inputs() {
    return List.of();
  }
}
