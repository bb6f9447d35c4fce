package io.github.sparkndarray.io;

import io.github.sparkndarray.expr.ArraySource;
import io.github.sparkndarray.shape.Box;
import java.io.Serializable;
import java.nio.ByteBuffer;

/** An array in shared storage, of which any task can read the part it needs. */
public interface StoredArray extends ArraySource, Serializable {

  /**
   * Reads a region.
   *
   * @param target receives the region's elements, little-endian and in C order, from its position
   *     on
   */
  void read(Box region, ByteBuffer target);
}
