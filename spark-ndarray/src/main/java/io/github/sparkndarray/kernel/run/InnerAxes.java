package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;

/**
 * The inner axes along which an operand moves: which elements a panel holds at each tile position.
 */
final class InnerAxes {
  /** Shorter rows of inner positions are gathered one position after the other. */
  private static final int SHORTEST_ROW = 32;

  private static final int TOGETHER = 16;

  private final long[] offsets;
  private final long evenStride;
  private final Staging staging;

  private InnerAxes(long[] offsets, Staging staging) {
    this.offsets = offsets;
    this.staging = staging;
    long stride = offsets.length > 1 ? offsets[1] : 0;
    for (int i = 0; i < offsets.length; i++) {
      if (offsets[i] != i * stride) {
        stride = Long.MIN_VALUE;
        break;
      }
    }
    this.evenStride = stride;
  }

  /**
   * The C-ordered inner positions of an operand.
   *
   * @param strides those of the block
   * @param staging for what is read in memory's order before it is put into a panel
   */
  static InnerAxes of(LoopNest nest, KernelOperand operand, Strides strides, Staging staging) {
    int positions = (int) Forms.innerPositions(nest, operand);
    long[] offsets = new long[positions];
    for (int position = 0; position < positions; position++) {
      long rest = position;
      for (int axis = nest.axes().size() - 1; axis >= 0; axis--) {
        if (BlockPlan.isInner(nest, axis) && operand.map().dependsOn(axis)) {
          long extent = nest.axes().get(axis).extent();
          offsets[position] += rest % extent * strides.byAxis()[axis];
          rest /= extent;
        }
      }
    }
    return new InnerAxes(offsets, staging);
  }

  /**
   * Reads some tile positions for all inner ones.
   *
   * @param at where the tile begins in the panel
   */
  void readTile(
      TileReader reader, long start, long from, int length, Object panel, int at, int pitch) {
    if (isReadAcross(reader)) {
      readTransposed(reader, start, from, length, panel, at, pitch);
      return;
    }
    for (int position = 0; position < offsets.length; position++) {
      reader.read(start + offsets[position], from, length, panel, at + position * pitch);
    }
  }

  private void readTransposed(
      TileReader reader, long start, long from, int length, Object panel, int at, int pitch) {
    Object row = staging.array(panel, offsets.length);
    for (int i = 0; i < length; i++) {
      reader.readElement(start, from + i, offsets.length, row);
      Panels.scatter(row, panel, at + i, pitch, offsets.length);
    }
  }

  /**
   * As {@link #readTile}, into narrow tiles that lie one after the other, each with all inner
   * positions. The last overlaps the one before where they do not fit evenly.
   *
   * @param columns the elements of a narrow tile, at most those of the whole
   */
  void readNarrow(TileReader reader, long start, long from, int length, Object panel, int columns) {
    int positions = offsets.length;
    if (!isReadAcross(reader)) {
      for (int first = 0; first < positions; first += TOGETHER) {
        int count = Math.min(TOGETHER, positions - first);
        readNarrow(reader, start, from, length, panel, columns, first, count);
      }
      return;
    }
    Object row = staging.array(panel, positions);
    for (int at = 0, to = 0; at < length; at += columns) {
      long first = from + Math.min(at, length - columns);
      for (int i = 0; i < columns; i++) {
        reader.readElement(start, first + i, positions, row);
        Panels.scatter(row, panel, to + i, columns, positions);
      }
      to += positions * columns;
    }
  }

  /** Some inner positions: so many that what is written to a narrow tile is no single line. */
  private void readNarrow(
      TileReader reader,
      long start,
      long from,
      int length,
      Object panel,
      int columns,
      int first,
      int count) {
    Object rows = staging.array(panel, TOGETHER * length);
    for (int i = 0; i < count; i++) {
      reader.read(start + offsets[first + i], from, length, rows, i * length);
    }
    for (int at = 0, to = first * columns; at < length; at += columns) {
      int column = Math.min(at, length - columns);
      Panels.copyRows(rows, column, length, panel, to, columns, count);
      to += offsets.length * columns;
    }
  }

  /**
   * How long an array must be for what is put in order before it comes to a panel.
   *
   * @param narrow whether tiles are made of narrow ones
   * @param length the elements of a tile
   */
  int stagedLength(TileReader reader, boolean narrow, int length) {
    return isReadAcross(reader) ? offsets.length : narrow ? TOGETHER * length : 0;
  }

  /** Whether memory is walked in order, and the panel across. */
  private boolean isReadAcross(TileReader reader) {
    return evenStride == 1 && offsets.length >= SHORTEST_ROW && reader.isStrided();
  }

  /**
   * Reads some rows for all inner positions, position by position.
   *
   * @param starts where rows start, of which those from {@code first} on are read
   */
  void readRows(Reader reader, long[] starts, int first, int count, Object panel) {
    int positions = offsets.length;
    Object row = staging.array(panel, positions);
    for (int i = 0; i < count; i++) {
      readRow(reader, starts[first + i], row, 0);
      Panels.scatter(row, panel, first * positions + i, count, positions);
    }
  }

  void readRow(Reader reader, long start, Object panel, int row) {
    int positions = offsets.length;
    if (evenStride != Long.MIN_VALUE) {
      reader.read(start, evenStride, positions, panel, row * positions);
      return;
    }
    for (int position = 0; position < positions; position++) {
      reader.read(start + offsets[position], 0, 1, panel, row * positions + position);
    }
  }
}
