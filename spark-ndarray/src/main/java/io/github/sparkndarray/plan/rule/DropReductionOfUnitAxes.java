package io.github.sparkndarray.plan.rule;

import io.github.sparkndarray.expr.Constant;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.View;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A reduction along axes of extent 1 is a view: one element is its own minimum and maximum, lies at
 * position 0, and is its own sum but for the sign of zero.
 *
 * <pre>
 * max(x, axis=0)  with x of shape (1, n)   =>   squeeze(x, axis=0)
 * </pre>
 */
public final class DropReductionOfUnitAxes implements Rule {
  @Override
  public Optional<Expr> apply(Expr expr) {
    if (!(expr instanceof Reduce reduce)
        || reduce.reduction().isWide()
        || IntStream.of(reduce.axes()).anyMatch(a -> reduce.input().shape().extent(a) != 1)) {
      return Optional.empty();
    }
    if (reduce.reduction().isPosition()) {
      return Optional.of(Constant.of(reduce.dtype(), 0).filling(reduce.shape()));
    }
    int[] axes = reduce.axes();
    Expr only = axes.length == 0 ? reduce.input() : View.squeeze(reduce.input(), axes);
    // NumPy begins a sum with 0.0, which turns -0.0 into 0.0.
    return Optional.of(
        reduce.reduction() == Reduction.SUM && reduce.dtype().isFloat()
            ? Elementwise.of(Operator.ADD, only, PythonScalar.of(0.0))
            : only);
  }
}
