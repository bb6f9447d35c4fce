package io.github.sparkndarray.shape;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * NumPy's basic indexing: integers, slices, {@code None} and one {@code ...} between the brackets
 * of {@code x[...]}, resolved to an index map. What the items leave out at the end is {@code :}.
 *
 * @see <a href="https://numpy.org/doc/stable/user/basics.indexing.html#basic-indexing">Basic
 *     indexing</a>
 */
public final class Indexing {
  /** NumPy's limit on the number of dimensions. */
  private static final int MAX_RANK = 64;

  private final Shape source;
  private final List<Long> extents = new ArrayList<>();
  private final int[] axis;
  private final long[] start;
  private final long[] step;
  private int dimension;

  private Indexing(Shape source) {
    this.source = source;
    this.axis = new int[source.rank()];
    this.start = new long[source.rank()];
    this.step = new long[source.rank()];
  }

  /**
   * The view {@code x[items]} of an array {@code x} of the given shape.
   *
   * @throws NDArrayException with NumPy's words when the items do not index such an array
   */
  public static IndexMap resolve(Shape shape, List<Index> items) {
    int missing = shape.rank() - indexedAxes(shape, items);
    Indexing indexing = new Indexing(shape);
    for (Index item : items) {
      // Java 17 has no pattern switch: the order is that of the permitted records.
      if (item instanceof Index.At at) {
        indexing.hold(at.position());
      } else if (item instanceof Index.Range range) {
        indexing.slice(range);
      } else if (item instanceof Index.NewAxis) {
        indexing.extents.add(1L);
      } else {
        indexing.keep(missing);
      }
    }
    return indexing.build();
  }

  /** The number of source axes that the items name, not counting what an ellipsis stands for. */
  private static int indexedAxes(Shape shape, List<Index> items) {
    int indexed = 0;
    int ellipses = 0;
    for (Index item : items) {
      if (item instanceof Index.At || item instanceof Index.Range) {
        indexed++;
      } else if (item instanceof Index.Ellipsis) {
        ellipses++;
      }
    }
    if (ellipses > 1) {
      throw NDArrayException.of(
          ErrorCode.INDEX, "an index can only have a single ellipsis ('...')");
    }
    if (indexed > shape.rank()) {
      throw NDArrayException.of(
          ErrorCode.INDEX,
          "too many indices for array: array is %d-dimensional, but %d were indexed",
          shape.rank(),
          indexed);
    }
    return indexed;
  }

  private void hold(long position) {
    long extent = source.extent(dimension);
    if (position < -extent || position >= extent) {
      throw NDArrayException.of(
          ErrorCode.INDEX,
          "index %d is out of bounds for axis %d with size %d",
          position,
          dimension,
          extent);
    }
    axis[dimension] = IndexMap.NO_AXIS;
    start[dimension] = position < 0 ? position + extent : position;
    dimension++;
  }

  private void slice(Index.Range range) {
    long length = source.extent(dimension);
    // -Long.MAX_VALUE, as in CPython, so that the step can be negated.
    long stride = range.step() == null ? 1 : Math.max(range.step(), -Long.MAX_VALUE);
    if (stride == 0) {
      throw NDArrayException.of(ErrorCode.VALUE, "slice step cannot be zero");
    }
    long first = bound(range.start(), stride > 0 ? 0 : Long.MAX_VALUE, length, stride);
    long last = bound(range.stop(), stride > 0 ? Long.MAX_VALUE : Long.MIN_VALUE, length, stride);
    long count = 0;
    if (stride > 0 && first < last) {
      count = (last - first - 1) / stride + 1;
    } else if (stride < 0 && last < first) {
      count = (first - last - 1) / -stride + 1;
    }
    // No element and one element have one spelling each: no index outside the array is ever named,
    // and no step that is never taken can overflow when maps are composed.
    map(count, count == 0 ? 0 : first, count <= 1 ? 1 : stride);
  }

  /** CPython's {@code PySlice_AdjustIndices} for one of the bounds. */
  private static long bound(@Nullable Long given, long otherwise, long length, long stride) {
    long bound = given == null ? otherwise : given;
    if (bound < 0) {
      bound += length;
      return bound >= 0 ? bound : stride < 0 ? -1 : 0;
    }
    return bound < length ? bound : stride < 0 ? length - 1 : length;
  }

  private void keep(int axes) {
    for (int i = 0; i < axes; i++) {
      map(source.extent(dimension), 0, 1);
    }
  }

  private void map(long extent, long from, long by) {
    axis[dimension] = extents.size();
    start[dimension] = from;
    step[dimension] = by;
    extents.add(extent);
    dimension++;
  }

  private IndexMap build() {
    keep(source.rank() - dimension);
    if (extents.size() > MAX_RANK) {
      throw NDArrayException.of(
          ErrorCode.INDEX,
          "number of dimensions must be within [0, %d], indexing result would have %d",
          MAX_RANK,
          extents.size());
    }
    long[] target = extents.stream().mapToLong(Long::longValue).toArray();
    return IndexMap.of(Shape.of(target), axis, start, step);
  }
}
