package io.github.sparkndarray.script.function;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Bits;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Cumulative;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.Statistics;
import io.github.sparkndarray.script.function.UfuncCall.Ufunc;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An operator of two operands put between the elements along axes: the {@link Reduction} that
 * repeats it, or one that gives the same.
 *
 * @param ufunc the function that the operator is
 * @param operator null where it is none of the table's
 */
record RepeatedOperator(Ufunc ufunc, @Nullable Operator operator) {
  static RepeatedOperator of(Ufunc ufunc) {
    return new RepeatedOperator(ufunc, Operator.named(ufunc.name()).orElse(null));
  }

  /** {@code reduce}. */
  Expr reduce(Statistics over, Expr x, @Nullable DType dtype, @Nullable PythonScalar initial) {
    if (operator == null) {
      throw missing("reduce");
    }
    return switch (operator) {
      case LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> test(over, truth(x, dtype), initial);
      case BITWISE_AND, BITWISE_OR, BITWISE_XOR -> {
        // The operator says which dtypes have bits.
        Elementwise.of(operator, x, x);
        Expr given = dtype == null ? x : Convert.of(x, dtype);
        if (given.dtype() == DType.BOOL) {
          yield test(over, given, initial);
        }
        yield withInitial(Bits.reduce(operator, given, over), initial);
      }
      case FMIN, FMAX ->
          over.extremeOfNumbers(
              operator == Operator.FMIN ? Reduction.MIN : Reduction.MAX,
              dtype == null ? x : Convert.of(x, dtype),
              initial);
      default -> over.reduce(reduction("reduce"), x, dtype, initial);
    };
  }

  /** {@code accumulate}. */
  Expr accumulate(Expr x, int axis, @Nullable DType dtype) {
    if (operator == null) {
      throw missing("accumulate");
    }
    return switch (operator) {
      case LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> runningTest(truth(x, dtype), axis);
      case BITWISE_AND, BITWISE_OR, BITWISE_XOR -> {
        Elementwise.of(operator, x, x);
        if (x.dtype() != DType.BOOL) {
          throw missing("accumulate");
        }
        yield runningTest(x, axis);
      }
      case MINIMUM, MAXIMUM ->
          Cumulative.extreme(
              reduction("accumulate"), dtype == null ? x : Convert.of(x, dtype), axis);
      default -> {
        Reduction reduction = reduction("accumulate");
        yield Cumulative.of(reduction, x, axis, dtype);
      }
    };
  }

  private Reduction reduction(String method) {
    return Optional.ofNullable(operator)
        .flatMap(Reduction::repeating)
        .orElseThrow(() -> missing(method));
  }

  private NDArrayException missing(String method) {
    return NDArrayException.of(
        ErrorCode.UNSUPPORTED,
        "np.%s.%s is not in this language, which has it of add, multiply, minimum, maximum, fmin,"
            + " fmax, logical_ and bitwise_ functions",
        ufunc.name(),
        method);
  }

  private Expr truth(Expr x, @Nullable DType dtype) {
    if (dtype != null && dtype != DType.BOOL) {
      throw NDArrayException.of(
          ErrorCode.DTYPE,
          "No loop matching the specified signature and casting was found for ufunc %s",
          ufunc.name());
    }
    return Convert.of(x, DType.BOOL);
  }

  private boolean isAnd() {
    return operator == Operator.LOGICAL_AND || operator == Operator.BITWISE_AND;
  }

  private boolean isOr() {
    return operator == Operator.LOGICAL_OR || operator == Operator.BITWISE_OR;
  }

  private Expr test(Statistics over, Expr truths, @Nullable PythonScalar initial) {
    Expr result =
        isAnd() || isOr()
            ? over.reduce(isAnd() ? Reduction.ALL : Reduction.ANY, truths, null, null)
            : isOdd(over.reduce(Reduction.SUM, truths, null, null));
    return initial == null ? result : withInitial(result, PythonScalar.of(initial.isTrue()));
  }

  private Expr withInitial(Expr result, @Nullable PythonScalar initial) {
    return initial == null || operator == null
        ? result
        : Elementwise.of(operator, result, initial.as(result.dtype()));
  }

  /** How many are true up to each, or false, tells the rest. */
  private Expr runningTest(Expr truths, int axis) {
    Expr counted = isAnd() ? Elementwise.of(Operator.LOGICAL_NOT, truths) : truths;
    Expr count = Cumulative.of(Reduction.SUM, counted, axis, null);
    if (!isAnd() && !isOr()) {
      return isOdd(count);
    }
    return Elementwise.of(isAnd() ? Operator.EQUAL : Operator.GREATER, count, PythonScalar.of(0L));
  }

  private static Expr isOdd(Expr count) {
    return Elementwise.of(
        Operator.EQUAL,
        Elementwise.of(Operator.BITWISE_AND, count, PythonScalar.of(1L)),
        PythonScalar.of(1L));
  }
}
