package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Reduction;

/** The Java expressions of what reductions start with. */
final class Identities {
  private Identities() {}

  static String zero(DType dtype) {
    return dtype == DType.BOOL ? "false" : "(" + ScalarDialect.javaType(dtype) + ") 0";
  }

  /**
   * What changes no value that is added to it; for floating sums that is -0.0, and the sum of
   * nothing is 0.0.
   */
  static String of(Reduction reduction, DType dtype, boolean ofNothing) {
    return switch (reduction) {
      case SUM ->
          dtype.isFloat() && !ofNothing
              ? "(" + ScalarDialect.javaType(dtype) + ") -0.0"
              : zero(dtype);
      case MIN -> extreme(dtype, "POSITIVE_INFINITY", "MAX_VALUE", "true");
      case MAX -> extreme(dtype, "NEGATIVE_INFINITY", "MIN_VALUE", "false");
      case ANY -> "false";
      case ALL -> "true";
      case ARGMIN, ARGMAX -> "0L";
    };
  }

  private static String extreme(DType dtype, String real, String integer, String bool) {
    return switch (dtype) {
      case FLOAT64 -> "Double." + real;
      case FLOAT32 -> "Float." + real;
      case INT64 -> "Long." + integer;
      case INT32 -> "Integer." + integer;
      default -> bool;
    };
  }
}
