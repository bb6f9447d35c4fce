package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.kernel.ArrayRegion;
import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Brings a kernel what it reads: packs panels when what they hold changes, or makes the kernel read
 * operands where they are.
 */
final class Packer {
  private final LoopNest nest;
  private final Layout layout;
  private final KernelOutline outline;
  private final TileKernel kernel;
  private final int tileLength;
  private final ScratchArrays arrays;
  private final Object[] panels;
  private final int[] moving;
  private final long[][] rowOffsets;
  private final long[] packedAt;
  private final Staging[] staging;
  private final @Nullable KeptPanel[] kept;
  private final @Nullable MemoryOperand[] memories;
  private final InnerAxes[] inner;
  private final TileReader[] readers;
  private final long[] outerStart;
  private BlockPlan plan;

  /**
   * @param plan of a block: those that {@link #begin} is given are alike
   */
  Packer(
      LoopNest nest,
      KernelOutline outline,
      Layout layout,
      TileKernel kernel,
      ScratchArrays arrays,
      int tileLength,
      BlockPlan plan) {
    this.nest = nest;
    this.layout = layout;
    this.outline = outline;
    this.kernel = kernel;
    this.tileLength = tileLength;
    this.arrays = arrays;
    this.plan = plan;
    int operands = nest.operands().size();
    panels = new Object[operands];
    packedAt = new long[operands];
    outerStart = new long[operands];
    inner = new InnerAxes[operands];
    readers = new TileReader[operands];
    kept = new @Nullable KeptPanel[operands];
    memories = new @Nullable MemoryOperand[operands];
    staging = new Staging[operands];
    Arrays.setAll(staging, op -> new Staging());
    kernel.offset = new int[operands];
    kernel.rowStep = new int[operands];
    kernel.memory = new Object[operands];
    rowOffsets = new long[operands][arrays.batchRows()];
    for (int op = 0; op < operands; op++) {
      boolean isOfRows = !layout.alongTile().get(op) && layout.alongRows().get(op);
      panels[op] = Panels.allocate(nest.operands().get(op).dtype(), arrays.panelLength(op));
      kernel.rowStep[op] = isOfRows ? arrays.positions(op) : 0;
    }
    moving = IntStream.range(0, operands).filter(arrays::moves).toArray();
  }

  /** The panels, one array for each operand. */
  Object[] panels() {
    return panels;
  }

  /** The size of all panels, in bytes. */
  long bytes() {
    long bytes = 0;
    for (int op = 0; op < panels.length; op++) {
      long elements = Array.getLength(panels[op]) + staging[op].length();
      bytes += elements * nest.operands().get(op).dtype().computed().itemSize();
    }
    for (MemoryOperand memory : memories) {
      bytes += memory == null ? 0 : memory.copiedBytes();
    }
    return bytes;
  }

  /**
   * Begins a block.
   *
   * @return whether all panels are the arrays that they were
   */
  boolean begin(BlockPlan plan, List<ArrayRegion> inputs) {
    this.plan = plan;
    for (int op = 0; op < panels.length; op++) {
      KernelOperand operand = nest.operands().get(op);
      readers[op] = new TileReader(op, plan.readers()[op], plan.tile());
      memories[op] =
          outline.inPlace().contains(op)
              ? MemoryOperand.of(
                  plan.readers()[op], operand.dtype(), layout.instructions(), memories[op])
              : null;
      inner[op] = InnerAxes.of(nest, operand, plan.strides()[op], staging[op]);
    }
    return keepPanels(inputs);
  }

  /** Begins a position along the outer axes. */
  void beginOuter(long outer) {
    for (int op = 0; op < panels.length; op++) {
      outerStart[op] = plan.strides()[op].start() + plan.outer().offset(op, outer);
    }
  }

  /** The kernel has read all of a block. */
  void end() {
    Arrays.fill(kernel.memory, null);
  }

  /**
   * Decides which panels are to hold all tiles of a block, and still do so from the last run.
   *
   * @return whether all panels are the arrays that they were
   */
  private boolean keepPanels(List<ArrayRegion> inputs) {
    boolean isBound = true;
    for (int op = 0; op < panels.length; op++) {
      KernelOperand operand = nest.operands().get(op);
      int elements = arrays.keptLength(op, plan);
      if (elements == 0 || !(operand instanceof KernelOperand.Memory memory)) {
        kept[op] = null;
        continue;
      }
      ArrayRegion region = inputs.get(memory.input());
      long start = plan.strides()[op].start();
      KeptPanel last = kept[op];
      if (last != null && last.isOf(region, readers[op], start)) {
        continue;
      }
      if (Array.getLength(panels[op]) < elements) {
        panels[op] = Panels.allocate(operand.dtype(), elements);
        isBound = false;
      }
      int tileElements = arrays.positions(op) * layout.pitch();
      kept[op] = new KeptPanel(panels[op], tileLength, tileElements, region, readers[op], start);
    }
    return isBound;
  }

  /**
   * Whether a row is best finished before the next one begins: where no panel is kept from row to
   * row, and memory is walked in order.
   */
  boolean rowsOutside() {
    if (layout.form() == Form.REDUCE_ROWS) {
      return false;
    }
    for (int op = 0; op < readers.length; op++) {
      if (layout.alongTile().get(op)
          && (!layout.alongRows().get(op) || Math.abs(readers[op].innerStride()) > 8)) {
        return false;
      }
    }
    return true;
  }

  /** Packs what a tile reads that is the same in all rows. */
  void packTile(long from, int length) {
    forget();
    for (int op = 0; op < panels.length; op++) {
      if (layout.alongTile().get(op)
          && !layout.alongRows().get(op)
          && !readsInPlace(op, outerStart[op] + from, 0, 1, 0, length)) {
        packTile(op, from, length);
      }
    }
  }

  private void packTile(int op, long from, int length) {
    KeptPanel all = kept[op];
    if (all != null) {
      kernel.offset[op] = all.read(inner[op], from, length, layout.pitch());
      return;
    }
    kernel.offset[op] = 0;
    if (outline.isNarrow()) {
      inner[op].readNarrow(
          readers[op], outerStart[op], from, length, panels[op], outline.columns());
    } else {
      readTile(op, outerStart[op], from, length, 0);
      handOver(op, length);
    }
  }

  /** Makes the kernel read one of the narrow tiles of a tile. */
  void toNarrow(int number) {
    for (int op = 0; op < panels.length; op++) {
      boolean alongTile = layout.alongTile().get(op);
      kernel.offset[op] = alongTile ? number * outline.columns() * arrays.positions(op) : 0;
    }
  }

  /** What rows have packed is of another tile. */
  void forget() {
    Arrays.fill(packedAt, Long.MIN_VALUE);
  }

  /** Where an operand's row of the current batch starts. */
  long start(int op, int row) {
    return layout.alongRows().get(op) ? rowOffsets[op][row] : outerStart[op];
  }

  /** How many of some rows of a tile are packed together. */
  int rowsTogether(int rows, int length) {
    if (moving.length == 0) {
      return rows;
    }
    return arrays.packedTogether(length);
  }

  /** Packs what a batch of rows reads and does not vary along the tile. */
  void packRows(long first, int count) {
    for (int op = 0; op < panels.length; op++) {
      boolean alongRows = layout.alongRows().get(op);
      if (alongRows) {
        plan.rows().offsets(op, first, count, outerStart[op], rowOffsets[op]);
      }
      if (!layout.alongTile().get(op)) {
        if (alongRows) {
          packRows(plan.readers()[op], op, count);
        } else if (first == 0) {
          inner[op].readRow(plan.readers()[op], outerStart[op], panels[op], 0);
        }
      }
    }
  }

  private void packRows(Reader reader, int op, int count) {
    int together = outline.rowsTogether();
    int row = 0;
    if (together > 1 && arrays.positions(op) > 1) {
      for (; row <= count - together; row += together) {
        inner[op].readRows(reader, rowOffsets[op], row, together, panels[op]);
      }
    }
    for (; row < count; row++) {
      inner[op].readRow(reader, rowOffsets[op][row], panels[op], row);
    }
  }

  /** Packs what some rows of a batch read along the tile, each its own. */
  void packMoving(int first, int count, long from, int length) {
    for (int op : moving) {
      long[] starts = rowOffsets[op];
      long apart = count == 1 ? 0 : apart(starts, first, count);
      if (apart >= 0 && readsInPlace(op, starts[first] + from, apart, count, first, length)) {
        packedAt[op] = Long.MIN_VALUE;
        continue;
      }
      if (apart == 0) {
        kernel.rowStep[op] = 0;
        kernel.offset[op] = 0;
        if (packedAt[op] != starts[first]) {
          readTile(op, starts[first], from, length, 0);
          handOver(op, length);
          packedAt[op] = starts[first];
        }
        continue;
      }
      kernel.rowStep[op] = length;
      kernel.offset[op] = -first * length;
      packedAt[op] = Long.MIN_VALUE;
      if (apart == length && readers[op].isContiguous()) {
        // Rows that follow one another are one.
        readTile(op, starts[first], from, length * count, 0);
      } else {
        for (int row = 0; row < count; row++) {
          readTile(op, starts[first + row], from, length, row * length);
        }
      }
      handOver(op, length * count);
    }
  }

  /**
   * Makes the kernel read some rows where they are, if it can: the loops of kernels may run past a
   * tile, and there must be something.
   *
   * @param start the first element of row {@code first}
   */
  private boolean readsInPlace(int op, long start, long apart, int count, int first, int length) {
    MemoryOperand memory = memories[op];
    long end = start + (count - 1) * apart + length;
    if (memory == null || end + Forms.OVERRUN > memory.elements()) {
      return false;
    }
    kernel.memory[op] = memory.all();
    // Where these wrap around, so does what the kernel computes with them.
    kernel.offset[op] = (int) (start - first * apart);
    kernel.rowStep[op] = (int) apart;
    return true;
  }

  /** Makes the kernel read what was packed, where it reads memory. */
  private void handOver(int op, int length) {
    MemoryOperand memory = memories[op];
    if (memory != null) {
      kernel.memory[op] = memory.copy(panels[op], length + Forms.OVERRUN);
    }
  }

  private void readTile(int op, long start, long from, int length, int at) {
    inner[op].readTile(readers[op], start, from, length, panels[op], at, layout.pitch());
  }

  /** By how much each of some rows starts after the one before it; -1 where that differs. */
  private static long apart(long[] starts, int first, int count) {
    long apart = starts[first + 1] - starts[first];
    for (int row = first + 2; row < first + count; row++) {
      if (starts[row] - starts[row - 1] != apart) {
        return -1;
      }
    }
    return apart;
  }
}
