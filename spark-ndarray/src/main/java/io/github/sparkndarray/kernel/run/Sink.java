package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.kernel.Partial;
import io.github.sparkndarray.shape.Shape;

/**
 * What becomes of an output's values, which arrive row by row and tile by tile: they are stored, or
 * reduced along the tile, or accumulated over rows. Public only for generated code.
 */
public abstract class Sink {
  /** The block-local row that {@code row == 0} of the current batch stands for. */
  protected long firstRow;

  /** The position along the outer axes. */
  protected long outer;

  /** The first position along the tile axis, and the number of positions. */
  protected long tileStart;

  protected int tileLength;

  /** Rows from here on belong to the given tile. */
  void beginTile(long outer, long start, int length) {
    this.outer = outer;
    this.tileStart = start;
    this.tileLength = length;
  }

  final void beginRows(long first) {
    this.firstRow = first;
  }

  /** All rows of the tile have come. */
  void endTile() {}

  /** Whether nothing that could still come changes anything. */
  boolean isSettled() {
    return false;
  }

  /** The values of a row, for a float64 output. */
  public void accept(double[] values, int at, int n, int row) {
    throw wrongType(DType.FLOAT64);
  }

  /** The values of a row, for a float32 output. */
  public void accept(float[] values, int at, int n, int row) {
    throw wrongType(DType.FLOAT32);
  }

  /** The values of a row, for an int64 output. */
  public void accept(long[] values, int at, int n, int row) {
    throw wrongType(DType.INT64);
  }

  /** The values of a row, for an int32 output. */
  public void accept(int[] values, int at, int n, int row) {
    throw wrongType(DType.INT32);
  }

  /** The values of a row, for a bool output. */
  public void accept(boolean[] values, int at, int n, int row) {
    throw wrongType(DType.BOOL);
  }

  /**
   * Makes ready for some rows of n elements that kernels add to a run of rows themselves; returns
   * how many of them belong to the current run.
   */
  public int beginRun(int rows, int n) {
    throw NDArrayException.of(ErrorCode.INTERNAL, "%s has no runs", getClass().getSimpleName());
  }

  /** The sums of the current run, for a float64 output. */
  public double[] doubleRun() {
    throw wrongType(DType.FLOAT64);
  }

  /** The sums of the current run, for a float32 output. */
  public float[] floatRun() {
    throw wrongType(DType.FLOAT32);
  }

  /** The accumulators of a run of a row, for a float64 output; they are used up. */
  public void addRun(double[] lanes, int row) {
    throw wrongType(DType.FLOAT64);
  }

  /** As {@link #addRun(double[], int)}, for a float32 output. */
  public void addRun(float[] lanes, int row) {
    throw wrongType(DType.FLOAT32);
  }

  /** Some rows have been added to the current run. */
  public void endRun(int rows) {}

  /** The state of a reduction, over the block's parallel shape. */
  Partial partial(Shape parallel) {
    throw NDArrayException.of(ErrorCode.INTERNAL, "%s has no partial", getClass().getSimpleName());
  }

  private NDArrayException wrongType(DType dtype) {
    return NDArrayException.of(
        ErrorCode.INTERNAL, "%s was given %s values", getClass().getSimpleName(), dtype);
  }
}
