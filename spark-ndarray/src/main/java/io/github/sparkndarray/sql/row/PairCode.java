package io.github.sparkndarray.sql.row;

/**
 * A compiled function of two vectors with the constants of its code. The elements of many vectors
 * lie vector by vector, but those of short ones element by element: what is computed of them has no
 * loops, and the JVM can compute several values at a time.
 */
public final class PairCode {
  private final PairKernel kernel;
  private final long[] integers;
  private final double[] reals;
  private final Object[] arrays;
  private final int step;

  PairCode(PairKernel kernel, RowConstants constants, int step) {
    this.kernel = kernel;
    this.integers = constants.integers();
    this.reals = constants.reals();
    this.arrays = constants.arrays();
    this.step = step;
  }

  /** Whether the first elements of many vectors lie side by side, and so on. */
  public static boolean isByColumns(int width) {
    return width <= RowCode.MOST_UNROLLED;
  }

  /**
   * Computes values for some of the many.
   *
   * @param operands as the program has them: numbers boxed, arrays as primitive ones
   * @param from the first of the many
   */
  public void values(Object[] operands, int from, int count, double[] out) {
    kernel.values(operands, from, count, step, out, integers, reals, arrays);
  }
}
