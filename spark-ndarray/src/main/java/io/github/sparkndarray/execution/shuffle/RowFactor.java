package io.github.sparkndarray.execution.shuffle;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * A few rows that have the singular values of many: of some rows and those that are left of all
 * before them, the triangular factor of their QR decomposition is left. See J. Demmel, L. Grigori,
 * M. Hoemmen, J. Langou, "Communication-optimal parallel and sequential QR and LU factorizations",
 * 2012. Numbers are scaled by powers of two where their squares would overflow.
 */
final class RowFactor {
  /** So many elements of rows are at home in a core's cache. */
  private static final int PANEL = 1 << 17;

  /** Between 2<sup>-400</sup> and 2<sup>400</sup> sums of squares are numbers. */
  private static final int FAR = 400;

  private final int columns;
  private final double[][] rows;
  private int size;

  private RowFactor(int columns, long rows) {
    this.columns = columns;
    this.rows = new double[(int) Math.min(rows, mostRows(columns))][];
  }

  private static int mostRows(int columns) {
    return Math.max(2 * columns, PANEL / columns);
  }

  /** What is left of parts of a matrix, at most as many rows as it has columns. */
  static HostArray of(List<HostArray> parts, int columns) {
    long elements = parts.stream().mapToLong(HostArray::size).sum();
    RowFactor factor = new RowFactor(columns, elements / columns);
    parts.forEach(part -> factor.add(part, 0, part.size()));
    return factor.left();
  }

  /** What is left of the elements of an array from a position on to another. */
  static HostArray of(HostArray x, int from, int to, int columns) {
    RowFactor factor = new RowFactor(columns, (to - from) / columns);
    factor.add(x, from, to);
    return factor.left();
  }

  /** The bytes that a task takes at most for as many columns. */
  static long bytes(int columns) {
    // Rows and three copies of them; two parts that they come from, and what is left.
    return (4L * mostRows(columns) + 3L * columns) * columns * Double.BYTES;
  }

  private void add(HostArray x, int from, int to) {
    ByteBuffer elements = x.buffer();
    boolean wide = x.dtype() == DType.FLOAT64;
    for (int at = from; at < to; at += columns) {
      if (size == rows.length) {
        reduce();
      }
      double[] row = new double[columns];
      for (int i = 0; i < columns; i++) {
        row[i] = wide ? elements.getDouble(8 * (at + i)) : elements.getFloat(4 * (at + i));
        if (Double.isNaN(row[i])) {
          throw NDArrayException.of(ErrorCode.VALUE, "SVD did not converge");
        }
      }
      rows[size++] = row;
    }
  }

  /** Leaves of all rows as many as there are columns. */
  private void reduce() {
    int exponent = exponent();
    if (exponent > Double.MAX_EXPONENT) {
      // Nothing is known of what infinities come to, but that it is no number.
      rows[0] = new double[columns];
      Arrays.fill(rows[0], Double.POSITIVE_INFINITY);
      size = 1;
      return;
    }
    scale(-exponent);
    RealMatrix left = new QRDecomposition(matrix()).getR();
    for (size = 0; size < columns; size++) {
      rows[size] = left.getRow(size);
    }
    scale(exponent);
  }

  /** The power of two by which numbers are too large or too small; 0 where they are not. */
  private int exponent() {
    double largest = 0;
    for (int i = 0; i < size; i++) {
      for (double element : rows[i]) {
        largest = Math.max(largest, Math.abs(element));
      }
    }
    int exponent = Math.getExponent(largest);
    return Math.abs(exponent) > FAR && largest > 0 ? exponent : 0;
  }

  /** Multiplies all elements by a power of two. */
  private void scale(int exponent) {
    for (int i = 0; i < size && exponent != 0; i++) {
      double[] row = rows[i];
      Arrays.setAll(row, j -> Math.scalb(row[j], exponent));
    }
  }

  private RealMatrix matrix() {
    return new Array2DRowRealMatrix(Arrays.copyOf(rows, size), false);
  }

  private HostArray left() {
    if (size > columns) {
      reduce();
    }
    HostArray left = HostArray.allocate(DType.FLOAT64, Shape.of(size, columns));
    ByteBuffer to = left.writableBuffer();
    for (int i = 0; i < size; i++) {
      for (double element : rows[i]) {
        to.putDouble(element);
      }
    }
    return left;
  }

  /**
   * The singular values, descending, of a matrix of no fewer rows than columns: the elements of an
   * array from a position on to another, or what is left of it.
   */
  static double[] singularValues(HostArray x, int from, int to, int columns) {
    RowFactor factor = new RowFactor(columns, (to - from) / columns);
    factor.add(x, from, to);
    return factor.singularValues();
  }

  private double[] singularValues() {
    if (size > columns) {
      reduce();
    }
    int exponent = exponent();
    double[] values = new double[columns];
    if (exponent > Double.MAX_EXPONENT) {
      Arrays.fill(values, Double.NaN);
      return values;
    }
    scale(-exponent);
    double[] found = new SingularValueDecomposition(matrix()).getSingularValues();
    Arrays.setAll(values, i -> Math.scalb(found[i], exponent));
    return values;
  }
}
