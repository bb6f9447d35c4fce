package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Operator;
import java.util.List;

/** The Java source of elementwise operators over scalars, for generators other than kernels'. */
public final class ScalarCode {
  private static final String PACKAGE = "io.github.sparkndarray.kernel.";

  private ScalarCode() {}

  /** The Java type that holds a dtype's values. */
  public static String type(DType dtype) {
    return ScalarDialect.javaType(dtype);
  }

  /** A conversion as by {@code astype}. */
  public static String cast(DType from, DType to, String x) {
    return qualified(ScalarDialect.cast(from, to, x));
  }

  /** An operator over arguments of the dtype in which it computes. */
  public static String apply(Operator operator, DType compute, List<String> arguments) {
    OperatorCode code = OperatorCode.of(operator);
    String function = code.call(compute);
    return function == null
        ? qualified(code.scalar(compute, arguments))
        : PACKAGE + "math.PointMath." + function + "(" + String.join(", ", arguments) + ")";
  }

  private static String qualified(String source) {
    return source.replaceAll("(?<![.\\w])Arithmetic\\.", PACKAGE + "run.Arithmetic.");
  }
}
