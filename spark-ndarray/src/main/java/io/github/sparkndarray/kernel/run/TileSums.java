package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Partial;
import io.github.sparkndarray.kernel.Partials;
import io.github.sparkndarray.shape.Shape;
import java.util.Arrays;
import java.util.List;

/** Sums over rows: one sum per element of the tile. */
final class TileSums {
  private TileSums() {}

  static Sink of(DType dtype, int size, int tileCapacity, long tileAxis) {
    return dtype.isFloat()
        ? new Real(dtype, size, tileCapacity, tileAxis)
        : new Integer(dtype, size, tileAxis);
  }

  private static final class Real extends Sink {
    private final DType dtype;
    private final long tileAxis;
    private final double[] sums;
    private final double[] compensations;
    private final double[] run;
    private final float[] narrowRun;
    private int rowsInRun;

    /**
     * @param tileCapacity the most elements of a tile, and those past it that vectors may touch
     */
    Real(DType dtype, int size, int tileCapacity, long tileAxis) {
      this.dtype = dtype;
      this.tileAxis = tileAxis;
      this.sums = new double[size];
      this.compensations = new double[size];
      this.run = new double[tileCapacity];
      this.narrowRun = new float[dtype == DType.FLOAT64 ? 0 : tileCapacity];
    }

    @Override
    public void accept(double[] values, int at, int n, int row) {
      if (rowsInRun == 0) {
        System.arraycopy(values, at, run, 0, n);
      } else if (SumLanes.isAvailable()) {
        SumLanes.addRow(values, at, n, run);
      } else {
        for (int i = 0; i < n; i++) {
          run[i] += values[at + i];
        }
      }
      if (++rowsInRun == Sums.ROW_RUN) {
        flush();
      }
    }

    @Override
    public void accept(float[] values, int at, int n, int row) {
      if (rowsInRun == 0) {
        System.arraycopy(values, at, narrowRun, 0, n);
      } else if (SumLanes.isAvailable()) {
        SumLanes.addRow(values, at, n, narrowRun);
      } else {
        for (int i = 0; i < n; i++) {
          narrowRun[i] += values[at + i];
        }
      }
      if (++rowsInRun == Sums.ROW_RUN) {
        flush();
      }
    }

    @Override
    public int beginRun(int rows, int n) {
      if (rowsInRun == 0) {
        if (dtype == DType.FLOAT64) {
          Arrays.fill(run, 0, n, 0);
        } else {
          Arrays.fill(narrowRun, 0, n, 0);
        }
      }
      return Math.min(rows, Sums.ROW_RUN - rowsInRun);
    }

    @Override
    public double[] doubleRun() {
      return run;
    }

    @Override
    public float[] floatRun() {
      return narrowRun;
    }

    @Override
    public void endRun(int rows) {
      rowsInRun += rows;
      if (rowsInRun == Sums.ROW_RUN) {
        flush();
      }
    }

    private void flush() {
      int state = (int) (outer * tileAxis + tileStart);
      if (dtype != DType.FLOAT64) {
        for (int i = 0; i < tileLength; i++) {
          run[i] = narrowRun[i];
        }
      }
      boolean lanes = SumLanes.isAvailable();
      int i = lanes ? SumLanes.compensate(run, tileLength, sums, compensations, state) : 0;
      for (; i < tileLength; i++) {
        double sum = sums[state + i];
        double total = sum + run[i];
        compensations[state + i] += Partials.lost(sum, run[i], total);
        sums[state + i] = total;
      }
      rowsInRun = 0;
    }

    @Override
    void endTile() {
      if (rowsInRun > 0) {
        flush();
      }
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
    private final long tileAxis;
    private final long[] sums;

    Integer(DType dtype, int size, long tileAxis) {
      this.dtype = dtype;
      this.tileAxis = tileAxis;
      this.sums = new long[size];
    }

    @Override
    public void accept(long[] values, int at, int n, int row) {
      int state = (int) (outer * tileAxis + tileStart);
      for (int i = 0; i < n; i++) {
        sums[state + i] += values[at + i];
      }
    }

    @Override
    Partial partial(Shape parallel) {
      return new Partial(Reduction.SUM, dtype, List.of(States.of(dtype, parallel, sums)));
    }
  }
}
