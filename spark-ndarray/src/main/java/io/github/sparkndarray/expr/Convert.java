package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.util.List;

/** {@code astype}. */
public final class Convert extends Expr {
  private final Expr input;

  private Convert(Expr input, DType dtype) {
    super(dtype, input.shape());
    this.input = input;
  }

  /**
   * The input as the given dtype; the input itself where it has that dtype already.
   *
   * @throws NDArrayException when imaginary parts would be lost: see {@link #unsafely}
   */
  public static Expr of(Expr input, DType dtype) {
    if (input.dtype() == dtype) {
      return input;
    }
    if (input instanceof Complex z) {
      return of(z, dtype);
    }
    return dtype.isComplex() ? Complex.ofReal(input, dtype) : new Convert(input, dtype);
  }

  private static Expr of(Complex z, DType dtype) {
    if (dtype.isComplex()) {
      return z.map(part -> of(part, dtype.part()));
    }
    if (dtype != DType.BOOL) {
      throw NDArrayException.of(
          ErrorCode.DTYPE,
          "Cannot cast array data from dtype('%s') to dtype('%s') according to the rule"
              + " 'same_kind'",
          z.dtype(),
          dtype);
    }
    return Elementwise.of(
        Operator.LOGICAL_OR, of(z.real(), DType.BOOL), of(z.imaginary(), DType.BOOL));
  }

  /** As {@code astype} does it: of complex numbers that are to be real ones the real parts. */
  public static Expr unsafely(Expr input, DType dtype) {
    boolean isReal = !dtype.isComplex() && dtype != DType.BOOL;
    return of(input instanceof Complex z && isReal ? z.real() : input, dtype);
  }

  public Expr input() {
    return input;
  }

  @Override
  public List<Expr> inputs() {
    return List.of(input);
  }
}
