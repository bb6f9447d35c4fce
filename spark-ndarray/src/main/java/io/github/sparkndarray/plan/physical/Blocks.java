package io.github.sparkndarray.plan.physical;

import java.io.Serializable;

/** Blocks of a stage in C order, counted but never listed. */
public interface Blocks extends Serializable {

  /**
   * Those of some blocks that are run.
   *
   * @param isHalved whether these are the ones on or above the diagonal of the last two axes
   */
  static Blocks of(BlockBox blocks, boolean isHalved) {
    return isHalved ? new UpperBlocks(blocks) : blocks;
  }

  /** How many there are. */
  long size();

  /** The number, in the stage's whole grid, of one of these blocks. */
  long block(long index);
}
