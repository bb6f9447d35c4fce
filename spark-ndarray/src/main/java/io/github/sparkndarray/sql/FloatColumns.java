package io.github.sparkndarray.sql;

import io.github.sparkndarray.kernel.run.Simd;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.util.ArrayData;

/**
 * Vectors of float32 column by column: the elements at one position of all vectors lie side by
 * side, so that one instruction works on several vectors. Tiles of their values have the bits that
 * Spark computes one after the other.
 */
final class FloatColumns implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Spark adds the terms of eight elements before it adds them to the sum. */
  static final int UNROLLED = 8;

  private final int stride;
  private final int width;
  private final float[] columns;
  private final float[] squares;

  /** Columns of vectors of one length without null elements. */
  FloatColumns(List<ArrayData> vectors, int width) {
    this.stride = PackedVectors.padded(vectors.size());
    this.width = width;
    this.columns = new float[Math.multiplyExact(stride, width)];
    this.squares = new float[stride];
    int last = vectors.size() - 1;
    for (int j = 0; j < stride; j++) {
      float[] vector = vectors.get(Math.min(j, last)).toFloatArray();
      for (int k = 0; k < width; k++) {
        columns[k * stride + j] = vector[k];
      }
      squares[j] = sumOfSquares(vector);
    }
  }

  /** The elements at one position of all vectors, then those at the next. */
  float[] elements() {
    return columns;
  }

  /** How far apart the elements of a vector lie. */
  int stride() {
    return stride;
  }

  /** The sum of the squares of each vector. */
  float[] squares() {
    return squares;
  }

  static float sumOfSquares(float[] v) {
    float sum = 0;
    int k = 0;
    for (; k <= v.length - UNROLLED; k += UNROLLED) {
      sum +=
          v[k] * v[k]
              + v[k + 1] * v[k + 1]
              + v[k + 2] * v[k + 2]
              + v[k + 3] * v[k + 3]
              + v[k + 4] * v[k + 4]
              + v[k + 5] * v[k + 5]
              + v[k + 6] * v[k + 6]
              + v[k + 7] * v[k + 7];
    }
    for (; k < v.length; k++) {
      sum += v[k] * v[k];
    }
    return sum;
  }

  /** The sum of the squares of the differences of a vector and a row. */
  float sumOfSquares(float[] a, int row) {
    return sum(true, a, row);
  }

  /**
   * Computes the sums of the products of a vector and a tile of rows.
   *
   * @param out at least as long as the tile, filled up to whole registers
   * @return whether all are surely beyond a limit
   */
  boolean products(float[] a, int from, int count, float[] out, float limit, boolean isLower) {
    if (Simd.isAvailable()) {
      float sign = isLower ? -1 : 1;
      int filled = PackedVectors.padded(count);
      return FloatLanes.products(a, columns, from, stride, filled, out, limit * sign, sign);
    }
    for (int j = 0; j < count; j++) {
      out[j] = sum(false, a, from + j);
    }
    return false;
  }

  private float sum(boolean square, float[] a, int row) {
    float sum = 0;
    int k = 0;
    for (; k <= width - UNROLLED; k += UNROLLED) {
      float terms = term(square, a, k, row);
      for (int i = 1; i < UNROLLED; i++) {
        terms += term(square, a, k + i, row);
      }
      sum += terms;
    }
    for (; k < width; k++) {
      sum += term(square, a, k, row);
    }
    return sum;
  }

  private float term(boolean square, float[] a, int k, int row) {
    float other = columns[k * stride + row];
    if (!square) {
      return a[k] * other;
    }
    float difference = a[k] - other;
    return difference * difference;
  }

  /** Computes the cosines of the angles between a vector and a tile of rows. */
  boolean cosines(float[] a, int from, int count, float[] out, float limit, boolean isLower) {
    products(a, from, count, out, limit, isLower);
    float square = sumOfSquares(a);
    if (Simd.isAvailable()) {
      float sign = isLower ? -1 : 1;
      return FloatLanes.divide(
          out, square, squares, from, PackedVectors.padded(count), limit * sign, sign);
    }
    for (int j = 0; j < count; j++) {
      out[j] = out[j] / (float) Math.sqrt(square * squares[from + j]);
    }
    return false;
  }
}
