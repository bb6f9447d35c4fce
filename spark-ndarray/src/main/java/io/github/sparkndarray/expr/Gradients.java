package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import java.util.List;

/**
 * Differences of neighbours by how far they are apart: of two neighbours within an axis, one-sided
 * at its ends.
 *
 * @see <a
 *     href="https://numpy.org/doc/stable/reference/generated/numpy.gradient.html">numpy.gradient</a>
 */
public final class Gradients {
  private final Expr f;
  private final int axis;

  /** How far neighbours are apart: one number, or along the axis all distances. */
  private final Expr apart;

  private final boolean isEven;

  private Gradients(Expr f, int axis, Expr apart, boolean isEven) {
    this.f = f;
    this.axis = axis;
    this.apart = apart;
    this.isEven = isEven;
  }

  /**
   * The gradient along an axis of elements that are evenly apart.
   *
   * @param f floating
   * @param edgeOrder how many neighbours an end is compared with: 1 or 2
   */
  public static Expr even(Expr f, int axis, Expr distance, int edgeOrder) {
    return new Gradients(f, axis, distance, true).along(edgeOrder);
  }

  /**
   * The gradient along an axis of elements that are anyhow apart.
   *
   * @param coordinates of the axis's extent, with axes of extent 1 for all others of {@code f}
   */
  public static Expr uneven(Expr f, int axis, Expr coordinates, int edgeOrder) {
    Expr apart = Cumulative.diff(Convert.of(coordinates, DType.FLOAT64), 1, axis);
    return new Gradients(f, axis, apart, false).along(edgeOrder);
  }

  private Expr along(int edgeOrder) {
    long last = f.shape().extent(axis) - 1;
    Expr first = edgeOrder == 1 ? oneSided(0, 0) : twoNeighbours(0, 0, true);
    Expr end =
        edgeOrder == 1 ? oneSided(last - 1, last - 1) : twoNeighbours(last - 2, last - 2, false);
    return last == 1
        ? Joining.concatenate(List.of(first, end), axis)
        : Joining.concatenate(List.of(first, within(), end), axis);
  }

  private Expr at(long from, long to) {
    return View.slice(f, axis, from, to);
  }

  private Expr distance(long at) {
    return isEven ? apart : View.slice(apart, axis, at, at + 1);
  }

  private Expr oneSided(long from, long gap) {
    Expr rise = op(Operator.SUBTRACT, at(from + 1, from + 2), at(from, from + 1));
    return op(Operator.DIVIDE, rise, distance(gap));
  }

  private Expr within() {
    long extent = f.shape().extent(axis);
    if (isEven) {
      Expr rise = op(Operator.SUBTRACT, at(2, extent), at(0, extent - 2));
      return op(Operator.DIVIDE, rise, op(Operator.MULTIPLY, apart, number(2)));
    }
    Expr before = View.slice(apart, axis, 0, extent - 2);
    Expr after = View.slice(apart, axis, 1, extent - 1);
    Expr both = op(Operator.ADD, before, after);
    return weighted(
        0,
        extent - 2,
        op(Operator.NEGATIVE, op(Operator.DIVIDE, after, op(Operator.MULTIPLY, before, both))),
        op(
            Operator.DIVIDE,
            op(Operator.SUBTRACT, after, before),
            op(Operator.MULTIPLY, before, after)),
        op(Operator.DIVIDE, before, op(Operator.MULTIPLY, after, both)));
  }

  /** An end by a parabola through three elements. */
  private Expr twoNeighbours(long from, long gap, boolean isFirst) {
    Expr near = distance(isFirst ? gap : gap + 1);
    Expr far = distance(isFirst ? gap + 1 : gap);
    Expr both = op(Operator.ADD, near, far);
    Expr own =
        op(
            Operator.DIVIDE,
            op(Operator.ADD, op(Operator.MULTIPLY, near, number(2)), far),
            op(Operator.MULTIPLY, near, both));
    Expr next = op(Operator.DIVIDE, both, op(Operator.MULTIPLY, near, far));
    Expr farthest = op(Operator.DIVIDE, near, op(Operator.MULTIPLY, far, both));
    return isFirst
        ? weighted(from, 1, op(Operator.NEGATIVE, own), next, op(Operator.NEGATIVE, farthest))
        : weighted(from, 1, farthest, op(Operator.NEGATIVE, next), own);
  }

  /** Three neighbours each, by their weights. */
  private Expr weighted(long from, long count, Expr a, Expr b, Expr c) {
    return op(
        Operator.ADD,
        op(
            Operator.ADD,
            op(Operator.MULTIPLY, a, at(from, from + count)),
            op(Operator.MULTIPLY, b, at(from + 1, from + 1 + count))),
        op(Operator.MULTIPLY, c, at(from + 2, from + 2 + count)));
  }

  private static PythonScalar number(double value) {
    return PythonScalar.of(value);
  }

  private static Expr op(Operator operator, Operand... operands) {
    return Elementwise.of(operator, operands);
  }
}
