package io.github.sparkndarray.expr;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * An array that is kept the first time it is computed. Until then it is its input; then it is read
 * from where it is kept, and nothing below it is planned again, until it is freed, after which it
 * is its input as if it had never been kept.
 *
 * <p>The one node with a state: the same node gives the same values in each of them.
 */
public final class Persist extends Expr {
  private final Expr input;
  private final AtomicReference<State> state = new AtomicReference<>(new Wanted());

  private sealed interface State permits Wanted, Held, Freed {}

  private record Wanted() implements State {}

  private record Held(Expr array, Runnable free) implements State {}

  private record Freed() implements State {}

  private Persist(Expr input) {
    super(input.dtype(), input.shape());
    this.input = input;
  }

  /** The array, to be kept; the array itself where it is to be kept already. */
  public static Persist of(Expr input) {
    return input instanceof Persist kept && !(kept.state.get() instanceof Freed)
        ? kept
        : new Persist(input);
  }

  /** As {@link #of}, of a complex array its parts. */
  public static Expr whole(Expr input) {
    return input instanceof Complex z ? z.map(Persist::of) : of(input);
  }

  /**
   * Frees what {@link #whole} has made.
   *
   * @return whether the array is one
   */
  public static boolean freeWhole(Expr array) {
    List<Expr> parts = Complex.parts(array);
    if (!parts.stream().allMatch(Persist.class::isInstance)) {
      return false;
    }
    parts.forEach(part -> ((Persist) part).free());
    return true;
  }

  public Expr input() {
    return input;
  }

  /** Whether the array is to be kept when it is next computed. */
  public boolean isWanted() {
    return state.get() instanceof Wanted;
  }

  /** What the array is to be read from now: where it is kept, or what it is computed from. */
  public Expr source() {
    return state.get() instanceof Held held ? held.array() : input;
  }

  /**
   * Says where the array is kept from now on.
   *
   * @param array a {@link Stored} or {@link Literal}
   * @param free gives back what it takes; called at most once
   * @return whether it is needed: not if the array is kept already or was freed before
   */
  public boolean hold(Expr array, Runnable free) {
    State now = state.get();
    return now instanceof Wanted && state.compareAndSet(now, new Held(array, free));
  }

  /** Gives back what the array takes, now or as soon as it would be kept. */
  public void free() {
    if (state.getAndSet(new Freed()) instanceof Held held) {
      held.free().run();
    }
  }

  @Override
  public List<Expr> inputs() {
    return List.of(source());
  }
}
