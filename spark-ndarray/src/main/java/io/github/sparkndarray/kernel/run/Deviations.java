package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Moments;
import io.github.sparkndarray.kernel.Partial;
import io.github.sparkndarray.shape.Shape;
import java.util.List;

/**
 * Sums of squared deviations from the mean, in one pass: the deviations of a run from its own mean,
 * and runs put together by {@link Moments}.
 */
abstract class Deviations extends Sink {
  private final DType dtype;
  private final double[] counts;
  private final double[] means;
  private final double[] offsets;
  private final double[] sums;
  private final double[] losses;
  private final Moments moments = new Moments();

  private Deviations(DType dtype, int states) {
    this.dtype = dtype;
    this.counts = new double[states];
    this.means = new double[states];
    this.offsets = new double[states];
    this.sums = new double[states];
    this.losses = new double[states];
  }

  /** Along the tile: one result for each row. */
  static Sink alongTile(DType dtype, int rows) {
    return new OfRows(dtype, rows);
  }

  /**
   * Over rows: one result for each element of the tile.
   *
   * @param tileCapacity the most elements of a tile
   */
  static Sink overRows(DType dtype, int size, int tileCapacity, long tileAxis) {
    return new OfTiles(dtype, size, tileCapacity, tileAxis);
  }

  final void add(int state, double count, double mean, double offset, double squares) {
    moments.set(counts[state], means[state], offsets[state], sums[state], losses[state]);
    moments.add(count, mean, offset, squares);
    counts[state] = moments.count();
    means[state] = moments.mean();
    offsets[state] = moments.offset();
    sums[state] = moments.plainSquares();
    losses[state] = moments.lost();
  }

  @Override
  Partial partial(Shape parallel) {
    double[] squares = new double[sums.length];
    for (int i = 0; i < squares.length; i++) {
      squares[i] = Sums.total(sums[i], losses[i]);
    }
    return new Partial(
        Reduction.SQUARED_DEVIATIONS,
        dtype,
        List.of(
            States.of(DType.FLOAT64, parallel, squares),
            States.of(DType.FLOAT64, parallel, means),
            States.of(DType.FLOAT64, parallel, offsets),
            States.of(DType.FLOAT64, parallel, counts)));
  }

  private static final class OfRows extends Deviations {
    private final double[] lanes = new double[Sums.WIDTH];
    private final double[] run = new double[Sums.RUN];

    OfRows(DType dtype, int rows) {
      super(dtype, rows);
    }

    @Override
    public void accept(double[] values, int at, int n, int row) {
      for (int i = 0; i < n; i += Sums.RUN) {
        int length = Math.min(Sums.RUN, n - i);
        add((int) firstRow + row, values, at + i, length);
      }
    }

    @Override
    public void accept(float[] values, int at, int n, int row) {
      for (int i = 0; i < n; i += Sums.RUN) {
        int length = Math.min(Sums.RUN, n - i);
        for (int j = 0; j < length; j++) {
          run[j] = values[at + i + j];
        }
        add((int) firstRow + row, run, 0, length);
      }
    }

    private void add(int row, double[] values, int at, int length) {
      double mean = Sums.run(values, at, length, lanes) / length;
      for (int i = 0; i < length; i++) {
        run[i] = values[at + i] - mean;
      }
      double rest = Sums.run(run, 0, length, lanes);
      double offset = rest / length;
      for (int i = 0; i < length; i++) {
        run[i] *= run[i];
      }
      double squares = Sums.run(run, 0, length, lanes);
      // The mean was rounded; where squares overflow there is nothing to correct.
      boolean isFinite = squares < Double.POSITIVE_INFINITY;
      add(row, length, mean, offset, isFinite ? squares - rest * offset : squares);
    }
  }

  /**
   * Over rows, means are corrected with each row, as Welford does, but counted from a run's first
   * row: far from zero they would be rounded too much.
   */
  private static final class OfTiles extends Deviations {
    private static final int ROWS = 128;

    private final long tileAxis;
    private final double[] shifts;
    private final double[] offsets;
    private final double[] squares;
    private final double[] wide;
    private int rows;

    OfTiles(DType dtype, int size, int tileCapacity, long tileAxis) {
      super(dtype, size);
      this.tileAxis = tileAxis;
      this.shifts = new double[tileCapacity];
      this.offsets = new double[tileCapacity];
      this.squares = new double[tileCapacity];
      this.wide = new double[dtype == DType.FLOAT64 ? 0 : tileCapacity];
    }

    @Override
    public void accept(double[] values, int at, int n, int row) {
      if (rows++ == 0) {
        begin(values, at, n);
      } else if (SumLanes.isAvailable()) {
        SumLanes.correct(values, at, n, 1.0 / rows, shifts, offsets, squares);
      } else {
        correct(values, at, n, 1.0 / rows);
      }
      if (rows == ROWS) {
        flush();
      }
    }

    @Override
    public void accept(float[] values, int at, int n, int row) {
      for (int i = 0; i < n; i++) {
        wide[i] = values[at + i];
      }
      accept(wide, 0, n, row);
    }

    private void begin(double[] x, int at, int n) {
      System.arraycopy(x, at, shifts, 0, n);
      for (int i = 0; i < n; i++) {
        // 0.0, but what is not finite has no deviation.
        offsets[i] = x[at + i] - x[at + i];
        squares[i] = offsets[i];
      }
    }

    private void correct(double[] x, int at, int n, double weight) {
      for (int i = 0; i < n; i++) {
        double value = x[at + i] - shifts[i];
        double apart = value - offsets[i];
        double mean = offsets[i] + apart * weight;
        offsets[i] = mean;
        squares[i] += apart * (value - mean);
      }
    }

    private void flush() {
      int state = (int) (outer * tileAxis + tileStart);
      for (int i = 0; i < tileLength; i++) {
        add(state + i, rows, shifts[i], offsets[i], squares[i]);
      }
      rows = 0;
    }

    @Override
    void endTile() {
      if (rows > 0) {
        flush();
      }
    }
  }
}
