package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.dtype.Promotion;
import io.github.sparkndarray.dtype.WeakKind;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Broadcasting;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * An operator over arguments that have been converted to the dtype it computes in and broadcast to
 * this node's shape.
 */
public final class Elementwise extends Expr {
  private final Operator operator;
  private final List<Expr> arguments;

  private Elementwise(Operator operator, DType dtype, Shape shape, List<Expr> arguments) {
    super(dtype, shape);
    this.operator = operator;
    this.arguments = arguments;
  }

  /**
   * The operator over the given operands, with NumPy's broadcasting and promotion.
   *
   * @throws NDArrayException in NumPy's words when shapes do not broadcast or a dtype is refused
   */
  public static Expr of(Operator operator, Operand... operands) {
    return of(operator, List.of(operands));
  }

  /** As {@link #of(Operator, Operand...)}. */
  public static Expr of(Operator operator, List<? extends Operand> operands) {
    if (operands.size() != operator.arity()) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "%s() takes %d positional arguments but %d were given",
          operator.numpyName(),
          operator.arity(),
          operands.size());
    }
    boolean selects = operator.typeRule() == TypeRule.SELECTION;
    List<? extends Operand> values = selects ? operands.subList(1, operands.size()) : operands;
    DType compute = operator.typeRule().computeDType(operator, promote(values));
    if (operator.typeRule() == TypeRule.PREDICATE) {
      if (StoredIntegers.areMixed(operands)) {
        return StoredIntegers.compare(operator, (Expr) operands.get(0), (Expr) operands.get(1));
      }
      DType own = compute;
      if (own.isInteger() && operands.stream().anyMatch(operand -> isBeyond(operand, own))) {
        // NumPy compares with the int itself, also where it is none of the array's dtype.
        if (operands.stream().anyMatch(operand -> isUnreached(operand, own))) {
          return of(operator, operands.stream().map(o -> comparable(o, own)).toList());
        }
        compute = own == DType.UINT64 ? DType.FLOAT64 : DType.INT64;
      }
    }
    refuseNegativePower(operator, compute, operands);
    List<Expr> converted = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      converted.add(convert(operands.get(i), selects && i == 0 ? DType.BOOL : compute));
    }
    if (compute.isComplex()) {
      return ComplexOperators.apply(operator, converted);
    }
    if (compute.isOnlyStored()) {
      return StoredIntegers.apply(operator, compute, converted);
    }
    Shape shape = Broadcasting.broadcast(converted.stream().map(Expr::shape).toList());
    List<Expr> arguments = converted.stream().map(e -> View.broadcastTo(e, shape)).toList();
    return new Elementwise(operator, operator.typeRule().resultDType(compute), shape, arguments);
  }

  /** Whether an operand is a Python int that an integer dtype has not. */
  private static boolean isBeyond(Operand operand, DType dtype) {
    return operand instanceof PythonScalar scalar
        && scalar.kind() == WeakKind.INT
        && !scalar.fits(dtype);
  }

  /** Whether an operand is a Python int beyond 64 bits, or above those of an integer dtype. */
  private static boolean isUnreached(Operand operand, DType dtype) {
    return operand instanceof PythonScalar scalar && scalar.large() != null && !scalar.fits(dtype);
  }

  /** An infinity in place of an int that no element of an integer dtype reaches. */
  private static Operand comparable(Operand operand, DType dtype) {
    return isUnreached(operand, dtype)
        ? PythonScalar.of(((PythonScalar) operand).real() * Double.POSITIVE_INFINITY)
        : operand;
  }

  /** The dtype that NumPy gives the operands together. */
  public static DType promote(List<? extends Operand> operands) {
    DType strong = null;
    for (Operand operand : operands) {
      if (operand instanceof Expr array) {
        strong = strong == null ? array.dtype() : Promotion.promote(strong, array.dtype());
      }
    }
    DType promoted = strong;
    for (Operand operand : operands) {
      if (operand instanceof PythonScalar scalar) {
        if (strong != null && promoted != null) {
          promoted = Promotion.promote(promoted, scalar.kind());
        } else {
          DType own = scalar.defaultDType();
          promoted = promoted == null ? own : Promotion.promote(promoted, own);
        }
      }
    }
    if (promoted == null) {
      throw NDArrayException.of(ErrorCode.INTERNAL, "no operands to promote");
    }
    return promoted;
  }

  private static Expr convert(Operand operand, DType dtype) {
    return operand instanceof PythonScalar scalar
        ? scalar.as(dtype)
        : Convert.of((Expr) operand, dtype);
  }

  private static void refuseNegativePower(
      Operator operator, DType compute, List<? extends Operand> operands) {
    if (operator == Operator.POWER
        && compute.kind() == DType.Kind.SIGNED
        && operands.get(1) instanceof PythonScalar exponent
        && exponent.integer() < 0) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "Integers to negative integer powers are not allowed.");
    }
  }

  public Operator operator() {
    return operator;
  }

  public List<Expr> arguments() {
    return arguments;
  }

  @Override
  public List<Expr> inputs() {
    return arguments;
  }
}
