package io.github.sparkndarray.kernel;

/**
 * The order in which values are selected: the least or the greatest first, the first of equals
 * first. As in NumPy's sorting NaN is greater than any number.
 *
 * @param greatest whether the greatest come first
 */
public record Selection(boolean greatest) {

  /** Whether a value comes before another, wherever they are. */
  public boolean isBefore(double x, double y) {
    return greatest ? isLess(y, x) : isLess(x, y);
  }

  /** As {@link #isBefore(double, double)}. */
  public boolean isBefore(long x, long y) {
    return greatest ? x > y : x < y;
  }

  private static boolean isLess(double x, double y) {
    return x < y || (x == x && y != y);
  }
}
