package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;

/**
 * The inner axes along which an operand moves: which elements a panel holds at each tile position.
 */
final class InnerAxes {
  /** Shorter rows of inner positions are gathered one position after the other. */
  private static final int SHORTEST_ROW = 32;

  private final long[] offsets;
  private final long evenStride;

  private InnerAxes(long[] offsets) {
    this.offsets = offsets;
    long stride = offsets.length > 1 ? offsets[1] : 0;
    for (int i = 0; i < offsets.length; i++) {
      if (offsets[i] != i * stride) {
        stride = Long.MIN_VALUE;
        break;
      }
    }
    this.evenStride = stride;
  }

  /** The C-ordered inner positions of an operand; strides are those of the given block. */
  static InnerAxes of(LoopNest nest, KernelOperand operand, Strides strides) {
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
    return new InnerAxes(offsets);
  }

  /**
   * Reads some tile positions for all inner ones.
   *
   * @param at where the panel begins; 0 where there are several inner positions
   */
  void readTile(
      TileReader reader, long start, long from, int length, Object panel, int at, int pitch) {
    if (evenStride == 1 && offsets.length >= SHORTEST_ROW && reader.isStrided()) {
      readTransposed(reader, start, from, length, panel, pitch);
      return;
    }
    for (int position = 0; position < offsets.length; position++) {
      reader.read(start + offsets[position], from, length, panel, at + position * pitch);
    }
  }

  /** Memory is walked in order, and the panel across. */
  private void readTransposed(
      TileReader reader, long start, long from, int length, Object panel, int pitch) {
    Object row = Panels.like(panel, offsets.length);
    for (int i = 0; i < length; i++) {
      reader.readElement(start, from + i, offsets.length, row);
      Panels.scatter(row, panel, i, pitch, offsets.length);
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
