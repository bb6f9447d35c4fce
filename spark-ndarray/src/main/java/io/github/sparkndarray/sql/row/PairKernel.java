package io.github.sparkndarray.sql.row;

/** A compiled function of two vectors, for one vector and many that lie one after the other. */
public interface PairKernel {

  /** As {@link PairCode#values}, with the constants of the code. */
  void values(
      Object[] operands,
      int from,
      int count,
      int width,
      double[] out,
      long[] integers,
      double[] reals,
      Object[] arrays);
}
