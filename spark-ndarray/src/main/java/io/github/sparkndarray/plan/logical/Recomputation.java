package io.github.sparkndarray.plan.logical;

import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Shuffled;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Fusing computes an operand anew for every point that reads it. That is free for loads and cheap
 * for arithmetic, but {@code sin(a)[:, None] * b} would take every sine as often as {@code b} has
 * columns.
 */
final class Recomputation {
  /** Sharing by fewer points than this does not pay for a pass and an array of its own. */
  private static final long WORTHWHILE = 8;

  private Recomputation() {}

  /** Whether an expression is better computed once than by each of the points that share it. */
  static boolean isWasteful(Elementwise expr, long sharedBy) {
    return sharedBy >= WORTHWHILE && containsExpensive(expr);
  }

  private static boolean containsExpensive(Expr root) {
    Set<Expr> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Expr> open = new ArrayDeque<>();
    open.add(root);
    while (!open.isEmpty()) {
      Expr expr = open.remove();
      if (expr instanceof Elementwise e && e.operator().isTranscendental()) {
        return true;
      }
      List<Expr> inputs = expr instanceof Shuffled ? List.of() : expr.inputs();
      for (Expr input : inputs) {
        if (seen.add(input)) {
          open.add(input);
        }
      }
    }
    return false;
  }
}
