package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.kernel.run.Instructions;
import io.github.sparkndarray.kernel.run.OffHeapMemory;
import java.util.List;
import java.util.Locale;

/** Plain Java. */
final class ScalarDialect implements Dialect {
  static final ScalarDialect INSTANCE = new ScalarDialect();

  private ScalarDialect() {}

  static String javaType(DType dtype) {
    return switch (dtype.computed()) {
      case FLOAT64 -> "double";
      case FLOAT32 -> "float";
      case INT64 -> "long";
      case INT32 -> "int";
      default -> "boolean";
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
    if (to == DType.BOOL) {
      return "(" + x + " != 0)";
    }
    if (from == DType.UINT64 && to.isFloat()) {
      return "Arithmetic."
          + (to == DType.FLOAT64 ? "unsignedToDouble(" : "unsignedToFloat(")
          + x
          + ")";
    }
    if (!from.isFloat() || to.isFloat()) {
      return wrap(to, "((" + javaType(to) + ") " + x + ")");
    }
    if (to == DType.UINT64) {
      return "Arithmetic.toUint64(" + x + ")";
    }
    return wrap(to, "Arithmetic.to" + to.computed().className() + "(" + x + ")");
  }

  /** The low bits of an integer as the dtype reads them. */
  private static String wrap(DType dtype, String x) {
    return switch (dtype) {
      case INT8 -> "((int) (byte) " + x + ")";
      case INT16 -> "((int) (short) " + x + ")";
      case UINT8 -> "(" + x + " & 0xff)";
      case UINT16 -> "(" + x + " & 0xffff)";
      case UINT32 -> "(" + x + " & 0xffffffffL)";
      case BOOL, INT32, INT64, UINT64, FLOAT32, FLOAT64, COMPLEX64, COMPLEX128 -> x;
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
  public String memoryType() {
    return OffHeapMemory.type(Instructions.SCALAR);
  }

  @Override
  public String loadFrom(DType dtype, String memory, String offset) {
    return memory + ".get" + accessor(dtype) + "(" + offset + ")";
  }

  @Override
  public String storeTo(DType dtype, String value, String memory, String offset) {
    return memory + ".put" + accessor(dtype) + "(" + offset + ", " + value + ");";
  }

  /** What a buffer's methods for a dtype's values are named after. */
  private static String accessor(DType dtype) {
    String type = javaType(dtype);
    return type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1);
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
