package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.util.List;

/** Plain Java. */
final class ScalarDialect implements Dialect {
  static final ScalarDialect INSTANCE = new ScalarDialect();

  private ScalarDialect() {}

  static String javaType(DType dtype) {
    return switch (dtype) {
      case FLOAT64 -> "double";
      case FLOAT32 -> "float";
      case INT64 -> "long";
      case INT32 -> "int";
      case BOOL -> "boolean";
      case INT8, INT16, UINT8, UINT16, UINT32, UINT64 ->
          throw NDArrayException.of(ErrorCode.INTERNAL, "no kernel computes with dtype %s", dtype);
    };
  }

  /** A conversion of a Java scalar as by {@code astype}. */
  static String cast(DType from, DType to, String x) {
    if (from == to) {
      return x;
    }
    if (from == DType.BOOL) {
      return "((" + javaType(to) + ") (" + x + " ? 1 : 0))";
    }
    return switch (to) {
      case BOOL -> "(" + x + " != 0)";
      case INT64 -> from.isFloat() ? "Arithmetic.toInt64(" + x + ")" : "((long) " + x + ")";
      case INT32 -> from.isFloat() ? "Arithmetic.toInt32(" + x + ")" : "((int) " + x + ")";
      default -> "((" + javaType(to) + ") " + x + ")";
    };
  }

  @Override
  public String type(DType dtype) {
    return javaType(dtype);
  }

  @Override
  public String load(DType dtype, String array, String index) {
    return array + "[" + index + "]";
  }

  @Override
  public String loadFrom(DType dtype, String memory, String offset) {
    throw new IllegalStateException("scalars are read from panels");
  }

  @Override
  public String store(DType dtype, String value, String array, String index) {
    return array + "[" + index + "] = " + value + ";";
  }

  @Override
  public String splat(DType dtype, String scalar) {
    return scalar;
  }

  @Override
  public String compute(Node node, List<String> arguments) {
    if (node.kind() == Node.Kind.CAST) {
      return cast(node.input(0).dtype(), node.dtype(), arguments.get(0));
    }
    return OperatorCode.of(java.util.Objects.requireNonNull(node.operator()))
        .scalar(node.computeDType(), arguments);
  }

  @Override
  public String fma(String x, String y, String sum) {
    return "Math.fma(" + x + ", " + y + ", " + sum + ")";
  }

  @Override
  public String total(DType dtype, String sum, String lost) {
    return "Sums.total(" + sum + ", " + lost + ")";
  }

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public String step() {
    return "1";
  }
}
