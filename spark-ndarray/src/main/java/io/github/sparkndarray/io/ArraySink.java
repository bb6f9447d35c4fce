package io.github.sparkndarray.io;

import io.github.sparkndarray.shape.Box;
import java.io.Serializable;
import java.nio.ByteBuffer;

/**
 * A place that an array is written to, region by region, by tasks anywhere. Nothing is seen there
 * before {@link Job#commit}.
 */
public interface ArraySink extends Serializable {

  /**
   * Writes a region; writing the same region again writes the same bytes.
   *
   * @param data the region's elements, little-endian and in C order, from position to limit
   */
  void write(Box region, ByteBuffer data);

  /** Whether many small regions cost no more than a few large ones. */
  boolean takesSlabs();

  /** The driver's side of a write. Closing one that was not committed removes what was written. */
  interface Job extends AutoCloseable {
    /** What tasks write to. */
    ArraySink sink();

    /** Puts the finished array in its place, replacing what was there. */
    void commit();

    @Override
    void close();
  }
}
