package io.github.sparkndarray.plan.physical;

/** What becomes of the requested arrays. */
public enum Sink {
  /** They are brought to the driver. */
  COLLECT,
  /** They are written as they are made. */
  WRITE,
  /** They are computed, block by block, and dropped: for measuring. */
  DROP
}
