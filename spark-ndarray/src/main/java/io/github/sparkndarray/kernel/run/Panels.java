package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.lang.reflect.Array;

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

  /** A panel of the same type. */
  static Object like(Object panel, int length) {
    return Array.newInstance(panel.getClass().getComponentType(), length);
  }

  /** Puts the elements of a row into a panel, from an index on, a pitch apart. */
  static void scatter(Object row, Object panel, int at, int pitch, int count) {
    if (panel instanceof double[] to) {
      double[] from = (double[]) row;
      for (int i = 0; i < count; i++) {
        to[at + i * pitch] = from[i];
      }
    } else if (panel instanceof float[] to) {
      float[] from = (float[]) row;
      for (int i = 0; i < count; i++) {
        to[at + i * pitch] = from[i];
      }
    } else if (panel instanceof long[] to) {
      long[] from = (long[]) row;
      for (int i = 0; i < count; i++) {
        to[at + i * pitch] = from[i];
      }
    } else if (panel instanceof int[] to) {
      int[] from = (int[]) row;
      for (int i = 0; i < count; i++) {
        to[at + i * pitch] = from[i];
      }
    } else {
      boolean[] to = (boolean[]) panel;
      boolean[] from = (boolean[]) row;
      for (int i = 0; i < count; i++) {
        to[at + i * pitch] = from[i];
      }
    }
  }
}
