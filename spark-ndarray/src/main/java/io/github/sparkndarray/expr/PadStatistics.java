package io.github.sparkndarray.expr;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Shape;
import java.util.List;
import java.util.Set;

/** {@code np.pad} with what is known of the elements at either end of an axis. */
public final class PadStatistics {
  private static final Set<String> MODES = Set.of("maximum", "mean", "median", "minimum");

  private PadStatistics() {}

  /** Whether a mode of {@code np.pad} is one of a statistic. */
  public static boolean has(String mode) {
    return MODES.contains(mode);
  }

  /**
   * The array with so many elements before and after it along each axis.
   *
   * @param widths two for each axis
   * @param mode maximum, mean, median or minimum
   * @param lengths of how many elements at either end of each axis; none for all
   */
  public static Expr pad(Expr x, List<long[]> widths, String mode, List<long[]> lengths) {
    Expr result = x;
    for (int axis = 0; axis < widths.size(); axis++) {
      long[] width = Padding.nonNegative(widths.get(axis));
      long extent = x.shape().extent(axis);
      long first = lengths.isEmpty() ? extent : Math.min(extent, lengths.get(axis)[0]);
      long last = lengths.isEmpty() ? extent : Math.min(extent, lengths.get(axis)[1]);
      if (extent == 0) {
        throw Padding.emptyAxis(axis);
      }
      if (first < 1 || last < 1) {
        throw NDArrayException.of(
            ErrorCode.VALUE, "stat_length of %s must be at least 1 for padding", mode);
      }
      Expr before = statistic(View.slice(result, axis, 0, first), axis, mode);
      Expr after = statistic(View.slice(result, axis, extent - last, extent), axis, mode);
      result =
          Joining.between(
              repeated(before, axis, width[0]), result, repeated(after, axis, width[1]), axis);
    }
    return result;
  }

  private static Expr repeated(Expr one, int axis, long width) {
    long[] extents = one.shape().extents();
    extents[axis] = width;
    return View.broadcastTo(one, Shape.of(extents));
  }

  /** In the array's dtype, of integers rounded. */
  private static Expr statistic(Expr x, int axis, String mode) {
    int[] axes = {axis};
    Expr value =
        switch (mode) {
          case "maximum" -> Reduce.of(Reduction.MAX, x, axes, true);
          case "minimum" -> Reduce.of(Reduction.MIN, x, axes, true);
          case "mean" -> new Statistics(axes, true, null).mean(x, null);
          default -> new Quantiles(x, axes, true).median();
        };
    Expr rounded = x.dtype().isInteger() ? ElementwiseFunctions.round(value, 0) : value;
    return Convert.unsafely(rounded, x.dtype());
  }
}
