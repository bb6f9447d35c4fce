package io.github.sparkndarray.sql.row;

/**
 * A compiled function of two vectors with the constants of its code. The elements of many vectors
 * lie vector by vector, or those of short ones element by element: what is computed of them has no
 * loops, and the JVM can compute several values at a time.
 */
public final class PairCode {
  /** The longest vectors that are computed without loops. */
  public static final int MOST_UNROLLED = RowCode.MOST_UNROLLED;

  private final PairKernel kernel;
  private final long[] integers;
  private final double[] reals;
  private final Object[] arrays;
  private final int step;
  private final boolean isNarrow;

  PairCode(PairKernel kernel, RowConstants constants, int step, boolean isNarrow) {
    this.kernel = kernel;
    this.integers = constants.integers();
    this.reals = constants.reals();
    this.arrays = constants.arrays();
    this.step = step;
    this.isNarrow = isNarrow;
  }

  /** Whether values are float32. */
  public boolean isNarrow() {
    return isNarrow;
  }

  /**
   * Computes values for some of the many.
   *
   * @param operands as the program has them: numbers boxed, arrays as primitive ones
   * @param from the first of the many
   * @param out {@code float[]} where values are float32, else {@code double[]}: mixed widths would
   *     keep the JVM from computing several values at a time
   */
  public void values(Object[] operands, int from, int count, Object out) {
    kernel.values(operands, from, count, step, out, integers, reals, arrays);
  }
}
