package io.github.sparkndarray.plan.logical;

import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Hint;
import io.github.sparkndarray.expr.Rechunk;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.View;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * How many operators lie upon one another up to an expression, and so where long scripts, such as
 * {@code x = x * 0.5 + y} a thousand times, are cut into passes. The places are the same whatever
 * the script goes on to compute: later steps share the arrays that are made there.
 */
final class BodyHeights {
  /** How many operators lie upon one another in a pass. */
  static final int CUT_AT = 200;

  /**
   * What an operator counts that brings an operand of its own: {@code x = x - x.mean()} makes the
   * bodies of all later steps, of which each is another kernel, longer and wider.
   */
  private static final int WITH_OPERAND = 7;

  private final Map<Expr, Integer> heights = new IdentityHashMap<>();

  /** Whether an expression is one of the places. */
  boolean isCut(Elementwise expr) {
    return height(expr) / CUT_AT > below(expr) / CUT_AT;
  }

  private int height(Expr expr) {
    Integer known = heights.get(expr);
    if (known != null) {
      return known;
    }
    int height = 0;
    if (expr instanceof Elementwise elementwise) {
      height = below(expr) + weight(elementwise);
    } else if (expr instanceof View
        || expr instanceof Convert
        || expr instanceof Hint
        || expr instanceof Rechunk) {
      height = below(expr);
    }
    heights.put(expr, height);
    return height;
  }

  private int below(Expr expr) {
    int below = 0;
    for (Expr input : expr.inputs()) {
      below = Math.max(below, height(input));
    }
    return below;
  }

  private static int weight(Elementwise expr) {
    for (Expr argument : expr.arguments()) {
      if (argument instanceof View view
          && (view.base() instanceof Reduce || view.base() instanceof Elementwise)
          && view.base().shape().size() < expr.shape().size()) {
        return WITH_OPERAND;
      }
    }
    return 1;
  }
}
