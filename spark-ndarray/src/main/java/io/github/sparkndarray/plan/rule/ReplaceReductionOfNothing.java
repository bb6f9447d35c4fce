package io.github.sparkndarray.plan.rule;

import io.github.sparkndarray.expr.Constant;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A reduction along an axis of extent 0 is its identity everywhere.
 *
 * <pre>
 * sum(x, axis=1)  with x of shape (4, 0)   =>   zeros(4)
 * </pre>
 */
public final class ReplaceReductionOfNothing implements Rule {
  @Override
  public Optional<Expr> apply(Expr expr) {
    if (!(expr instanceof Reduce reduce)
        || !reduce.reduction().hasIdentity()
        || IntStream.of(reduce.axes()).noneMatch(a -> reduce.input().shape().extent(a) == 0)) {
      return Optional.empty();
    }
    boolean one = reduce.reduction() == Reduction.ALL || reduce.reduction() == Reduction.PROD;
    long identity = one ? 1 : 0;
    return Optional.of(Constant.of(reduce.dtype(), identity).filling(reduce.shape()));
  }
}
