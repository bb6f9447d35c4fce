package io.github.sparkndarray.plan.rule;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Constant;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.View;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * Roots have the order of what is under them, so that none need be taken to compare them with a
 * number. The number that what is under them is compared with follows from how roots are rounded.
 *
 * <pre>
 * sqrt(x) &lt;  c   =&gt;   x &lt;  the least y with sqrt(y) &gt;= c
 * sqrt(x) &lt;= c   =&gt;   x &lt;= the greatest y with sqrt(y) &lt;= c
 * </pre>
 *
 * <p>Likewise for greater and where the number is on the left; only for an x that is never
 * negative, whose root is a number wherever x is.
 */
public final class CompareUnderRoot implements Rule {
  /** Sums of squares and the like are found; a whole script need not be searched. */
  private static final int DEEPEST = 8;

  @Override
  public Optional<Expr> apply(Expr expr) {
    if (!(expr instanceof Elementwise comparison) || comparison.arguments().size() != 2) {
      return Optional.empty();
    }
    Expr left = comparison.arguments().get(0);
    Expr right = comparison.arguments().get(1);
    return switch (comparison.operator()) {
      case LESS, GREATER_EQUAL -> compared(comparison.operator(), left, right, true);
      case LESS_EQUAL, GREATER -> compared(comparison.operator(), left, right, false);
      default -> Optional.empty();
    };
  }

  /**
   * A comparison without the root.
   *
   * @param least which limit a number on the right has, as in {@link #limit(double, boolean)}
   */
  private static Optional<Expr> compared(Operator operator, Expr left, Expr right, boolean least) {
    if (right instanceof Constant constant) {
      return underRoot(left, constant)
          .map(x -> Elementwise.of(operator, x, limit(constant, least)));
    }
    if (left instanceof Constant constant) {
      // What c < sqrt(x) is not true of is sqrt(x) <= c.
      return underRoot(right, constant)
          .map(x -> Elementwise.of(operator, limit(constant, !least), x));
    }
    return Optional.empty();
  }

  /** What an expression is the root of, if it can stand for the root beside a number. */
  private static Optional<Expr> underRoot(Expr expr, Constant constant) {
    return expr instanceof Elementwise root
            && root.operator() == Operator.SQRT
            && constant.dtype() == root.dtype()
            && constant.real() >= 0
            && root.arguments().get(0).dtype() == root.dtype()
            && isNeverNegative(root.arguments().get(0), DEEPEST)
        ? Optional.of(root.arguments().get(0))
        : Optional.empty();
  }

  private static Constant limit(Constant root, boolean least) {
    double limit = limit(root.real(), root.dtype() == DType.FLOAT32, least);
    return Constant.of(root.dtype(), limit).filling(root.shape());
  }

  /**
   * A limit of squares.
   *
   * @param root not negative
   * @param narrow whether all numbers are float32
   * @return the least number whose root is at least as great, or else the greatest whose root is at
   *     most as great
   */
  static double limit(double root, boolean narrow, boolean least) {
    DoubleUnaryOperator sqrt = narrow ? x -> (float) Math.sqrt(x) : Math::sqrt;
    DoubleUnaryOperator up = narrow ? x -> Math.nextUp((float) x) : Math::nextUp;
    DoubleUnaryOperator down = narrow ? x -> Math.nextDown((float) x) : Math::nextDown;
    double limit = narrow ? (float) root * (float) root : root * root;
    if (least) {
      while (limit > 0 && sqrt.applyAsDouble(down.applyAsDouble(limit)) >= root) {
        limit = down.applyAsDouble(limit);
      }
      while (sqrt.applyAsDouble(limit) < root) {
        limit = up.applyAsDouble(limit);
      }
      return limit;
    }
    while (sqrt.applyAsDouble(limit) > root) {
      limit = down.applyAsDouble(limit);
    }
    while (limit < Double.POSITIVE_INFINITY
        && sqrt.applyAsDouble(up.applyAsDouble(limit)) <= root) {
      limit = up.applyAsDouble(limit);
    }
    return limit;
  }

  /** Whether an expression is made so that its numbers are not negative. */
  private static boolean isNeverNegative(Expr expr, int depth) {
    if (depth == 0) {
      return false;
    }
    if (expr instanceof Constant constant) {
      return constant.real() >= 0;
    }
    if (expr instanceof View view) {
      return isNeverNegative(view.base(), depth - 1);
    }
    if (expr instanceof Reduce reduce) {
      return switch (reduce.reduction()) {
        case SUM, MIN, MAX, PROD -> isNeverNegative(reduce.input(), depth - 1);
        default -> false;
      };
    }
    if (!(expr instanceof Elementwise elementwise)) {
      return false;
    }
    List<Expr> arguments = elementwise.arguments();
    return switch (elementwise.operator()) {
      case SQUARE, ABSOLUTE, SQRT, EXP -> true;
      case MULTIPLY ->
          arguments.get(0) == arguments.get(1) || areNeverNegative(arguments, depth - 1);
      case POWER -> arguments.get(1) instanceof Constant exponent && exponent.real() == 2;
      case ADD, MINIMUM, MAXIMUM -> areNeverNegative(arguments, depth - 1);
      // A number over -0.0, which is not negative, is an infinity that is.
      case DIVIDE ->
          arguments.get(1) instanceof Constant divisor
              && divisor.real() > 0
              && isNeverNegative(arguments.get(0), depth - 1);
      default -> false;
    };
  }

  private static boolean areNeverNegative(List<Expr> all, int depth) {
    return all.stream().allMatch(expr -> isNeverNegative(expr, depth));
  }
}
