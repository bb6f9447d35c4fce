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
  /** No elements, of what is in native memory, as what tasks make or read of files is. */
  public static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

  /** No elements, of what is on the heap, from where not every JDK loads vectors. */
  public static final ByteBuffer NOTHING_ON_HEAP = ByteBuffer.allocate(0);
}
