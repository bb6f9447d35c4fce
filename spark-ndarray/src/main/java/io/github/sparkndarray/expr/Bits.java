package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.dtype.DType.Kind;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
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

  /** {@code np.bitwise_count}: how many bits of the magnitudes are ones, in parallel sums. */
  public static Expr count(Expr x) {
    boolean hasBits = x.dtype().isInteger() || x.dtype() == DType.BOOL;
    if (!hasBits) {
      throw NDArrayException.of(
          ErrorCode.DTYPE,
          "ufunc 'bitwise_count' not supported for the input types, and the inputs could not be"
              + " safely coerced to any supported types according to the casting rule ''safe''");
    }
    Expr bits = Convert.of(x.dtype() == DType.BOOL ? x : StoredIntegers.held(x), DType.INT64);
    if (x.dtype().kind() == Kind.SIGNED) {
      bits = Elementwise.of(Operator.ABSOLUTE, bits);
    }
    bits = Elementwise.of(Operator.SUBTRACT, bits, shifted(bits, 1, 0x5555555555555555L));
    bits =
        Elementwise.of(
            Operator.ADD, masked(bits, 0x3333333333333333L), shifted(bits, 2, 0x3333333333333333L));
    bits =
        masked(
            Elementwise.of(
                Operator.ADD,
                bits,
                Elementwise.of(Operator.RIGHT_SHIFT, bits, PythonScalar.of(4L))),
            0x0f0f0f0f0f0f0f0fL);
    Expr sum = Elementwise.of(Operator.MULTIPLY, bits, PythonScalar.of(0x0101010101010101L));
    return Convert.of(Elementwise.of(Operator.RIGHT_SHIFT, sum, PythonScalar.of(56L)), DType.UINT8);
  }

  private static Expr shifted(Expr bits, long places, long mask) {
    return masked(Elementwise.of(Operator.RIGHT_SHIFT, bits, PythonScalar.of(places)), mask);
  }

  private static Expr masked(Expr bits, long mask) {
    return Elementwise.of(Operator.BITWISE_AND, bits, PythonScalar.of(mask));
  }
}
