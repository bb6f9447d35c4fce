package io.github.sparkndarray.sql;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.util.ArrayData;

/**
 * Vectors of float32 column by column: the elements at one position of all vectors lie side by
 * side, so that one instruction works on several vectors.
 */
final class FloatColumns implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Spark adds the terms of eight elements before it adds them to the sum. */
  private static final int UNROLLED = 8;

  private final int count;
  private final int width;
  private final float[] columns;
  private final float[] squares;

  /** Columns of vectors of one length without null elements. */
  FloatColumns(List<ArrayData> vectors, int width) {
    this.count = vectors.size();
    this.width = width;
    this.columns = new float[Math.multiplyExact(count, width)];
    this.squares = new float[count];
    for (int j = 0; j < count; j++) {
      float[] vector = vectors.get(j).toFloatArray();
      for (int k = 0; k < width; k++) {
        columns[k * count + j] = vector[k];
      }
      squares[j] = sumOfSquares(vector);
    }
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

  /** The sums of the squares of the differences of a vector and some rows. */
  void sumsOfSquares(float[] a, int from, int count, float[] out) {
    Arrays.fill(out, 0, count, 0f);
    int k = 0;
    for (; k <= width - UNROLLED; k += UNROLLED) {
      addSquares(a, k, columns, k * this.count + from, this.count, count, out);
    }
    for (; k < width; k++) {
      addSquare(a[k], columns, k * this.count + from, count, out);
    }
  }

  private static void addSquares(
      float[] a, int k, float[] b, int at, int stride, int count, float[] out) {
    float a0 = a[k], a1 = a[k + 1], a2 = a[k + 2], a3 = a[k + 3];
    float a4 = a[k + 4], a5 = a[k + 5], a6 = a[k + 6], a7 = a[k + 7];
    int b1 = at + stride;
    int b2 = b1 + stride;
    int b3 = b2 + stride;
    int b4 = b3 + stride;
    int b5 = b4 + stride;
    int b6 = b5 + stride;
    int b7 = b6 + stride;
    for (int j = 0; j < count; j++) {
      float d0 = a0 - b[at + j];
      float d1 = a1 - b[b1 + j];
      float d2 = a2 - b[b2 + j];
      float d3 = a3 - b[b3 + j];
      float d4 = a4 - b[b4 + j];
      float d5 = a5 - b[b5 + j];
      float d6 = a6 - b[b6 + j];
      float d7 = a7 - b[b7 + j];
      out[j] += d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3 + d4 * d4 + d5 * d5 + d6 * d6 + d7 * d7;
    }
  }

  private static void addSquare(float a, float[] b, int at, int count, float[] out) {
    for (int j = 0; j < count; j++) {
      float d = a - b[at + j];
      out[j] += d * d;
    }
  }

  /** The sums of the products of a vector and some rows. */
  void products(float[] a, int from, int count, float[] out) {
    Arrays.fill(out, 0, count, 0f);
    int k = 0;
    for (; k <= width - UNROLLED; k += UNROLLED) {
      addProducts(a, k, columns, k * this.count + from, this.count, count, out);
    }
    for (; k < width; k++) {
      addProduct(a[k], columns, k * this.count + from, count, out);
    }
  }

  private static void addProducts(
      float[] a, int k, float[] b, int at, int stride, int count, float[] out) {
    float a0 = a[k], a1 = a[k + 1], a2 = a[k + 2], a3 = a[k + 3];
    float a4 = a[k + 4], a5 = a[k + 5], a6 = a[k + 6], a7 = a[k + 7];
    int b1 = at + stride;
    int b2 = b1 + stride;
    int b3 = b2 + stride;
    int b4 = b3 + stride;
    int b5 = b4 + stride;
    int b6 = b5 + stride;
    int b7 = b6 + stride;
    for (int j = 0; j < count; j++) {
      out[j] +=
          a0 * b[at + j]
              + a1 * b[b1 + j]
              + a2 * b[b2 + j]
              + a3 * b[b3 + j]
              + a4 * b[b4 + j]
              + a5 * b[b5 + j]
              + a6 * b[b6 + j]
              + a7 * b[b7 + j];
    }
  }

  private static void addProduct(float a, float[] b, int at, int count, float[] out) {
    for (int j = 0; j < count; j++) {
      out[j] += a * b[at + j];
    }
  }
}
