package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.shape.Axes;
import io.github.sparkndarray.shape.Shape;

/** What is computed of integers bit by bit. */
public final class Bits {
  private static final PythonScalar ONE = PythonScalar.of(1L);

  private Bits() {}

  /**
   * {@code np.bitwise_and.reduce} and its kin: each bit is reduced by itself.
   *
   * @param operator {@code BITWISE_AND}, {@code BITWISE_OR} or {@code BITWISE_XOR}
   * @param x integers
   */
  public static Expr reduce(Operator operator, Expr x, Statistics over) {
    Expr whole = Convert.of(StoredIntegers.held(x), DType.INT64);
    if (over.where() != null) {
      PythonScalar neutral = PythonScalar.of(operator == Operator.BITWISE_AND ? -1L : 0L);
      whole = Elementwise.of(Operator.WHERE, over.where(), whole, neutral);
    }
    int rank = x.shape().rank();
    int[] axes = over.axes() == null ? Axes.all(rank) : Axes.normalize(over.axes(), rank);
    Expr places =
        new Generated(
            new Generator.IntegerRange(DType.INT64, 0, 1),
            Shape.of((long) x.dtype().itemSize() * Byte.SIZE));
    Expr bits =
        Elementwise.of(
            Operator.BITWISE_AND,
            Elementwise.of(Operator.RIGHT_SHIFT, View.expandDims(whole, rank), places),
            ONE);
    Expr reduced =
        switch (operator) {
          case BITWISE_AND -> Reduce.of(Reduction.ALL, bits, axes, over.keepDims());
          case BITWISE_OR -> Reduce.of(Reduction.ANY, bits, axes, over.keepDims());
          default ->
              Elementwise.of(
                  Operator.BITWISE_AND, Reduce.of(Reduction.SUM, bits, axes, over.keepDims()), ONE);
        };
    Expr inPlace = Elementwise.of(Operator.LEFT_SHIFT, Convert.of(reduced, DType.INT64), places);
    return Convert.of(Reduce.of(Reduction.SUM, inPlace, new int[] {-1}, false), x.dtype());
  }
}
