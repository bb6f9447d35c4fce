package io.github.sparkndarray.plan.logical;

import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Generated;
import io.github.sparkndarray.expr.Hint;
import io.github.sparkndarray.expr.Literal;
import io.github.sparkndarray.expr.Persist;
import io.github.sparkndarray.expr.Rechunk;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Shuffled;
import io.github.sparkndarray.expr.Stored;
import io.github.sparkndarray.expr.View;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * What is done about work on operands that many points of a pass read, or that are read at other
 * points than those which they were cut for: such operands are sent from one executor to others.
 */
public enum SharedWork {
  /** It is part of every body that reads it: operands travel as they are. */
  FUSED,

  /**
   * It is done before if its result takes fewer bytes than what it reads: of {@code a + b} the sum
   * travels and not both terms, of {@code a.astype(np.float32)} half of the bytes.
   */
  DONE_FIRST,

  /**
   * It is part of every body that reads it, but for transcendental functions that several passes
   * need at the same points: of {@code e / e.sum(1)} with {@code e = exp(x)} the powers are a pass
   * of their own.
   */
  DONE_ONCE,

  /**
   * It is part of every body that reads it, but for long contractions ({@link LongContraction}): of
   * {@code np.exp(a @ b).sum(1)} the products are a pass of their own.
   */
  CONTRACTED_FIRST;

  /** Whether an expression of which many points or others need the values is a pass of its own. */
  boolean isDoneFirst(Expr expr) {
    return this == DONE_FIRST && bytesRead(expr) > bytes(expr, expr.shape().size());
  }

  /** What an expression is computed from, each array once; 0 where a user says how it travels. */
  private static double bytesRead(Expr root) {
    double bytes = 0;
    Set<Expr> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Expr> open = new ArrayDeque<>();
    open.add(root);
    while (!open.isEmpty()) {
      Expr expr = open.remove();
      if (expr instanceof Hint) {
        return 0;
      }
      boolean isArray =
          expr instanceof Stored
              || expr instanceof Literal
              || expr instanceof Reduce
              || expr instanceof Persist
              || expr instanceof Shuffled;
      if (isArray) {
        bytes += bytes(expr, expr.shape().size());
        continue;
      }
      if (expr instanceof View view && !isComputed(view.base())) {
        // No more than the view shows of the array, which it may show several times.
        bytes += bytes(expr, Math.min(view.shape().size(), view.base().shape().size()));
        continue;
      }
      for (Expr input : expr.inputs()) {
        if (seen.add(input)) {
          open.add(input);
        }
      }
    }
    return bytes;
  }

  private static boolean isComputed(Expr expr) {
    return expr instanceof Elementwise
        || expr instanceof Convert
        || expr instanceof Rechunk
        || expr instanceof Hint
        || expr instanceof Generated;
  }

  private static double bytes(Expr expr, long elements) {
    return (double) elements * expr.dtype().itemSize();
  }
}
