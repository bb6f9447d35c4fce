package io.github.sparkndarray.plan.rule;

import io.github.sparkndarray.expr.Constant;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import java.util.Optional;

/**
 * A square is a product, which rounds as the power does.
 *
 * <pre>
 * x ** 2   =>   square(x)
 * </pre>
 */
public final class ReplacePowerOfTwo implements Rule {
  @Override
  public Optional<Expr> apply(Expr expr) {
    if (expr instanceof Elementwise power
        && power.operator() == Operator.POWER
        && power.arguments().get(1) instanceof Constant exponent
        && exponent.real() == 2) {
      return Optional.of(Elementwise.of(Operator.SQUARE, power.arguments().get(0)));
    }
    return Optional.empty();
  }
}
