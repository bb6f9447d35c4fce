package io.github.sparkndarray.shape;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The regular grid of chunks over an array's shape; only the last chunk along an axis may be short.
 * Chunks are numbered in C order and never listed, so that a grid of 10^9 of them costs nothing. An
 * array with no elements has no chunks.
 *
 * @param shape the array's shape
 * @param chunkShape the shape of a whole chunk, of the same rank
 */
public record ChunkGrid(Shape shape, Shape chunkShape) implements Serializable {

  public ChunkGrid {
    boolean fits = shape.rank() == chunkShape.rank();
    for (int axis = 0; fits && axis < shape.rank(); axis++) {
      fits = chunkShape.extent(axis) > 0;
    }
    if (!fits) {
      throw NDArrayException.of(
          ErrorCode.SHAPE, "Cannot cut an array of shape %s into chunks of %s", shape, chunkShape);
    }
  }

  /**
   * A grid whose chunks are contiguous in C order and have at most about {@code elements} elements,
   * all nearly the same number: trailing axes whole, one axis in part, leading axes one index at a
   * time.
   */
  public static ChunkGrid ofContiguous(Shape shape, long elements) {
    long[] chunk = new long[shape.rank()];
    long room = Math.max(1, elements);
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      long extent = Math.max(1, shape.extent(axis));
      long length = Math.min(extent, room);
      room = length < extent ? 1 : Math.max(1, room / extent);
      long count = (extent + length - 1) / length;
      chunk[axis] = (extent + count - 1) / count;
    }
    return new ChunkGrid(shape, Shape.of(chunk));
  }

  /** The grid over the first axes alone. */
  public ChunkGrid leading(int axes) {
    Box chunk = Box.whole(chunkShape).leading(axes);
    return new ChunkGrid(Box.whole(shape).leading(axes).shape(), chunk.shape());
  }

  /** The number of chunks along each axis. */
  public Shape counts() {
    long[] counts = new long[shape.rank()];
    for (int axis = 0; axis < counts.length; axis++) {
      // Not (extent + chunk - 1) / chunk, which overflows.
      counts[axis] = shape.extent(axis) / chunkShape.extent(axis);
      counts[axis] += shape.extent(axis) % chunkShape.extent(axis) == 0 ? 0 : 1;
    }
    return Shape.of(counts);
  }

  /** The number of chunks. */
  public long size() {
    return counts().size();
  }

  /** The position in the grid of the chunk with the given number. */
  public long[] position(long chunk) {
    long[] position = new long[shape.rank()];
    Shape counts = counts();
    long rest = chunk;
    for (int axis = position.length - 1; axis >= 0; axis--) {
      position[axis] = rest % counts.extent(axis);
      rest /= counts.extent(axis);
    }
    return position;
  }

  /** The box of a chunk of each shape that chunks have: the first is that of a whole chunk. */
  public List<Box> shapes() {
    Shape counts = counts();
    Map<Shape, Box> boxes = new LinkedHashMap<>();
    if (counts.size() > 0) {
      addShapes(counts, 0, 0, boxes);
    }
    return List.copyOf(boxes.values());
  }

  /** Those of chunks that are the first or the last along each axis from the given one on. */
  private void addShapes(Shape counts, int axis, long chunk, Map<Shape, Box> boxes) {
    if (axis == shape.rank()) {
      Box box = box(chunk);
      boxes.putIfAbsent(box.shape(), box);
      return;
    }
    long first = chunk * counts.extent(axis);
    addShapes(counts, axis + 1, first, boxes);
    if (shape.extent(axis) % chunkShape.extent(axis) != 0 && counts.extent(axis) > 1) {
      addShapes(counts, axis + 1, first + counts.extent(axis) - 1, boxes);
    }
  }

  /** The box of elements in the chunk with the given number. */
  public Box box(long chunk) {
    long[] origin = position(chunk);
    long[] extents = new long[origin.length];
    for (int axis = 0; axis < origin.length; axis++) {
      origin[axis] *= chunkShape.extent(axis);
      extents[axis] = Math.min(chunkShape.extent(axis), shape.extent(axis) - origin[axis]);
    }
    return new Box(origin, Shape.of(extents));
  }
}
