package io.github.sparkndarray.expr;

import java.util.List;

/**
 * An array with a wish for how what it is read from reaches the work. Where the array is computed
 * as part of a larger expression, the wish is about all stored or computed arrays that it reads
 * there.
 */
public final class Hint extends Expr {
  private final Expr input;
  private final DeliveryHint delivery;

  private Hint(Expr input, DeliveryHint delivery) {
    super(input.dtype(), input.shape());
    this.input = input;
    this.delivery = delivery;
  }

  /** The same array with the given wish, which takes the place of one that it has. */
  public static Expr of(Expr input, DeliveryHint delivery) {
    if (input instanceof Complex z) {
      return z.map(part -> of(part, delivery));
    }
    return new Hint(input instanceof Hint hinted ? hinted.input : input, delivery);
  }

  public Expr input() {
    return input;
  }

  public DeliveryHint delivery() {
    return delivery;
  }

  @Override
  public List<Expr> inputs() {
    return List.of(input);
  }
}
