package io.github.sparkndarray.sql.row;

/** A compiled function of two vectors with the constants of its code. */
public final class PairCode {
  private final PairKernel kernel;
  private final long[] integers;
  private final double[] reals;
  private final Object[] arrays;

  PairCode(PairKernel kernel, RowConstants constants) {
    this.kernel = kernel;
    this.integers = constants.integers();
    this.reals = constants.reals();
    this.arrays = constants.arrays();
  }

  /**
   * Computes values for some of the many.
   *
   * @param operands as the program has them: numbers boxed, arrays as primitive ones
   * @param from the first of the many
   * @param width their length
   */
  public void values(Object[] operands, int from, int count, int width, double[] out) {
    kernel.values(operands, from, count, width, out, integers, reals, arrays);
  }
}
