package io.github.sparkndarray.plan.physical;

/** What becomes of the requested arrays. */
public enum Sink {
  /** They are brought to the driver. */
  COLLECT,
  /** They are written as they are made, block by block. */
  WRITE,
  /** They are written as they are made, in slabs of blocks that have just been computed. */
  WRITE_SLABS,
  /** Some of their elements are taken as they are made, in whatever order blocks and slabs have. */
  SELECT,
  /** They are computed, block by block, and dropped: for measuring. */
  DROP;

  /** Whether they go to files. */
  public boolean writes() {
    return this == WRITE || this == WRITE_SLABS;
  }

  /**
   * Whether a block's outputs may come in slabs, one after the other, each while it is in cache.
   */
  boolean takesSlabs() {
    return this == WRITE_SLABS || this == SELECT || this == DROP;
  }
}
