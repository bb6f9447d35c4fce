package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.dtype.Promotion;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Axes;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Arrays put one after the other, along an axis that they have or one that they get. */
public final class Joining {
  /** Up to so many arrays, a new axis chooses between them where it is read. */
  private static final int CHOSEN = 4;

  /** So many elements are moved together at little more cost than one. */
  private static final int LONG_RUN = 16;

  private Joining() {}

  /** {@code np.concatenate} along an axis. */
  public static Expr concatenate(List<Expr> arrays, int axis) {
    if (arrays.isEmpty()) {
      throw NDArrayException.of(ErrorCode.VALUE, "need at least one array to concatenate");
    }
    Shape first = arrays.get(0).shape();
    if (first.rank() == 0) {
      throw NDArrayException.of(ErrorCode.SHAPE, "zero-dimensional arrays cannot be concatenated");
    }
    int along = Axes.normalize(axis, first.rank());
    for (int i = 1; i < arrays.size(); i++) {
      refuseUnlike(first, arrays.get(i).shape(), along, i);
    }
    DType dtype = arrays.stream().map(Expr::dtype).reduce(Promotion::promote).orElseThrow();
    if (dtype.isComplex()) {
      List<Complex> all = arrays.stream().map(x -> (Complex) Convert.of(x, dtype)).toList();
      return Complex.of(
          concatenate(all.stream().map(Complex::real).toList(), along),
          concatenate(all.stream().map(Complex::imaginary).toList(), along));
    }
    List<Expr> parts =
        arrays.stream()
            .filter(array -> array.shape().extent(along) > 0)
            .map(array -> Convert.of(array, dtype))
            .toList();
    if (parts.size() < 2) {
      return Convert.of(parts.isEmpty() ? arrays.get(0) : parts.get(0), dtype);
    }
    if (along == 0 || parts.stream().allMatch(part -> part.shape().sizeFrom(along) >= LONG_RUN)) {
      return joined(parts, along);
    }
    // What would be moved in pieces of a few elements is turned first.
    List<Expr> turned = parts.stream().map(part -> View.moveAxis(part, along, 0)).toList();
    return View.moveAxis(joined(turned, 0), 0, along);
  }

  private static Expr joined(List<Expr> parts, int axis) {
    long[] extents = parts.get(0).shape().extents();
    extents[axis] = parts.stream().mapToLong(part -> part.shape().extent(axis)).sum();
    return new Shuffled(
        new Shuffle.Concatenate(axis), parts.get(0).dtype(), Shape.of(extents), parts);
  }

  private static void refuseUnlike(Shape first, Shape other, int along, int number) {
    if (other.rank() != first.rank()) {
      throw NDArrayException.of(
          ErrorCode.SHAPE,
          "all the input arrays must have same number of dimensions, but the array at index 0 has"
              + " %d dimension(s) and the array at index %d has %d dimension(s)",
          first.rank(),
          number,
          other.rank());
    }
    for (int d = 0; d < first.rank(); d++) {
      if (d != along && first.extent(d) != other.extent(d)) {
        throw NDArrayException.of(
            ErrorCode.SHAPE,
            "all the input array dimensions except for the concatenation axis must match exactly,"
                + " but along dimension %d, the array at index 0 has size %d and the array at"
                + " index %d has size %d",
            d,
            first.extent(d),
            number,
            other.extent(d));
      }
    }
  }

  /** {@code np.stack} along a new axis. */
  public static Expr stack(List<Expr> arrays, int axis) {
    if (arrays.isEmpty()) {
      throw NDArrayException.of(ErrorCode.VALUE, "need at least one array to stack");
    }
    Shape shape = arrays.get(0).shape();
    if (arrays.stream().anyMatch(array -> !array.shape().equals(shape))) {
      throw NDArrayException.of(ErrorCode.SHAPE, "all input arrays must have the same shape");
    }
    int along = Axes.normalize(axis, shape.rank() + 1);
    List<Expr> rows = arrays.stream().map(array -> View.expandDims(array, along)).toList();
    return rows.size() <= CHOSEN ? chosen(rows, along) : concatenate(rows, along);
  }

  /** One of a few arrays by the index along an axis, which is fused with what reads it. */
  private static Expr chosen(List<Expr> rows, int along) {
    DType dtype = rows.stream().map(Expr::dtype).reduce(Promotion::promote).orElseThrow();
    long[] extents = rows.get(0).shape().extents();
    extents[along] = rows.size();
    Expr number = Indices.along(Shape.of(extents), along);
    Expr last = Convert.of(rows.get(rows.size() - 1), dtype);
    Expr result = View.broadcastTo(last, Shape.of(extents));
    for (int i = rows.size() - 2; i >= 0; i--) {
      Expr isThis = Elementwise.of(Operator.EQUAL, number, PythonScalar.of((long) i));
      result = Elementwise.of(Operator.WHERE, isThis, rows.get(i), result);
    }
    return result;
  }

  /** {@code np.tile}: the array so many times along each of its last axes. */
  public static Expr tile(Expr x, long... times) {
    int rank = Math.max(times.length, x.shape().rank());
    Expr full = leading(x, rank);
    long[] repeats = new long[rank];
    Arrays.fill(repeats, 1);
    System.arraycopy(times, 0, repeats, rank - times.length, times.length);
    Shape shape = full.shape();
    long[] wide = new long[2 * rank];
    long[] extents = new long[rank];
    for (int d = 0; d < rank; d++) {
      wide[2 * d] = repeats[d];
      wide[2 * d + 1] = shape.extent(d);
      extents[d] = Math.multiplyExact(repeats[d], shape.extent(d));
    }
    Expr apart = View.expandDims(full, IntStream.range(0, rank).map(d -> 2 * d).toArray());
    return Reshape.of(View.broadcastTo(apart, Shape.of(wide)), Shape.of(extents));
  }

  /** {@code np.repeat}: each element along an axis so many times. */
  public static Expr repeat(Expr x, long times, int axis) {
    int along = Axes.normalize(axis, x.shape().rank());
    long[] wide = new long[x.shape().rank() + 1];
    long[] extents = x.shape().extents();
    for (int d = 0; d < extents.length; d++) {
      wide[d <= along ? d : d + 1] = extents[d];
    }
    wide[along + 1] = times;
    Shape.of(times);
    extents[along] = Math.multiplyExact(extents[along], times);
    Expr apart = View.expandDims(x, along + 1);
    return Reshape.of(View.broadcastTo(apart, Shape.of(wide)), Shape.of(extents));
  }

  /** {@code np.roll} along an axis: what leaves at the end comes in at the start. */
  public static Expr roll(Expr x, long shift, int axis) {
    int along = Axes.normalize(axis, x.shape().rank());
    long extent = x.shape().extent(along);
    long cut = extent == 0 ? 0 : Math.floorMod(-shift, extent);
    return cut == 0
        ? x
        : concatenate(
            List.of(View.slice(x, along, cut, extent), View.slice(x, along, 0, cut)), along);
  }

  /** {@code np.block} of what {@code np.pad} makes: the array between two others along an axis. */
  static Expr between(Expr before, Expr x, Expr after, int axis) {
    List<Expr> parts = new ArrayList<>();
    Collections.addAll(parts, before, x, after);
    parts.removeIf(part -> part.shape().extent(axis) == 0 && part != x);
    return concatenate(parts, axis);
  }

  /** With axes of extent 1 before its own. */
  static Expr leading(Expr x, int rank) {
    int missing = rank - x.shape().rank();
    return missing <= 0 ? x : View.expandDims(x, IntStream.range(0, missing).toArray());
  }
}
