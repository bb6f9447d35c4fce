package io.github.sparkndarray.io;

import io.github.sparkndarray.expr.ArraySource;
import io.github.sparkndarray.kernel.ArrayRegion;
import io.github.sparkndarray.shape.Box;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Optional;

/** An array in shared storage, of which any task can read the part it needs. */
public interface StoredArray extends ArraySource, Serializable {

  /**
   * A region as memory that is there already, so that nothing need be read; nothing where there is
   * none such, as on other machines' disks.
   *
   * @return a region that covers the one asked for
   */
  default Optional<ArrayRegion> view(Box region) {
    return Optional.empty();
  }

  @Override
  default Optional<ArraySource> taken(int axis, long[] positions) {
    return Optional.of(new TakenArray(this, axis, positions));
  }

  /**
   * Reads a region.
   *
   * @param target receives the region's elements, little-endian and in C order, from its position
   *     on
   */
  void read(Box region, ByteBuffer target);
}
