package io.github.sparkndarray.expr;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import java.util.List;

/**
 * An array with a wish for its chunks where it is kept or computed as an array of its own: when it
 * is persisted, asked for, or needed as a whole by later work. Elsewhere it is part of a larger
 * computation and has no chunks.
 */
public final class Rechunk extends Expr {
  /** In a chunk's shape: the whole axis. */
  public static final long WHOLE_AXIS = -1;

  /** What one array in memory may have at most, in bytes. */
  private static final long LARGEST_CHUNK = Integer.MAX_VALUE - 8;

  private final Expr input;
  private final Shape chunkShape;

  private Rechunk(Expr input, Shape chunkShape) {
    super(input.dtype(), input.shape());
    this.input = input;
    this.chunkShape = chunkShape;
  }

  /**
   * The array in chunks of the given shape.
   *
   * @param chunk one length for each axis, {@link #WHOLE_AXIS} for all of it
   * @throws NDArrayException when it does not fit the array
   */
  public static Expr of(Expr input, long... chunk) {
    Shape shape = input.shape();
    if (chunk.length != shape.rank()) {
      throw cannotCut(input, chunk, "a chunk has one length for each axis");
    }
    long[] lengths = new long[chunk.length];
    for (int axis = 0; axis < lengths.length; axis++) {
      long whole = Math.max(1, shape.extent(axis));
      lengths[axis] = chunk[axis] == WHOLE_AXIS ? whole : chunk[axis];
      if (lengths[axis] < 1 || lengths[axis] > whole) {
        throw cannotCut(
            input, chunk, "its lengths are 1 up to the array's own, or -1 for all of an axis");
      }
    }
    return ofShape(input, Shape.of(lengths));
  }

  /** The array in chunks of whole trailing axes that take about so many bytes. */
  public static Expr ofBytes(Expr input, ByteSize size) {
    long elements = Math.max(1, size.bytes() / input.dtype().itemSize());
    return ofShape(input, ChunkGrid.ofContiguous(input.shape(), elements).chunkShape());
  }

  private static Expr ofShape(Expr input, Shape chunkShape) {
    if (input instanceof Complex z) {
      return z.map(part -> ofShape(part, chunkShape));
    }
    if (chunkShape.bytes(input.dtype().itemSize()) > LARGEST_CHUNK) {
      throw NDArrayException.of(
          ErrorCode.MEMORY,
          "Cannot cut an array of shape %s into chunks of %s %s: a chunk takes at most 2 GiB",
          input.shape(),
          chunkShape,
          input.dtype());
    }
    return new Rechunk(input instanceof Rechunk cut ? cut.input : input, chunkShape);
  }

  private static NDArrayException cannotCut(Expr input, long[] chunk, String rule) {
    StringBuilder text = new StringBuilder();
    for (long length : chunk) {
      text.append(text.isEmpty() ? "" : ", ").append(length);
    }
    return NDArrayException.of(
        ErrorCode.SHAPE,
        "Cannot cut an array of shape %s into chunks of (%s%s): %s",
        input.shape(),
        text,
        chunk.length == 1 ? "," : "",
        rule);
  }

  public Expr input() {
    return input;
  }

  /** The shape of a whole chunk; no length is greater than the array's. */
  public Shape chunkShape() {
    return chunkShape;
  }

  @Override
  public List<Expr> inputs() {
    return List.of(input);
  }
}
