package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Partial;
import io.github.sparkndarray.shape.Shape;
import java.util.Arrays;
import java.util.List;

/** Products along the tile or over rows; of floats in float64, of integers modulo 2⁶⁴. */
final class Products extends Sink {
  private final DType dtype;
  private final boolean perRow;
  private final long tileAxis;
  private final double[] reals;
  private final long[] integers;

  private Products(DType dtype, int size, boolean perRow, long tileAxis) {
    this.dtype = dtype;
    this.perRow = perRow;
    this.tileAxis = tileAxis;
    this.reals = new double[dtype.isFloat() ? size : 0];
    this.integers = new long[dtype.isFloat() ? 0 : size];
    Arrays.fill(reals, 1);
    Arrays.fill(integers, 1);
  }

  static Sink alongTile(DType dtype, int rows) {
    return new Products(dtype, rows, true, 0);
  }

  static Sink overRows(DType dtype, int size, long tileAxis) {
    return new Products(dtype, size, false, tileAxis);
  }

  private int state(int row) {
    return perRow ? (int) firstRow + row : (int) (outer * tileAxis + tileStart);
  }

  @Override
  public void accept(double[] values, int at, int n, int row) {
    int state = state(row);
    if (!perRow) {
      for (int i = 0; i < n; i++) {
        reals[state + i] *= values[at + i];
      }
      return;
    }
    // Four products side by side: one alone would wait for each multiplication.
    double a = 1;
    double b = 1;
    double c = 1;
    double d = 1;
    int i = at;
    for (; i + 3 < at + n; i += 4) {
      a *= values[i];
      b *= values[i + 1];
      c *= values[i + 2];
      d *= values[i + 3];
    }
    for (; i < at + n; i++) {
      a *= values[i];
    }
    reals[state] *= (a * b) * (c * d);
  }

  @Override
  public void accept(float[] values, int at, int n, int row) {
    int state = state(row);
    if (!perRow) {
      for (int i = 0; i < n; i++) {
        reals[state + i] *= values[at + i];
      }
      return;
    }
    double a = 1;
    double b = 1;
    double c = 1;
    double d = 1;
    int i = at;
    for (; i + 3 < at + n; i += 4) {
      a *= values[i];
      b *= values[i + 1];
      c *= values[i + 2];
      d *= values[i + 3];
    }
    for (; i < at + n; i++) {
      a *= values[i];
    }
    reals[state] *= (a * b) * (c * d);
  }

  @Override
  public void accept(long[] values, int at, int n, int row) {
    int state = state(row);
    if (!perRow) {
      for (int i = 0; i < n; i++) {
        integers[state + i] *= values[at + i];
      }
      return;
    }
    long product = 1;
    for (int i = at; i < at + n; i++) {
      product *= values[i];
    }
    integers[state] *= product;
  }

  @Override
  Partial partial(Shape parallel) {
    return new Partial(
        Reduction.PROD,
        dtype,
        List.of(
            dtype.isFloat()
                ? States.of(DType.FLOAT64, parallel, reals)
                : States.of(dtype, parallel, integers)));
  }
}
