package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.shape.Shape;
import java.util.List;

/** One value under any shape: 0-d constants, {@code zeros}, {@code ones}, {@code full}. */
public final class Constant extends Expr {
  private final long bits;

  private Constant(DType dtype, Shape shape, long bits) {
    super(dtype, shape);
    this.bits = bits;
  }

  public static Constant of(DType dtype, double value) {
    if (!dtype.isFloat()) {
      return of(dtype, (long) value);
    }
    double held = dtype == DType.FLOAT32 ? (float) value : value;
    return new Constant(dtype, Shape.SCALAR, Double.doubleToRawLongBits(held));
  }

  public static Constant of(DType dtype, long value) {
    long bits =
        switch (dtype.kind()) {
          case FLOAT, COMPLEX ->
              Double.doubleToRawLongBits(dtype == DType.FLOAT32 ? (float) value : (double) value);
          case BOOL -> value != 0 ? 1 : 0;
          default -> dtype.wrap(value);
        };
    return new Constant(dtype, Shape.SCALAR, bits);
  }

  /** The same value for every element of the given shape. */
  public Constant filling(Shape shape) {
    return new Constant(dtype(), shape, bits);
  }

  /** The value, as a double. */
  public double real() {
    if (dtype().isFloat()) {
      return Double.longBitsToDouble(bits);
    }
    return dtype() == DType.UINT64 && bits < 0 ? (bits >>> 1 | bits & 1) * 2.0 : (double) bits;
  }

  /** The value of an integer or bool constant; of a uint64 its 64 bits. */
  public long integer() {
    return dtype().isFloat() ? (long) real() : bits;
  }

  /** The double's bits of a floating constant, the value of any other: for comparing constants. */
  public long bits() {
    return bits;
  }

  @Override
  public List<Expr> inputs() {
    return List.of();
  }
}
