package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import java.util.List;

/** {@code astype}. */
public final class Convert extends Expr {
  private final Expr input;

  private Convert(Expr input, DType dtype) {
    super(dtype, input.shape());
    this.input = input;
  }

  /** The input as the given dtype; the input itself where it has that dtype already. */
  public static Expr of(Expr input, DType dtype) {
    return input.dtype() == dtype ? input : new Convert(input, dtype);
  }

  public Expr input() {
    return input;
  }

  @Override
  public List<Expr> inputs() {
    return List.of(input);
  }
}
