package io.github.sparkndarray.plan.rule;

import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.shape.IndexMap;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * What every rule must leave as it was, and what every node that it makes must be. Checked where
 * assertions are on, which is in all tests; what breaks names the rule.
 */
final class RuleInvariants {
  private RuleInvariants() {}

  /**
   * Checks one rewrite.
   *
   * @return true, so that it can be asserted
   * @throws IllegalStateException that names the rule and what it broke
   */
  static boolean hold(Rule rule, Expr before, Expr after) {
    require(
        before.shape().equals(after.shape()),
        rule,
        "the shape %s became %s",
        before.shape(),
        after.shape());
    require(
        before.dtype() == after.dtype(),
        rule,
        "the dtype %s became %s",
        before.dtype(),
        after.dtype());
    Set<Expr> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    // What was there before is not the rule's to answer for, and may be large.
    seen.add(before);
    for (Expr input : before.inputs()) {
      seen.add(input);
      seen.addAll(input.inputs());
    }
    Deque<Expr> open = new ArrayDeque<>();
    open.add(after);
    while (!open.isEmpty()) {
      Expr expr = open.remove();
      if (seen.add(expr)) {
        check(rule, expr);
        open.addAll(expr.inputs());
      }
    }
    return true;
  }

  private static void check(Rule rule, Expr expr) {
    if (expr instanceof View view) {
      checkView(rule, view);
    } else if (expr instanceof Elementwise || expr instanceof Convert) {
      for (Expr input : expr.inputs()) {
        require(
            input.shape().equals(expr.shape()),
            rule,
            "an argument of shape %s belongs to a result of shape %s",
            input.shape(),
            expr.shape());
      }
    }
  }

  private static void checkView(Rule rule, View view) {
    IndexMap map = view.map();
    require(
        map.sourceRank() == view.base().shape().rank() && map.target().equals(view.shape()),
        rule,
        "a view %s of an array of shape %s has shape %s",
        map,
        view.base().shape(),
        view.shape());
    require(
        map.isWithin(view.base().shape()),
        rule,
        "a view %s reads outside of an array of shape %s",
        map,
        view.base().shape());
  }

  private static void require(boolean holds, Rule rule, String problem, Object... values) {
    if (!holds) {
      throw new IllegalStateException(
          rule.getClass().getSimpleName()
              + " breaks an invariant of plans: "
              + problem.formatted(values));
    }
  }
}
