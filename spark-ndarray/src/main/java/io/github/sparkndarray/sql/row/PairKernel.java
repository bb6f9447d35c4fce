package io.github.sparkndarray.sql.row;

/** A compiled function of two vectors, for one vector and many that lie one after the other. */
public interface PairKernel {

  /**
   * Computes values for some of the many.
   *
   * @param operands as the program has them: numbers boxed, arrays as primitive ones
   * @param from the first of the many
   * @param width their length
   */
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
