package io.github.sparkndarray.kernel;

import io.github.sparkndarray.shape.Box;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A block that a kernel is to run, with the regions of the inputs that it reads.
 *
 * @param block as {@link BlockKernel} takes it
 * @param inputs one region per input of the nest; where nothing runs they need no elements
 */
public record BlockWork(Box block, List<ArrayRegion> inputs) {
  /** No elements. Chunks and files are in native memory. */
  public static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);
}
