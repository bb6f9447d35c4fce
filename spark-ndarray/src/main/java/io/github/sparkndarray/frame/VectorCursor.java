package io.github.sparkndarray.frame;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Goes through the vectors of a partition's rows, one after the other. */
interface VectorCursor {

  /** Moves to the next row; false if there is none. */
  boolean next();

  /** Whether the row's vector, or a number of it, is missing. */
  boolean isMissing();

  /**
   * The extents of the row's vector.
   *
   * @return null where the vector is missing as a whole
   * @throws RaggedArrayException where the arrays inside one vector differ in length
   */
  int @Nullable [] shape() throws RaggedArrayException;

  /** Whether the row's vector has the given extents, or is missing as a whole. */
  boolean fits(int[] shape);

  /** Appends the vector's numbers, little-endian; missing ones as NaN. */
  void write(ByteBuffer target, int[] shape);

  /** What the column after the vector's has: the row's id as text. */
  String id();

  /** Arrays inside one vector differ in length. */
  final class RaggedArrayException extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
