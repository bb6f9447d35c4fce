package io.github.sparkndarray.plan.rule;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Constant;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.View;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The squared deviations from a mean are added up while the mean is found, in one pass over the
 * array instead of two.
 *
 * <pre>
 * sum((x - sum(x, axes) / n) ** 2, axes)   =>   squared_deviations(x, axes)
 * </pre>
 *
 * <p>Only for reductions that are passes of their own: inside the body of another one, values are
 * in registers anyway.
 */
public final class FuseSquaredDeviations implements Rule {
  @Override
  public Optional<Expr> apply(Expr expr) {
    if (!(expr instanceof Reduce sum)
        || sum.reduction() != Reduction.SUM
        || !sum.dtype().isFloat()
        || !(squared(sum.input()) instanceof Elementwise deviation)
        || deviation.operator() != Operator.SUBTRACT) {
      return Optional.empty();
    }
    Expr x = deviation.arguments().get(0);
    return isMean(deviation.arguments().get(1), x, sum.axes())
        ? Optional.of(Reduce.of(Reduction.SQUARED_DEVIATIONS, x, sum.axes(), false))
        : Optional.empty();
  }

  /** What a value is the square of, if it is one. */
  private static @Nullable Expr squared(Expr expr) {
    if (!(expr instanceof Elementwise elementwise)) {
      return null;
    }
    List<Expr> arguments = elementwise.arguments();
    Expr first = arguments.get(0);
    return switch (elementwise.operator()) {
      case SQUARE -> first;
      case POWER -> arguments.get(1) instanceof Constant two && two.real() == 2 ? first : null;
      case MULTIPLY -> arguments.get(1) == first ? first : null;
      default -> null;
    };
  }

  /** Whether an expression is the mean of an array along some axes, broadcast to its shape. */
  private static boolean isMean(Expr expr, Expr x, int[] axes) {
    Expr base = expr instanceof View view ? view.base() : expr;
    if (!(base instanceof Elementwise quotient)
        || quotient.operator() != Operator.DIVIDE
        || !(quotient.arguments().get(1) instanceof Constant count)
        || count.real() != count(x, axes)) {
      return false;
    }
    Expr total = quotient.arguments().get(0);
    if (!((total instanceof View view ? view.base() : total) instanceof Reduce sum)
        || sum.reduction() != Reduction.SUM
        || sum.input() != x
        || !Arrays.equals(sum.axes(), axes)) {
      return false;
    }
    Expr seen = expr instanceof View view ? View.of(total, view.map()) : total;
    Expr broadcast = View.broadcastTo(View.expandDims(sum, axes), x.shape());
    return seen instanceof View here
        && broadcast instanceof View there
        && here.map().equals(there.map());
  }

  /** The elements along some axes, as the array's dtype has that number. */
  private static double count(Expr x, int[] axes) {
    long count = IntStream.of(axes).mapToLong(x.shape()::extent).reduce(1, (a, b) -> a * b);
    return x.dtype() == DType.FLOAT32 ? (float) count : (double) count;
  }
}
