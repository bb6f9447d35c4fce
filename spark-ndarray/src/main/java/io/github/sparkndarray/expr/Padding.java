package io.github.sparkndarray.expr;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Shape;
import java.util.List;
import java.util.Set;

/** {@code np.pad}: an array with more around it, one axis after the other. */
public final class Padding {
  private static final Set<String> MODES =
      Set.of("constant", "edge", "linear_ramp", "reflect", "symmetric", "wrap", "empty");

  private Padding() {}

  /**
   * The array with so many elements before and after it along each axis.
   *
   * @param widths two for each axis
   * @param mode one of NumPy's
   * @param constants two for each axis, for the modes {@code constant} and {@code linear_ramp}
   * @param isOdd whether {@code reflect} and {@code symmetric} mirror at the end's element
   */
  public static Expr pad(
      Expr x, List<long[]> widths, String mode, List<List<PythonScalar>> constants, boolean isOdd) {
    if (!MODES.contains(mode)) {
      throw NDArrayException.of(ErrorCode.VALUE, "mode '%s' is not supported", mode);
    }
    Expr result = x;
    for (int axis = 0; axis < widths.size(); axis++) {
      long[] width = nonNegative(widths.get(axis));
      List<PythonScalar> ends = constants.get(axis);
      Expr before = part(result, axis, width[0], -width[0], mode, ends.get(0), isOdd);
      long extent = result.shape().extent(axis);
      Expr after = part(result, axis, width[1], extent, mode, ends.get(1), isOdd);
      result = Joining.between(before, result, after, axis);
    }
    return result;
  }

  static long[] nonNegative(long[] width) {
    if (width[0] < 0 || width[1] < 0) {
      throw NDArrayException.of(ErrorCode.VALUE, "index can't contain negative values");
    }
    return width;
  }

  static NDArrayException emptyAxis(int axis) {
    return NDArrayException.of(
        ErrorCode.VALUE,
        "can't extend empty axis %d using modes other than 'constant' or 'empty'",
        axis);
  }

  /** What comes before or after: the elements at indices that the array does not have. */
  private static Expr part(
      Expr x, int axis, long width, long from, String mode, PythonScalar constant, boolean isOdd) {
    long extent = x.shape().extent(axis);
    long[] extents = x.shape().extents();
    extents[axis] = width;
    Shape shape = Shape.of(extents);
    if (width == 0 || mode.equals("constant") || mode.equals("empty")) {
      return View.broadcastTo(constant.as(x.dtype()), shape);
    }
    if (extent == 0) {
      throw emptyAxis(axis);
    }
    long at = from < 0 ? 0 : extent - 1;
    Expr edge = View.slice(x, axis, at, at + 1);
    if (mode.equals("edge")) {
      return View.broadcastTo(edge, shape);
    }
    if (mode.equals("linear_ramp")) {
      Expr end = View.broadcastTo(constant.as(x.dtype()), edge.shape());
      Expr ramp = Spacing.linear(end, edge, width, false).points();
      Expr along = View.squeeze(View.moveAxis(ramp, 0, axis + 1), axis);
      Expr whole = x.dtype().isInteger() ? Elementwise.of(Operator.FLOOR, along) : along;
      Expr toEdge = Convert.unsafely(whole, x.dtype());
      return from < 0 ? toEdge : View.flip(toEdge, axis);
    }
    if (isOdd && extent > 1 && !mode.equals("wrap")) {
      return OddPadding.part(x, axis, from, width, mode.equals("symmetric"));
    }
    long[] indices = new long[Math.toIntExact(width)];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = index(from + i, extent, mode);
    }
    Expr where = new Literal(HostArray.ofLongs(Shape.of(width), indices));
    return Taking.take(x, where, axis);
  }

  private static long index(long outside, long extent, String mode) {
    if (mode.equals("wrap")) {
      return Math.floorMod(outside, extent);
    }
    boolean reflect = mode.equals("reflect");
    long period = reflect ? Math.max(1, 2 * (extent - 1)) : 2 * extent;
    long place = Math.floorMod(outside, period);
    return place < extent ? place : period - place - (reflect ? 0 : 1);
  }
}
