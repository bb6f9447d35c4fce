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
   * What changes no value that is combined with it, except that it makes -0.0 a sum of 0.0: as in
   * NumPy no sum is -0.0.
   */
  static String of(Reduction reduction, DType dtype) {
    return switch (reduction) {
      case SUM -> zero(dtype);
      case PROD -> "(" + ScalarDialect.javaType(dtype) + ") 1";
      case MIN -> extreme(dtype, "POSITIVE_INFINITY", "MAX_VALUE", "true");
      case MAX -> extreme(dtype, "NEGATIVE_INFINITY", "MIN_VALUE", "false");
      case ANY -> "false";
      case ALL -> "true";
      case ARGMIN, ARGMAX -> "0L";
      case SQUARED_DEVIATIONS, SMALLEST, LARGEST, ARGSMALLEST, ARGLARGEST, BINCOUNT ->
          throw new IllegalStateException(reduction + " is no part of a body");
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
