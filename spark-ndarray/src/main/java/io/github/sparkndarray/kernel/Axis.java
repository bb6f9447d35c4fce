package io.github.sparkndarray.kernel;

import java.io.Serializable;

/**
 * A labelled axis of a loop nest. Axes are referred to by their position in the nest.
 *
 * @param role what happens along it
 * @param extent its length in the whole problem
 */
public record Axis(Role role, long extent) implements Serializable {

  /** What a loop nest does along an axis. */
  public enum Role {
    /** The output has this axis; blocks may cut it. */
    PARALLEL,
    /**
     * The output has this axis, after the parallel ones, and a wide reduction fills it: the k of
     * the k least, the bins of a histogram. No operand moves along it, and no block cuts it.
     */
    SLOT,
    /** The nest's outputs are reduced along it; blocks may cut it, which makes partials. */
    REDUCED,
    /** A reduction inside the body runs over it; every block has the whole of it. */
    INNER
  }
}
