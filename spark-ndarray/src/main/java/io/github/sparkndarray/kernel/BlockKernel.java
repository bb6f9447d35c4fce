package io.github.sparkndarray.kernel;

import io.github.sparkndarray.shape.Box;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A loop nest made ready to run. Instances hold scratch memory: one per thread.
 *
 * <p>A block is a box over the nest's parallel and reduced axes, in that order; inner axes are
 * always whole. The same block gives the same bits however often, wherever and beside whatever
 * other blocks it runs.
 */
public interface BlockKernel {

  /**
   * Computes the outputs of a nest without reduced axes.
   *
   * @param block a box over the parallel axes
   * @param inputs one region per input of the nest
   * @param outputs one little-endian buffer per output, direct or on the heap, for the block's
   *     elements in C order
   */
  void map(Box block, List<ArrayRegion> inputs, List<ByteBuffer> outputs);

  /**
   * Computes the partials of a nest with reduced axes.
   *
   * @param block a box over the parallel and the reduced axes
   * @param inputs one region per input of the nest
   * @return one partial per output, over the block's parallel extents
   */
  List<Partial> reduce(Box block, List<ArrayRegion> inputs);

  /** The size of what it keeps from one block to the next, in bytes: panels, tiles and the like. */
  default long scratchBytes() {
    return 0;
  }

  /**
   * What {@link #scratchBytes} would be at most when some blocks have been run, whatever else there
   * was before.
   */
  default long scratchBytes(List<BlockWork> blocks) {
    return 0;
  }
}
