package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.dtype.DType;
import java.lang.reflect.Array;

/** The Java arrays in which kernels hold the elements of each dtype. */
public final class Panels {
  private Panels() {}

  /** A {@code double[] float[] long[] int[]} or {@code boolean[]} of the given length. */
  public static Object allocate(DType dtype, int length) {
    return switch (dtype.computed()) {
      case FLOAT64 -> new double[length];
      case FLOAT32 -> new float[length];
      case INT64 -> new long[length];
      case INT32 -> new int[length];
      default -> new boolean[length];
    };
  }

  /** A panel of the same type. */
  static Object like(Object panel, int length) {
    return Array.newInstance(panel.getClass().getComponentType(), length);
  }

  /** With a constant pitch there are no checks of bounds in the loop. */
  private static void scatter(double[] from, double[] to, int at, int pitch, int count) {
    switch (pitch) {
      case 4 -> spread(from, to, at, 4, count);
      case 8 -> spread(from, to, at, 8, count);
      case 16 -> spread(from, to, at, 16, count);
      case 32 -> spread(from, to, at, 32, count);
      default -> spread(from, to, at, pitch, count);
    }
  }

  private static void spread(double[] from, double[] to, int at, int pitch, int count) {
    for (int i = 0; i < count; i++) {
      to[at + i * pitch] = from[i];
    }
  }

  /** As {@link #scatter(double[], double[], int, int, int)}. */
  private static void scatter(float[] from, float[] to, int at, int pitch, int count) {
    switch (pitch) {
      case 4 -> spread(from, to, at, 4, count);
      case 8 -> spread(from, to, at, 8, count);
      case 16 -> spread(from, to, at, 16, count);
      case 32 -> spread(from, to, at, 32, count);
      case 64 -> spread(from, to, at, 64, count);
      default -> spread(from, to, at, pitch, count);
    }
  }

  private static void spread(float[] from, float[] to, int at, int pitch, int count) {
    for (int i = 0; i < count; i++) {
      to[at + i * pitch] = from[i];
    }
  }

  /**
   * Copies so few columns of some rows that loops are faster than bulk copies.
   *
   * @param at the first row's first element
   * @param pitch the elements from one row to the next; in the panel rows follow one another
   */
  static void copyRows(
      Object rows, int at, int pitch, Object panel, int to, int columns, int count) {
    if (panel instanceof double[] target) {
      double[] from = (double[]) rows;
      for (int row = 0; row < count; row++) {
        for (int i = 0; i < columns; i++) {
          target[to + row * columns + i] = from[at + row * pitch + i];
        }
      }
    } else if (panel instanceof float[] target) {
      float[] from = (float[]) rows;
      for (int row = 0; row < count; row++) {
        for (int i = 0; i < columns; i++) {
          target[to + row * columns + i] = from[at + row * pitch + i];
        }
      }
    } else {
      for (int row = 0; row < count; row++) {
        System.arraycopy(rows, at + row * pitch, panel, to + row * columns, columns);
      }
    }
  }

  /** Puts the elements of a row into a panel, from an index on, a pitch apart. */
  static void scatter(Object row, Object panel, int at, int pitch, int count) {
    if (panel instanceof double[] to) {
      scatter((double[]) row, to, at, pitch, count);
    } else if (panel instanceof float[] to) {
      scatter((float[]) row, to, at, pitch, count);
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
