package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;

/** The Java arrays in which kernels hold the elements of each dtype. */
public final class Panels {
  private Panels() {}

  /** A {@code double[] float[] long[] int[]} or {@code boolean[]} of the given length. */
  public static Object allocate(DType dtype, int length) {
    return switch (dtype) {
      case FLOAT64 -> new double[length];
      case FLOAT32 -> new float[length];
      case INT64 -> new long[length];
      case INT32 -> new int[length];
      case BOOL -> new boolean[length];
      case INT8, INT16, UINT8, UINT16, UINT32, UINT64 -> throw unsupported(dtype);
    };
  }

  static NDArrayException unsupported(DType dtype) {
    return NDArrayException.of(ErrorCode.INTERNAL, "no kernel computes with dtype %s", dtype);
  }
}
