package io.github.sparkndarray.sql.row;

/** A compiled function of two vectors, for one vector and many. */
public interface PairKernel {

  /**
   * As {@link PairCode#values}, with the constants of the code.
   *
   * @param step how far apart the elements of one of the many vectors lie, or their vectors
   * @param out {@code float[]} where results are float32, else {@code double[]}
   */
  void values(
      Object[] operands,
      int from,
      int count,
      int step,
      Object out,
      long[] integers,
      double[] reals,
      Object[] arrays);
}
