package io.github.sparkndarray.plan.rule;

import io.github.sparkndarray.expr.Expr;
import java.util.List;
import java.util.Optional;

/** A rewrite of one node into a node of the same shape, dtype and values. */
public interface Rule {

  /** All rules, in the order in which they are tried. */
  List<Rule> ALL =
      List.of(
          new ReplaceReductionOfNothing(),
          new DropReductionOfUnitAxes(),
          new PushViewThroughReduction(),
          new ReplacePowerOfTwo());

  /** What the node is rewritten to, or nothing where the rule does not match. */
  Optional<Expr> apply(Expr expr);

  /** The node after every rule that matches has been applied to it, as often as one does. */
  static Expr applyAll(Expr expr) {
    Expr current = expr;
    for (int i = 0; i < ALL.size(); i++) {
      Optional<Expr> rewritten = ALL.get(i).apply(current);
      if (rewritten.isPresent()) {
        current = rewritten.get();
        i = -1;
      }
    }
    return current;
  }
}
