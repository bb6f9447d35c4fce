package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;

/**
 * How long the arrays of a tile loop are: panels, tiles and what elements are put in order in. The
 * same numbers are for what is allocated and for what is projected.
 */
final class ScratchArrays {
  private static final int LONGEST_BATCH = 128;
  private static final int BATCH_ELEMENTS = 8192;

  /**
   * The most rows of short tiles that are packed together where every row has a tile of its own.
   */
  private static final int MOST_PACKED = 16;

  private static final int PACKED_ELEMENTS = 2048;

  private final LoopNest nest;
  private final Layout layout;
  private final KernelOutline outline;
  private final int tileLength;
  private final int[] positions;
  private final int batchRows;

  /**
   * @param tileLength the most elements of a tile
   */
  ScratchArrays(LoopNest nest, KernelOutline outline, Layout layout, int tileLength) {
    this.nest = nest;
    this.layout = layout;
    this.outline = outline;
    this.tileLength = tileLength;
    positions = new int[nest.operands().size()];
    long widest = 1;
    for (int op = 0; op < positions.length; op++) {
      positions[op] = Math.toIntExact(Forms.innerPositions(nest, nest.operands().get(op)));
      if (!layout.alongTile().get(op)) {
        widest = Math.max(widest, positions[op]);
      }
    }
    batchRows = (int) Math.max(1, Math.min(LONGEST_BATCH, BATCH_ELEMENTS / widest));
  }

  /** The most rows of a batch. */
  int batchRows() {
    return batchRows;
  }

  /** How many elements of an operand the inner axes walk over. */
  int positions(int op) {
    return positions[op];
  }

  /** Whether each row has a tile of its own of an operand. */
  boolean moves(int op) {
    return layout.alongTile().get(op) && layout.alongRows().get(op);
  }

  /** The elements of an operand's panel, unless it keeps all tiles. */
  int panelLength(int op) {
    int packed = moves(op) && positions[op] == 1 ? PACKED_ELEMENTS : 0;
    int each = layout.alongTile().get(op) ? Forms.pitch(tileLength) : batchRows;
    return Math.addExact(Math.multiplyExact(positions[op], each), packed);
  }

  /**
   * The elements of a panel that keeps all tiles of a block for the next one, as blocks that are
   * run in slabs read the same again and again; 0 for one that does not.
   */
  int keptLength(int op, BlockPlan plan) {
    KernelOperand operand = nest.operands().get(op);
    long tiles = (plan.tile().size() + tileLength - 1) / tileLength;
    boolean isUseful = layout.form() == Form.MAP && !outline.isNarrow() && tiles > 1;
    boolean isShared = layout.alongTile().get(op) && !layout.alongRows().get(op);
    long elements = tiles * positions[op] * layout.pitch();
    return isUseful
            && isShared
            && !outline.inPlace().contains(op)
            && operand instanceof KernelOperand.Memory
            && elements * operand.dtype().itemSize() <= KeptPanel.MOST_BYTES
        ? (int) elements
        : 0;
  }

  /** How many of some rows, each with a tile of its own, are packed together. */
  int packedTogether(int length) {
    for (int op = 0; op < positions.length; op++) {
      if (moves(op) && positions[op] > 1) {
        return 1;
      }
    }
    return Math.max(1, Math.min(MOST_PACKED, PACKED_ELEMENTS / length));
  }

  /** The elements of each scratch tile. */
  int scratchLength() {
    return layout.pitch();
  }

  /** The size of all arrays when a block has been run, in bytes. */
  long bytes(BlockPlan plan) {
    long bytes = 0;
    for (DType tile : outline.tiles()) {
      bytes += (long) scratchLength() * tile.computed().itemSize();
    }
    int length = (int) Math.max(1, Math.min(plan.tile().size(), tileLength));
    long rows = Math.min(packedTogether(length), plan.rows().size());
    for (int op = 0; op < positions.length; op++) {
      int elements = Math.max(panelLength(op), keptLength(op, plan));
      if (outline.inPlace().contains(op)) {
        elements += (int) (length * rows) + Forms.OVERRUN;
      }
      elements += stagedLength(op, plan, length);
      bytes += (long) elements * nest.operands().get(op).dtype().computed().itemSize();
    }
    return bytes;
  }

  private int stagedLength(int op, BlockPlan plan, int length) {
    if (layout.alongTile().get(op)) {
      TileReader reader = new TileReader(op, plan.readers()[op], plan.tile());
      InnerAxes inner =
          InnerAxes.of(nest, nest.operands().get(op), plan.strides()[op], new Staging());
      return inner.stagedLength(reader, outline.isNarrow(), length);
    }
    boolean isOfRows = layout.alongRows().get(op) && outline.rowsTogether() > 1;
    return isOfRows && positions[op] > 1 ? positions[op] : 0;
  }
}
