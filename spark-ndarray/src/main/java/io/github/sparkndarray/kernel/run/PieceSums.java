package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Partial;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.Shape;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/** A contraction's floating sums, with what the additions of pieces lose. */
final class PieceSums extends PieceTotal {
  private static final int STEP = 1024;

  private final DType dtype;
  private final Shape parallel;
  private final List<HostArray> state;
  private final double[] values = new double[STEP];
  private final float[] narrow = new float[STEP];

  /** Of the current part, in the dtype itself. */
  private double[] sums = new double[0];

  private double[] lost = new double[0];
  private float[] narrowSums = new float[0];
  private float[] narrowLost = new float[0];

  /**
   * @param whole whether the sums are done with the pieces: the state is the result then
   */
  PieceSums(DType dtype, Shape parallel, boolean whole) {
    this.dtype = dtype;
    this.parallel = parallel;
    this.state =
        whole
            ? List.of(HostArray.allocate(dtype, parallel))
            : List.of(
                HostArray.allocate(DType.FLOAT64, parallel),
                HostArray.allocate(DType.FLOAT64, parallel));
  }

  @Override
  long scratchBytes() {
    return scratchBytes(dtype, Math.max(sums.length, narrowSums.length));
  }

  /** The sums of so many elements, what they have lost, and the values on their way to them. */
  static long scratchBytes(DType dtype, long elements) {
    return 2 * elements * dtype.itemSize() + STEP * (Double.BYTES + Float.BYTES);
  }

  @Override
  void add(HostArray piece) {
    int size = Math.toIntExact(piece.size());
    if (dtype == DType.FLOAT64) {
      addWide(piece.buffer().asDoubleBuffer(), size);
    } else {
      addNarrow(piece.buffer().asFloatBuffer(), size);
    }
  }

  private void addWide(DoubleBuffer piece, int size) {
    if (sums.length < size) {
      sums = new double[size];
      lost = new double[size];
    }
    for (int from = 0; from < size; from += STEP) {
      int n = Math.min(STEP, size - from);
      piece.get(from, values, 0, n);
      add(from, n);
    }
  }

  private void addNarrow(FloatBuffer piece, int size) {
    if (narrowSums.length < size) {
      narrowSums = new float[size];
      narrowLost = new float[size];
    }
    for (int from = 0; from < size; from += STEP) {
      int n = Math.min(STEP, size - from);
      piece.get(from, narrow, 0, n);
      addNarrow(from, n);
    }
  }

  /** Knuth's TwoSum, which has no branches. */
  private void add(int from, int n) {
    for (int i = 0; i < n; i++) {
      double a = sums[from + i];
      double b = values[i];
      double sum = a + b;
      double z = sum - a;
      lost[from + i] += (a - (sum - z)) + (b - z);
      sums[from + i] = sum;
    }
  }

  /** As {@link #add(int, int)}. */
  private void addNarrow(int from, int n) {
    for (int i = 0; i < n; i++) {
      float a = narrowSums[from + i];
      float b = narrow[i];
      float sum = a + b;
      float z = sum - a;
      narrowLost[from + i] += (a - (sum - z)) + (b - z);
      narrowSums[from + i] = sum;
    }
  }

  @Override
  void endPart(Box part) {
    long[] starts = rowStarts(parallel, part);
    int size = Math.toIntExact(part.shape().size());
    int rowLength = size / Math.max(1, starts.length);
    for (int row = 0; row < starts.length; row++) {
      put((int) starts[row], row * rowLength, rowLength);
    }
    Arrays.fill(sums, 0, Math.min(size, sums.length), 0);
    Arrays.fill(lost, 0, Math.min(size, lost.length), 0);
    Arrays.fill(narrowSums, 0, Math.min(size, narrowSums.length), 0);
    Arrays.fill(narrowLost, 0, Math.min(size, narrowLost.length), 0);
  }

  private void put(int to, int from, int n) {
    if (dtype == DType.FLOAT32) {
      putNarrow(to, from, n);
    } else if (state.size() == 2) {
      state.get(0).writableBuffer().asDoubleBuffer().put(to, sums, from, n);
      state.get(1).writableBuffer().asDoubleBuffer().put(to, lost, from, n);
    } else {
      for (int i = from; i < from + n; i++) {
        sums[i] = Sums.total(sums[i], lost[i]);
      }
      state.get(0).writableBuffer().asDoubleBuffer().put(to, sums, from, n);
    }
  }

  private void putNarrow(int to, int from, int n) {
    if (state.size() == 2) {
      DoubleBuffer wide = state.get(0).writableBuffer().asDoubleBuffer();
      DoubleBuffer wideLost = state.get(1).writableBuffer().asDoubleBuffer();
      for (int i = 0; i < n; i++) {
        wide.put(to + i, narrowSums[from + i]);
        wideLost.put(to + i, narrowLost[from + i]);
      }
      return;
    }
    for (int i = from; i < from + n; i++) {
      narrowSums[i] = Sums.total(narrowSums[i], narrowLost[i]);
    }
    state.get(0).writableBuffer().asFloatBuffer().put(to, narrowSums, from, n);
  }

  @Override
  Partial partial() {
    return new Partial(Reduction.SUM, dtype, state);
  }
}
