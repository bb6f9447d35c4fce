package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.dtype.DType.Kind;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Axes;
import io.github.sparkndarray.shape.Shape;
import java.util.Arrays;
import java.util.List;

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

  /**
   * {@code np.packbits} along the last axis: eight elements are a byte, whose first bit is that of
   * the first one.
   *
   * @param x integers or bools; what is not zero is a bit that is set
   */
  public static Expr pack(Expr x, boolean isLittle) {
    long[] extents = x.shape().extents();
    int last = extents.length - 1;
    long bytes = (extents[last] + Byte.SIZE - 1) / Byte.SIZE;
    Expr set = Elementwise.of(Operator.NOT_EQUAL, x, PythonScalar.of(0L));
    long missing = bytes * Byte.SIZE - extents[last];
    Expr whole = missing == 0 ? set : Joining.concatenate(List.of(set, unset(x, missing)), last);
    long[] split = Arrays.copyOf(extents, extents.length + 1);
    split[last] = bytes;
    split[last + 1] = Byte.SIZE;
    Expr bits = Convert.of(Reshape.of(whole, split), DType.INT64);
    Expr shifted = Elementwise.of(Operator.LEFT_SHIFT, bits, places(isLittle));
    return Convert.of(Reduce.of(Reduction.SUM, shifted, new int[] {-1}, false), DType.UINT8);
  }

  private static Expr unset(Expr x, long count) {
    long[] extents = x.shape().extents();
    extents[extents.length - 1] = count;
    return View.broadcastTo(PythonScalar.of(false).as(DType.BOOL), Shape.of(extents));
  }

  /**
   * {@code np.unpackbits} along the last axis: each byte is eight elements of 0 or 1.
   *
   * @param x of dtype uint8
   */
  public static Expr unpack(Expr x, boolean isLittle) {
    int rank = x.shape().rank();
    Expr whole = View.expandDims(Convert.of(x, DType.INT64), rank);
    Expr bits =
        Elementwise.of(
            Operator.BITWISE_AND,
            Elementwise.of(Operator.RIGHT_SHIFT, whole, places(isLittle)),
            ONE);
    long[] extents = x.shape().extents();
    extents[rank - 1] *= Byte.SIZE;
    return Convert.of(Reshape.of(bits, extents), DType.UINT8);
  }

  /** By how many places each of eight bits is shifted. */
  private static Expr places(boolean isLittle) {
    return new Generated(
        isLittle
            ? new Generator.IntegerRange(DType.INT64, 0, 1)
            : new Generator.IntegerRange(DType.INT64, Byte.SIZE - 1L, -1),
        Shape.of(Byte.SIZE));
  }
}
