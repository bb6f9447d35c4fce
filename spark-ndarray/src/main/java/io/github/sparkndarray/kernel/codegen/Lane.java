package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.dtype.DType;
import org.jspecify.annotations.Nullable;

/** How a node that varies along the tile is computed. */
enum Lane {
  /** Read from a panel, where it lies. */
  PANEL(null),
  /** In loops over vectors of one dtype; bools are masks. */
  F64(DType.FLOAT64),
  F32(DType.FLOAT32),
  I64(DType.INT64),
  I32(DType.INT32),
  /** In a loop over scalars. */
  SCALAR(null),
  /** By a function over a whole tile. */
  CALL(null),
  /** An inner reduction as a loop over tiles. */
  LOOP(null);

  private final @Nullable DType dtype;

  Lane(@Nullable DType dtype) {
    this.dtype = dtype;
  }

  static Lane vector(DType dtype) {
    return switch (dtype.computed()) {
      case FLOAT64 -> F64;
      case FLOAT32 -> F32;
      case INT64 -> I64;
      case INT32 -> I32;
      default -> SCALAR;
    };
  }

  boolean isVector() {
    return dtype != null;
  }

  /** Whether nodes of this kind can be computed together in one loop. */
  boolean isFused() {
    return isVector() || this == SCALAR;
  }

  Dialect dialect() {
    return dtype == null ? ScalarDialect.INSTANCE : new VectorDialect(dtype);
  }
}
