package io.github.sparkndarray.io;

import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.Shape;

/** The runs of consecutive elements that a region of a C-ordered array is made of, in order. */
public final class RegionRuns {
  private final Box region;
  private final long[] strides;
  private final int runAxis;
  private final long length;
  private final long[] index;
  private boolean started;
  private boolean ended;

  public RegionRuns(Shape shape, Box region) {
    this.region = region;
    this.strides = shape.strides();
    int axis = strides.length;
    long run = 1;
    // Trailing axes that the region has whole make one run together with the axis before them.
    while (axis > 0 && run == strides[axis - 1]) {
      axis--;
      run *= region.extent(axis);
    }
    this.runAxis = axis;
    this.length = run;
    this.index = new long[axis];
    this.ended = region.shape().size() == 0;
  }

  /** The number of elements of every run. */
  public long length() {
    return length;
  }

  /** Goes to the next run, if there is one. */
  public boolean next() {
    if (!started) {
      started = true;
      return !ended;
    }
    int axis = runAxis - 1;
    while (axis >= 0 && ++index[axis] == region.extent(axis)) {
      index[axis] = 0;
      axis--;
    }
    ended |= axis < 0;
    return !ended;
  }

  /** The position in the array of the current run's first element. */
  public long start() {
    long start = 0;
    for (int axis = 0; axis < strides.length; axis++) {
      start += strides[axis] * (region.origin(axis) + (axis < runAxis ? index[axis] : 0));
    }
    return start;
  }
}
