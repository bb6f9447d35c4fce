package io.github.sparkndarray.shape;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The extents of an array's axes. Immutable; the empty shape is that of a 0-d array. */
public final class Shape implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The shape of a 0-d array. */
  public static final Shape SCALAR = new Shape(new long[0]);

  private final long[] extents;

  private Shape(long[] extents) {
    this.extents = extents;
  }

  /**
   * A shape of the given extents.
   *
   * @throws NDArrayException when an extent is negative or the number of elements is no long
   */
  public static Shape of(long... extents) {
    if (extents.length == 0) {
      return SCALAR;
    }
    Shape shape = new Shape(extents.clone());
    for (long extent : extents) {
      if (extent < 0) {
        throw NDArrayException.of(ErrorCode.SHAPE, "negative dimensions are not allowed");
      }
    }
    shape.size();
    return shape;
  }

  /**
   * The extents of loops, which are one after another where they are not nested: it may be that no
   * array of this shape could be.
   */
  public static Shape ofLoops(long... extents) {
    return extents.length == 0 ? SCALAR : new Shape(extents.clone());
  }

  public int rank() {
    return extents.length;
  }

  /** The extent of one axis, counted from 0. */
  public long extent(int axis) {
    return extents[axis];
  }

  /** A copy of the extents. */
  public long[] extents() {
    return extents.clone();
  }

  /** Whether some axis has no index. */
  public boolean isEmpty() {
    for (long extent : extents) {
      if (extent == 0) {
        return true;
      }
    }
    return false;
  }

  /** The number of elements below one index of the axes before a given one. */
  public long sizeFrom(int axis) {
    long size = 1;
    for (int d = axis; d < extents.length; d++) {
      size = Math.multiplyExact(size, extents[d]);
    }
    return size;
  }

  /**
   * The number of elements.
   *
   * @throws NDArrayException when it does not fit a long
   */
  public long size() {
    // A zero makes the whole product zero, however large the rest.
    long size = 1;
    boolean overflow = false;
    for (long extent : extents) {
      if (extent == 0) {
        return 0;
      }
      long high = Math.multiplyHigh(size, extent);
      size *= extent;
      overflow |= high != 0 || size < 0;
    }
    if (overflow) {
      throw NDArrayException.of(
          ErrorCode.SHAPE,
          "Cannot make an array of shape %s: its number of elements overflows",
          this);
    }
    return size;
  }

  /**
   * What that many elements take, in bytes.
   *
   * @throws NDArrayException when it does not fit a long
   */
  public long bytes(int itemSize) {
    long size = size();
    if (size > Long.MAX_VALUE / itemSize) {
      throw NDArrayException.of(
          ErrorCode.SHAPE, "Cannot make an array of shape %s: its number of bytes overflows", this);
    }
    return size * itemSize;
  }

  /** The strides in elements of a C-ordered array of this shape. */
  public long[] strides() {
    long[] strides = new long[extents.length];
    long stride = 1;
    for (int axis = extents.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= Math.max(1, extents[axis]);
    }
    return strides;
  }

  /**
   * NumPy's spelling without spaces, as in its broadcasting errors: {@code (2,3)}, {@code (4,)}.
   */
  public String compact() {
    return spelled(",");
  }

  /** Python's spelling: {@code (2, 3)}, {@code (4,)}, {@code ()}. */
  @Override
  public String toString() {
    return spelled(", ");
  }

  private String spelled(String separator) {
    String inner =
        Arrays.stream(extents).mapToObj(Long::toString).collect(Collectors.joining(separator));
    return extents.length == 1 ? "(" + inner + ",)" : "(" + inner + ")";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape that && Arrays.equals(extents, that.extents);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(extents);
  }
}
