package io.github.sparkndarray.shape;

import java.io.Serializable;
import java.util.Arrays;

/**
 * An affine renaming of indices: which element of a source each element of a target reads. The
 * index along source dimension {@code d} is {@code start(d) + step(d) * target[axis(d)]}, or just
 * {@code start(d)} where {@code axis(d)} is {@link #NO_AXIS}. A target axis that no dimension names
 * is broadcast: its stride is 0. Every view (slice, newaxis, transpose, flip, squeeze,
 * broadcast_to) is one of these, and so is any chain of views. Immutable.
 */
public final class IndexMap implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Stands in {@link #axis} for a source dimension that is held at one index. */
  public static final int NO_AXIS = -1;

  private final Shape target;
  private final int[] axis;
  private final long[] start;
  private final long[] step;

  private IndexMap(Shape target, int[] axis, long[] start, long[] step) {
    this.target = target;
    this.axis = axis;
    this.start = start;
    this.step = step;
  }

  /** A map onto {@code target} with one entry in each array per source dimension. */
  public static IndexMap of(Shape target, int[] axis, long[] start, long[] step) {
    int[] normalAxis = axis.clone();
    long[] normalStep = step.clone();
    for (int d = 0; d < axis.length; d++) {
      // One spelling for what does not move, so that equal maps are equal.
      if (axis[d] == NO_AXIS || step[d] == 0) {
        normalAxis[d] = NO_AXIS;
        normalStep[d] = 0;
      }
    }
    return new IndexMap(target, normalAxis, start.clone(), normalStep);
  }

  /** The map under which target and source are the same. */
  public static IndexMap identity(Shape shape) {
    int[] axis = new int[shape.rank()];
    long[] step = new long[shape.rank()];
    for (int d = 0; d < axis.length; d++) {
      axis[d] = d;
      step[d] = 1;
    }
    return of(shape, axis, new long[shape.rank()], step);
  }

  /** {@code np.transpose(x, order)}: target axis {@code i} is source dimension {@code order[i]}. */
  public static IndexMap permutation(Shape source, int... order) {
    long[] extents = new long[order.length];
    int[] axis = new int[order.length];
    long[] step = new long[order.length];
    for (int i = 0; i < order.length; i++) {
      extents[i] = source.extent(order[i]);
      axis[order[i]] = i;
      step[i] = 1;
    }
    return of(Shape.of(extents), axis, new long[order.length], step);
  }

  public Shape target() {
    return target;
  }

  /** The number of source dimensions. */
  public int sourceRank() {
    return axis.length;
  }

  /** The target axis that moves source dimension {@code d}, or {@link #NO_AXIS}. */
  public int axis(int d) {
    return axis[d];
  }

  public long start(int d) {
    return start[d];
  }

  public long step(int d) {
    return step[d];
  }

  /** Whether any source dimension moves with the target axis. */
  public boolean dependsOn(int targetAxis) {
    for (int a : axis) {
      if (a == targetAxis) {
        return true;
      }
    }
    return false;
  }

  /**
   * This view of a source, seen through a further view of this map's target: {@code outer} maps its
   * own target's indices to this map's target's.
   */
  public IndexMap then(IndexMap outer) {
    int[] composedAxis = new int[axis.length];
    long[] composedStart = new long[axis.length];
    long[] composedStep = new long[axis.length];
    for (int d = 0; d < axis.length; d++) {
      composedStart[d] = start[d];
      composedAxis[d] = NO_AXIS;
      if (axis[d] != NO_AXIS) {
        int through = axis[d];
        composedAxis[d] = outer.axis[through];
        composedStart[d] += step[d] * outer.start[through];
        composedStep[d] = step[d] * outer.step[through];
      }
    }
    return of(outer.target, composedAxis, composedStart, composedStep);
  }

  /** The source index of dimension {@code d} for a target index. */
  public long sourceIndex(int d, long[] targetIndex) {
    return axis[d] == NO_AXIS ? start[d] : start[d] + step[d] * targetIndex[axis[d]];
  }

  /** Whether every index that some target index reads is one of an array of this shape. */
  public boolean isWithin(Shape source) {
    if (source.rank() != axis.length) {
      return false;
    }
    if (target.isEmpty()) {
      return true;
    }
    for (int d = 0; d < axis.length; d++) {
      long first = start[d];
      long last = axis[d] == NO_AXIS ? first : first + step[d] * (target.extent(axis[d]) - 1);
      if (Math.min(first, last) < 0 || Math.max(first, last) >= source.extent(d)) {
        return false;
      }
    }
    return true;
  }

  public boolean isIdentity(Shape source) {
    return target.equals(source) && equals(identity(source));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IndexMap that
        && target.equals(that.target)
        && Arrays.equals(axis, that.axis)
        && Arrays.equals(start, that.start)
        && Arrays.equals(step, that.step);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * target.hashCode() + Arrays.hashCode(axis)) + Arrays.hashCode(start))
        + Arrays.hashCode(step);
  }

  /** The target shape and each source index, for example {@code (5, 3) -> [4-i0, i1, 7]}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(target.toString()).append(" -> [");
    for (int d = 0; d < axis.length; d++) {
      text.append(d == 0 ? "" : ", ");
      if (axis[d] == NO_AXIS) {
        text.append(start[d]);
        continue;
      }
      text.append(start[d] == 0 ? "" : start[d] + (step[d] < 0 ? "" : "+"));
      text.append(step[d] == 1 ? "" : step[d] == -1 ? "-" : step[d] + "*")
          .append('i')
          .append(axis[d]);
    }
    return text.append(']').toString();
  }
}
