package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Partial;
import io.github.sparkndarray.kernel.Partials;
import io.github.sparkndarray.shape.Shape;
import java.util.List;

/** Sums along the tile: one sum per row. */
final class RowSums {
  private RowSums() {}

  static Sink of(DType dtype, int rows) {
    return dtype.isFloat() ? new Real(dtype, rows) : new Integer(dtype, rows);
  }

  private static final class Real extends Sink {
    private final DType dtype;
    private final double[] sums;
    private final double[] compensations;
    private final double[] lanes = new double[Sums.WIDTH];
    private final float[] narrow = new float[Sums.WIDTH];

    Real(DType dtype, int rows) {
      this.dtype = dtype;
      this.sums = new double[rows];
      this.compensations = new double[rows];
    }

    @Override
    public void accept(double[] values, int at, int n, int row) {
      for (int i = 0; i < n; i += Sums.RUN) {
        add((int) firstRow + row, Sums.run(values, at + i, Math.min(Sums.RUN, n - i), lanes));
      }
    }

    @Override
    public void accept(float[] values, int at, int n, int row) {
      for (int i = 0; i < n; i += Sums.RUN) {
        add(
            (int) firstRow + row,
            Sums.run(values, at + i, Math.min(Sums.RUN, n - i), narrow, lanes));
      }
    }

    @Override
    public void addRun(double[] accumulators, int row) {
      add((int) firstRow + row, Sums.tree(accumulators));
    }

    @Override
    public void addRun(float[] accumulators, int row) {
      add((int) firstRow + row, Sums.tree(accumulators, lanes));
    }

    private void add(int row, double run) {
      double sum = sums[row];
      double total = sum + run;
      compensations[row] += Partials.lost(sum, run, total);
      sums[row] = total;
    }

    @Override
    Partial partial(Shape parallel) {
      return new Partial(
          Reduction.SUM,
          dtype,
          List.of(
              States.of(DType.FLOAT64, parallel, sums),
              States.of(DType.FLOAT64, parallel, compensations)));
    }
  }

  private static final class Integer extends Sink {
    private final DType dtype;
    private final long[] sums;

    Integer(DType dtype, int rows) {
      this.dtype = dtype;
      this.sums = new long[rows];
    }

    @Override
    public void accept(long[] values, int at, int n, int row) {
      long sum = 0;
      for (int i = at; i < at + n; i++) {
        sum += values[i];
      }
      sums[(int) firstRow + row] += sum;
    }

    @Override
    Partial partial(Shape parallel) {
      return new Partial(Reduction.SUM, dtype, List.of(States.of(dtype, parallel, sums)));
    }
  }
}
