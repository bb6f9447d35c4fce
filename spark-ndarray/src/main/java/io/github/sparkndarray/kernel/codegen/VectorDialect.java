package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.kernel.run.Instructions;
import io.github.sparkndarray.kernel.run.OffHeapMemory;
import io.github.sparkndarray.kernel.run.Simd;
import java.util.List;
import java.util.Objects;

/**
 * The Vector API, with all lanes of one dtype and bools as masks over them; what is converted to it
 * may be integers as wide.
 */
final class VectorDialect implements Dialect {
  private final DType lane;

  VectorDialect(DType lane) {
    this.lane = lane;
  }

  /** The dtype of all lanes. */
  DType lane() {
    return lane;
  }

  private static String species(DType dtype) {
    return switch (dtype.computed()) {
      case FLOAT64 -> "Species.F64";
      case FLOAT32 -> "Species.F32";
      case INT64 -> "Species.I64";
      default -> "Species.I32";
    };
  }

  private static String vector(DType dtype) {
    return switch (dtype.computed()) {
      case FLOAT64 -> "DoubleVector";
      case FLOAT32 -> "FloatVector";
      case INT64 -> "LongVector";
      default -> "IntVector";
    };
  }

  /** That of vectors, or of what masks of bools are about. */
  private DType ofLanes(DType dtype) {
    return dtype == DType.BOOL ? lane : dtype;
  }

  @Override
  public String type(DType dtype) {
    return dtype == DType.BOOL ? "VectorMask" : vector(dtype);
  }

  @Override
  public String load(DType dtype, String array, String index) {
    return "%s.fromArray(%s, %s, %s)".formatted(type(dtype), species(ofLanes(dtype)), array, index);
  }

  @Override
  public String memoryType() {
    return OffHeapMemory.type(Instructions.VECTOR);
  }

  @Override
  public String storeTo(DType dtype, String value, String memory, String offset) {
    return OffHeapMemory.statement(value, memory, offset);
  }

  @Override
  public String loadFrom(DType dtype, String memory, String offset) {
    return OffHeapMemory.load(type(dtype), species(ofLanes(dtype)), memory, offset);
  }

  @Override
  public String store(DType dtype, String value, String array, String index) {
    return value + ".intoArray(" + array + ", " + index + ");";
  }

  @Override
  public String splat(DType dtype, String scalar) {
    return dtype == DType.BOOL
        ? species(lane) + ".maskAll(" + scalar + ")"
        : vector(dtype) + ".broadcast(" + species(dtype) + ", " + scalar + ")";
  }

  @Override
  public String compute(Node node, List<String> arguments) {
    if (node.kind() == Node.Kind.CAST) {
      String x = arguments.get(0);
      if (node.dtype() == DType.FLOAT32 && node.input(0).dtype().computed() == DType.INT32) {
        return x + ".convert(VectorOperators.I2F, 0)";
      }
      if (node.dtype() != DType.BOOL && node.input(0).dtype() != DType.BOOL) {
        return wrap(node.dtype(), x);
      }
      String type = ScalarDialect.javaType(lane);
      return node.dtype() == DType.BOOL
          ? x + ".compare(VectorOperators.NE, (" + type + ") 0)"
          : splat(lane, "(" + type + ") 0")
              + ".blend("
              + splat(lane, "(" + type + ") 1")
              + ", "
              + x
              + ")";
    }
    return OperatorCode.of(Objects.requireNonNull(node.operator()))
        .vector(node.computeDType(), arguments);
  }

  /** The low bits of each lane as an integer type reads them. */
  private static String wrap(DType dtype, String x) {
    return switch (dtype) {
      case INT8 -> x + ".lanewise(VectorOperators.LSHL, 24).lanewise(VectorOperators.ASHR, 24)";
      case INT16 -> x + ".lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 16)";
      case UINT8 -> x + ".and(0xff)";
      case UINT16 -> x + ".and(0xffff)";
      case UINT32 -> x + ".and(0xffffffffL)";
      case BOOL, INT32, INT64, UINT64, FLOAT32, FLOAT64, COMPLEX64, COMPLEX128 -> x;
    };
  }

  @Override
  public String fma(String x, String y, String sum) {
    return x + ".fma(" + y + ", " + sum + ")";
  }

  @Override
  public String total(DType dtype, String sum, String lost) {
    String zero = "(" + ScalarDialect.javaType(lane) + ") 0";
    return String.format(
        "%1$s.blend(%1$s.add(%2$s), %2$s.compare(VectorOperators.NE, %3$s)"
            + ".and(%1$s.sub(%1$s).compare(VectorOperators.EQ, %3$s)))",
        sum, lost, zero);
  }

  @Override
  public int lanes() {
    return Simd.lanes64() * 8 / lane.itemSize();
  }

  @Override
  public String step() {
    return lane.itemSize() == 8 ? "Species.LANES_64" : "Species.LANES_32";
  }
}
