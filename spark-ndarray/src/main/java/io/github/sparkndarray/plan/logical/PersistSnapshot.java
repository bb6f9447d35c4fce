package io.github.sparkndarray.plan.logical;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.ArraySource;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Persist;
import io.github.sparkndarray.expr.Shuffled;
import io.github.sparkndarray.expr.Stored;
import io.github.sparkndarray.shape.Shape;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a plan reads in place of arrays that are computed on their own: the persisted ones as it
 * first saw them, as other threads may keep or free them while it is made, and the shuffled ones.
 */
final class PersistSnapshot {
  private final Map<Shuffled, Expr> shuffled = new IdentityHashMap<>();
  private final Map<Persist, Optional<Expr>> sources = new IdentityHashMap<>();

  /**
   * @param shuffled where shuffled arrays are that have been computed
   */
  PersistSnapshot(Map<Shuffled, Expr> shuffled) {
    this.shuffled.putAll(shuffled);
  }

  /** Where a shuffled array is, or, where it has not been computed, something of its likeness. */
  Expr sourceOf(Shuffled array) {
    return shuffled.computeIfAbsent(array, PersistSnapshot::likeness);
  }

  private static Expr likeness(Shuffled array) {
    return new Stored(new Likeness("the " + array.shuffle().title(), array.dtype(), array.shape()));
  }

  /** An array that a plan is made for before it is there. */
  private record Likeness(String name, DType dtype, Shape shape) implements ArraySource {
    @Override
    public boolean isMadeBefore() {
      return true;
    }
  }

  /** What a node reads in this plan. */
  List<Expr> inputsOf(Expr expr) {
    if (expr instanceof Persist kept) {
      Expr source = sourceOf(kept);
      return List.of(source == null ? kept.input() : source);
    }
    return expr instanceof Shuffled array ? List.of(sourceOf(array)) : expr.inputs();
  }

  /** What to read in an array's place; null where this plan is to compute and to keep it. */
  @Nullable Expr sourceOf(Persist array) {
    return sources
        .computeIfAbsent(array, a -> a.isWanted() ? Optional.empty() : Optional.of(a.source()))
        .orElse(null);
  }
}
