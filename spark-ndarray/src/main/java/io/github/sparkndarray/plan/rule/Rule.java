package io.github.sparkndarray.plan.rule;

import io.github.sparkndarray.expr.Expr;
import java.util.List;
import java.util.Optional;

/**
 * A rewrite of one node into a node of the same shape, dtype and values. Each is a class of its own
 * whose Javadoc draws the node before and after; its test says what it matches and what it must
 * not.
 */
public interface Rule {

  /** All rules, in the order in which they are tried. */
  List<Rule> ALL =
      List.of(
          new ReplaceReductionOfNothing(),
          new DropReductionOfUnitAxes(),
          new PushViewThroughReduction(),
          new ReduceInOrderOfMemory(),
          new ReplacePowerOfTwo(),
          new CompareUnderRoot());

  /** Rules for reductions that are passes of their own. */
  List<Rule> OF_PASSES = List.of(new FuseSquaredDeviations());

  /** One node is rewritten a few times; more often than this, rules never come to an end. */
  int MOST_APPLICATIONS = 1000;

  /** What the node is rewritten to, or nothing where the rule does not match. */
  Optional<Expr> apply(Expr expr);

  /**
   * The node after every rule that matches has been applied to it, as often as one does.
   *
   * @param rules in the order in which they are tried
   * @throws IllegalStateException that names a rule which never ends, or, where assertions are on,
   *     one that breaks an invariant
   */
  static Expr applyAll(Expr expr, List<Rule> rules) {
    Expr current = expr;
    int applied = 0;
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      Optional<Expr> rewritten = rule.apply(current);
      if (rewritten.isPresent()) {
        Expr after = rewritten.get();
        assert RuleInvariants.hold(rule, current, after);
        if (++applied > MOST_APPLICATIONS) {
          throw new IllegalStateException(
              rule.getClass().getSimpleName() + " matches what it makes, again and again");
        }
        current = after;
        i = -1;
      }
    }
    return current;
  }
}
