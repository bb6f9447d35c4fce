package io.github.sparkndarray.shape;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;

/** A rectangular region of an array: where it begins and how far it goes along each axis. */
public final class Box implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] origin;
  private final Shape shape;

  public Box(long[] origin, Shape shape) {
    this.origin = origin.clone();
    this.shape = shape;
  }

  /** The region that is the whole of an array. */
  public static Box whole(Shape shape) {
    return new Box(new long[shape.rank()], shape);
  }

  public long origin(int axis) {
    return origin[axis];
  }

  public Shape shape() {
    return shape;
  }

  public long extent(int axis) {
    return shape.extent(axis);
  }

  /**
   * The smallest region of the source that holds all that the map reads for this region of its
   * target.
   */
  public Box read(IndexMap map) {
    long[] first = new long[map.sourceRank()];
    long[] extents = new long[map.sourceRank()];
    boolean empty = shape.isEmpty();
    for (int d = 0; d < first.length; d++) {
      int axis = map.axis(d);
      if (axis == IndexMap.NO_AXIS) {
        first[d] = map.start(d);
        extents[d] = empty ? 0 : 1;
        continue;
      }
      long from = map.start(d) + map.step(d) * origin[axis];
      // An empty box reads nothing, and must not name an index before the array's first.
      long to = empty ? from : from + map.step(d) * (extent(axis) - 1);
      first[d] = Math.min(from, to);
      extents[d] = empty ? 0 : Math.abs(to - from) + 1;
    }
    return new Box(first, Shape.of(extents));
  }

  /** This part of a region, as a region of the array. */
  public Box within(Box region) {
    long[] from = origin.clone();
    for (int axis = 0; axis < from.length; axis++) {
      from[axis] += region.origin[axis];
    }
    return new Box(from, shape);
  }

  /** This region along its first axes. */
  public Box leading(int axes) {
    return along(0, axes);
  }

  /** This region along the axes from one on. */
  public Box trailing(int from) {
    return along(from, origin.length);
  }

  private Box along(int from, int to) {
    return new Box(
        Arrays.copyOfRange(origin, from, to),
        Shape.of(Arrays.copyOfRange(shape.extents(), from, to)));
  }

  /** The smallest region that holds this one and another of the same rank. */
  public Box hull(Box other) {
    long[] first = new long[origin.length];
    long[] extents = new long[origin.length];
    for (int d = 0; d < first.length; d++) {
      first[d] = Math.min(origin[d], other.origin[d]);
      long end = Math.max(origin[d] + extent(d), other.origin[d] + other.extent(d));
      extents[d] = end - first[d];
    }
    return new Box(first, Shape.of(extents));
  }

  /**
   * The smallest region that holds this one and whose elements follow one another without a gap in
   * a C-ordered array of the given shape.
   */
  public Box coveringRun(Shape array) {
    int axis = 0;
    while (axis < origin.length && extent(axis) == 1) {
      axis++;
    }
    return leading(Math.min(axis + 1, origin.length))
        .concat(whole(array).trailing(Math.min(axis + 1, origin.length)));
  }

  /** What this region and another of the same rank have in common, if anything. */
  public Optional<Box> intersection(Box other) {
    long[] first = new long[origin.length];
    long[] extents = new long[origin.length];
    for (int d = 0; d < first.length; d++) {
      first[d] = Math.max(origin[d], other.origin[d]);
      extents[d] = Math.min(origin[d] + extent(d), other.origin[d] + other.extent(d)) - first[d];
      if (extents[d] <= 0) {
        return Optional.empty();
      }
    }
    return Optional.of(new Box(first, Shape.of(extents)));
  }

  /** This region as a part of another one: where it begins is counted from the other's. */
  public Box relativeTo(Box other) {
    long[] from = origin.clone();
    for (int axis = 0; axis < from.length; axis++) {
      from[axis] -= other.origin[axis];
    }
    return new Box(from, shape);
  }

  /** This region with another one's axes after its own. */
  public Box concat(Box other) {
    long[] first = Arrays.copyOf(origin, origin.length + other.origin.length);
    System.arraycopy(other.origin, 0, first, origin.length, other.origin.length);
    long[] extents = Arrays.copyOf(shape.extents(), first.length);
    System.arraycopy(other.shape.extents(), 0, extents, origin.length, other.origin.length);
    return new Box(first, Shape.ofLoops(extents));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Box that
        && Arrays.equals(origin, that.origin)
        && shape.equals(that.shape);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(origin) + shape.hashCode();
  }

  @Override
  public String toString() {
    return "Box[" + Arrays.toString(origin) + " + " + shape + "]";
  }
}
