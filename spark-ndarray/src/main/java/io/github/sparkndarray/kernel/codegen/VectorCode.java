package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.kernel.run.Simd;
import java.util.List;

/**
 * The Java source of operators over vectors of one floating dtype, for generators other than
 * kernels'. Its names are those of {@link #imports()}.
 */
public final class VectorCode {
  private final VectorDialect dialect;
  private final DType lane;

  /**
   * Code over vectors.
   *
   * @param lane float32 or float64
   */
  public VectorCode(DType lane) {
    this.dialect = new VectorDialect(lane);
    this.lane = lane;
  }

  /** Whether there are vectors of a dtype. */
  public static boolean isPossible(DType lane) {
    return Simd.isAvailable() && (lane == DType.FLOAT32 || lane == DType.FLOAT64);
  }

  /** What a source that has such code imports. */
  public static List<String> imports() {
    return ClassWriter.vectorImports();
  }

  /** The type of a variable that holds values of a dtype: a vector, or a mask of bools. */
  public String type(DType dtype) {
    return dialect.type(dtype);
  }

  /** The values of an array from an index on. */
  public String load(String array, String index) {
    return dialect.load(lane, array, index);
  }

  /** The statement that puts values into an array from an index on. */
  public String store(String value, String array, String index) {
    return dialect.store(lane, value, array, index);
  }

  /** One number for all lanes. */
  public String splat(String scalar) {
    return dialect.splat(lane, scalar);
  }

  /** How many values there are side by side: a Java expression. */
  public String step() {
    return dialect.step();
  }

  /** Whether {@link #apply} has an operator over arguments of a dtype. */
  public boolean has(Operator operator, DType compute) {
    return (compute == lane || compute == DType.BOOL)
        && OperatorCode.of(operator).hasVector(compute);
  }

  /** An operator over arguments of the dtype in which it computes. */
  public String apply(Operator operator, DType compute, List<String> arguments) {
    return OperatorCode.of(operator).vector(compute, arguments);
  }
}
