package io.github.sparkndarray.sql.row;

/** A compiled function of two vectors, for one vector and several of many at a time. */
public interface LaneKernel {

  /**
   * As {@link LaneCode#values}, with the constants of the code.
   *
   * @param step how far apart the elements of one of the many vectors lie
   */
  boolean values(
      Object[] operands,
      int from,
      int count,
      int step,
      Object out,
      double limit,
      boolean isLower,
      long[] integers,
      double[] reals,
      Object[] arrays);
}
