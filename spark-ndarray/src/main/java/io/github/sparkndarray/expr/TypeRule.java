package io.github.sparkndarray.expr;

import static io.github.sparkndarray.dtype.DType.BOOL;
import static io.github.sparkndarray.dtype.DType.FLOAT32;
import static io.github.sparkndarray.dtype.DType.FLOAT64;
import static io.github.sparkndarray.dtype.DType.INT8;
import static io.github.sparkndarray.expr.Operator.DIVIDE;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.util.Collections;

/** How an operator's dtypes follow from the promoted dtype of its arguments. */
public enum TypeRule {
  /** Computes in the promoted dtype and returns it: {@code add}, {@code minimum}. */
  SAME,
  /** As {@link #SAME}, with a bool refused in NumPy's words: {@code subtract}, {@code negative}. */
  SAME_NOT_BOOL,
  /**
   * As {@link #SAME}, where NumPy has no bool loop and takes int8: {@code floor_divide}, {@code
   * square}.
   */
  SAME_BOOL_AS_INT8,
  /** Computes in floating point; integers become float64: {@code divide}, {@code sqrt}. */
  FLOATING,
  /** Integers and bools only: {@code bitwise_and}. */
  BITWISE,
  /** As {@link #BITWISE}, where NumPy takes int8 for bool: {@code left_shift}. */
  SHIFT,
  /** Integers only: {@code gcd}. */
  INTEGER,
  /** Bools, which anything is converted to: {@code logical_and}. */
  LOGICAL,
  /** Computes in the promoted dtype, returns bool: {@code less}. */
  PREDICATE,
  /** As {@link #PREDICATE}, computed in floating point: {@code isnan}. */
  FLOATING_PREDICATE,
  /** A bool condition and two values of the promoted dtype: {@code where}. */
  SELECTION;

  /** The dtype in which an operator computes, given the promoted dtype of its value arguments. */
  public DType computeDType(Operator operator, DType promoted) {
    return switch (this) {
      case SAME, PREDICATE, SELECTION -> promoted;
      case SAME_NOT_BOOL -> {
        if (promoted == BOOL) {
          throw new NDArrayException(ErrorCode.DTYPE, boolRefused(operator));
        }
        yield promoted;
      }
      case SAME_BOOL_AS_INT8 -> promoted == BOOL ? INT8 : promoted;
      case FLOATING -> {
        // Integers of 16 bits fit float32, which NumPy takes for all but its division.
        boolean fits = promoted.isInteger() && promoted.itemSize() == 2;
        yield promoted.isInexact() ? promoted : fits && operator != DIVIDE ? FLOAT32 : FLOAT64;
      }
      case FLOATING_PREDICATE -> promoted.isInexact() ? promoted : FLOAT64;
      case LOGICAL -> BOOL;
      case INTEGER -> {
        if (!promoted.isInteger()) {
          throw new NDArrayException(ErrorCode.DTYPE, noLoop(operator, promoted));
        }
        yield promoted;
      }
      case BITWISE, SHIFT -> {
        if (promoted.isInexact()) {
          throw ComplexOperators.refused(operator);
        }
        yield this == SHIFT && promoted == BOOL ? INT8 : promoted;
      }
    };
  }

  /** What an operator computes in and gives, in words. */
  public String description() {
    return switch (this) {
      case SAME -> "gives the promoted dtype of its arguments";
      case SAME_NOT_BOOL -> "numbers only; gives the promoted dtype of its arguments";
      case SAME_BOOL_AS_INT8 -> "gives the promoted dtype of its arguments, int8 for bools";
      case FLOATING -> "computes in floating point: integers become float64";
      case BITWISE -> "integers and bools only";
      case SHIFT -> "integers only; bools become int8";
      case INTEGER -> "integers only";
      case LOGICAL -> "takes anything that is not 0 as True; gives bool";
      case PREDICATE -> "compares in the promoted dtype of its arguments; gives bool";
      case FLOATING_PREDICATE -> "gives bool";
      case SELECTION -> "gives the promoted dtype of what is chosen from";
    };
  }

  /** The dtype of the result, given the one in which the operator computes. */
  public DType resultDType(DType compute) {
    return switch (this) {
      case PREDICATE, FLOATING_PREDICATE, LOGICAL -> BOOL;
      case SAME, SAME_NOT_BOOL, SAME_BOOL_AS_INT8, FLOATING, BITWISE, SHIFT, INTEGER, SELECTION ->
          compute;
    };
  }

  private static String noLoop(Operator operator, DType dtype) {
    String type = "<class 'numpy.dtypes.%sDType'>".formatted(dtype.className());
    return "ufunc '%s' did not contain a loop with signature matching types (%s) -> None"
        .formatted(operator.numpyName(), String.join(", ", Collections.nCopies(2, type)));
  }

  private static String boolRefused(Operator operator) {
    return switch (operator) {
      case SUBTRACT ->
          "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^`"
              + " operator, or the logical_xor function instead.";
      case NEGATIVE ->
          "The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or"
              + " the logical_not function instead.";
      default ->
          "ufunc '"
              + operator.numpyName()
              + "' did not contain a loop with signature matching types"
              + " <class 'numpy.dtypes.BoolDType'> -> None";
    };
  }
}
