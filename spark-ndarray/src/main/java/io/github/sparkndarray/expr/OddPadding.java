package io.github.sparkndarray.expr;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code np.pad} with {@code reflect_type='odd'}: what lies beyond an end is mirrored at the end's
 * element, twice that less what lies before it. Laps of the array's length follow each other, every
 * other one backwards; each lap goes on from where the one before it ended.
 */
final class OddPadding {
  private final Expr x;
  private final int axis;
  private final boolean withEdge;
  private final long extent;
  private final long period;

  private OddPadding(Expr x, int axis, boolean withEdge) {
    this.x = x;
    this.axis = axis;
    this.withEdge = withEdge;
    this.extent = x.shape().extent(axis);
    this.period = withEdge ? extent : extent - 1;
  }

  /**
   * The elements at positions that the array does not have.
   *
   * @param x with more than one element along the axis
   * @param from negative, or not less than the extent
   * @param width how many
   * @param withEdge whether the end's element is mirrored, too: {@code symmetric}
   */
  static Expr part(Expr x, int axis, long from, long width, boolean withEdge) {
    OddPadding padding = new OddPadding(x, axis, withEdge);
    List<Expr> laps = new ArrayList<>();
    long position = from;
    while (position < from + width) {
      long lap = Math.floorDiv(position, padding.period);
      long end = Math.min(from + width, (lap + 1) * padding.period);
      laps.add(padding.lap(lap, position - lap * padding.period, end - position));
      position = end;
    }
    return laps.size() == 1 ? laps.get(0) : Joining.concatenate(laps, axis);
  }

  /** Elements of one lap: the array's, turned where it runs backwards, and moved by its ends. */
  private Expr lap(long lap, long first, long count) {
    boolean backwards = lap % 2 != 0;
    long last = extent - 1 - first;
    Expr own =
        backwards
            ? View.flip(View.slice(x, axis, last - count + 1, last + 1), axis)
            : View.slice(x, axis, first, first + count);
    Expr low = times(edge(0), backwards ? 1 - lap : -lap);
    Expr high = times(edge(extent - 1), backwards ? 1 + lap : lap);
    Expr ends = low == null ? high : high == null ? low : Elementwise.of(Operator.ADD, low, high);
    if (ends == null) {
      return own;
    }
    Operator with = backwards ? Operator.SUBTRACT : Operator.ADD;
    return Convert.unsafely(Elementwise.of(with, ends, own), x.dtype());
  }

  private Expr edge(long at) {
    return View.slice(x, axis, at, at + 1);
  }

  /** Nothing for none: an infinite element times 0 would be NaN. */
  private static @Nullable Expr times(Expr x, long count) {
    return count == 0 ? null : Elementwise.of(Operator.MULTIPLY, x, PythonScalar.of(count));
  }
}
