package io.github.sparkndarray.plan.logical;

import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Persist;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The persisted arrays of a plan as it first saw them: other threads may keep or free them while it
 * is made.
 */
final class PersistSnapshot {
  private final Map<Persist, Optional<Expr>> sources = new IdentityHashMap<>();

  /** What to read in an array's place; null where this plan is to compute and to keep it. */
  @Nullable Expr sourceOf(Persist array) {
    return sources
        .computeIfAbsent(array, a -> a.isWanted() ? Optional.empty() : Optional.of(a.source()))
        .orElse(null);
  }
}
