package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.kernel.ArrayRegion;
import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Scalar;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The loops around a tile kernel, and its memory: packs panels when what they hold changes, and
 * hands rows to the kernel in batches.
 */
final class TileLoop {
  private static final int LONGEST_BATCH = 128;
  private static final int BATCH_ELEMENTS = 8192;

  /**
   * The most rows of short tiles that are packed together where every row has a tile of its own.
   */
  private static final int MOST_PACKED = 16;

  private static final int PACKED_ELEMENTS = 2048;

  private final LoopNest nest;
  private final Layout layout;
  private final CompiledKernel compiled;
  private final TileKernel kernel;
  private final int tileLength;
  private final int batchRows;
  private final Object[] panels;
  private InnerAxes[] inner = new InnerAxes[0];
  private final long[][] rowOffsets;
  private final long[] packedAt;
  private final int[] directOutputs;
  private final int[] moving;
  private final boolean packsRows;
  private final boolean narrow;
  private final int[] positions;
  private final Staging[] staging;
  private final @Nullable KeptPanel[] kept;
  private final Runnable bind;
  private final Decider decider;
  private final @Nullable MemoryOperand[] memories;
  private final long[] rowStart;

  TileLoop(
      LoopNest nest,
      List<Scalar.Value> literals,
      CompiledKernel compiled,
      Layout layout,
      int tileLength) {
    this.nest = nest;
    this.layout = layout;
    this.compiled = compiled;
    this.kernel = compiled.instantiate();
    this.tileLength = compiled.columns() > 0 ? Forms.NARROW_TILES : tileLength;
    int operands = nest.operands().size();
    panels = new Object[operands];
    int[] innerPositions = new int[operands];
    packedAt = new long[operands];
    directOutputs = compiled.direct().stream().mapToInt(Integer::intValue).sorted().toArray();
    kernel.offset = new int[operands];
    kernel.rowStep = new int[operands];
    long widest = 1;
    for (int op = 0; op < operands; op++) {
      innerPositions[op] = Math.toIntExact(Forms.innerPositions(nest, nest.operands().get(op)));
      if (!layout.alongTile().get(op)) {
        widest = Math.max(widest, innerPositions[op]);
      }
    }
    batchRows = (int) Math.max(1, Math.min(LONGEST_BATCH, BATCH_ELEMENTS / widest));
    rowOffsets = new long[operands][batchRows];
    boolean single = true;
    for (int op = 0; op < operands; op++) {
      KernelOperand operand = nest.operands().get(op);
      boolean alongTile = layout.alongTile().get(op);
      boolean moves = alongTile && layout.alongRows().get(op);
      int positions = innerPositions[op];
      single &= !moves || positions == 1;
      int packed = moves && positions == 1 ? PACKED_ELEMENTS : 0;
      int pitch = compiled.columns() > 0 ? Forms.pitch(this.tileLength) : layout.pitch();
      int length = Math.multiplyExact(positions, alongTile ? pitch : batchRows) + packed;
      panels[op] = Panels.allocate(operand.dtype(), length);
      kernel.rowStep[op] = alongTile || !layout.alongRows().get(op) ? 0 : positions;
    }
    moving =
        IntStream.range(0, operands)
            .filter(op -> layout.alongTile().get(op) && layout.alongRows().get(op))
            .toArray();
    packsRows = single;
    narrow = compiled.columns() > 0;
    positions = innerPositions;
    staging = new Staging[operands];
    Arrays.setAll(staging, op -> new Staging());
    decider = new Decider(nest, compiled);
    kernel.decided = new byte[batchRows];
    rowStart = new long[operands];
    Object[] scratch = scratch();
    memories = new @Nullable MemoryOperand[operands];
    kernel.memory = new Object[operands];
    bind = () -> kernel.bind(panels, scratch, reals(literals), integers(literals), extents());
    bind.run();
    kept = new @Nullable KeptPanel[operands];
    int outputs = nest.outputs().size();
    kernel.target = new Object[outputs];
    kernel.targetStart = new int[outputs];
    kernel.targetStep = new int[outputs];
  }

  /** The size of all panels and tiles, in bytes. */
  long bytes() {
    long bytes = 0;
    for (int op = 0; op < panels.length; op++) {
      bytes += (long) Array.getLength(panels[op]) * nest.operands().get(op).dtype().itemSize();
    }
    for (MemoryOperand memory : memories) {
      bytes += memory == null ? 0 : memory.copiedBytes();
    }
    for (DType tile : compiled.tiles()) {
      bytes += (long) layout.pitch() * tile.itemSize();
    }
    return bytes;
  }

  private Object[] scratch() {
    Object[] tiles = new Object[compiled.tiles().size()];
    for (int i = 0; i < tiles.length; i++) {
      tiles[i] = Panels.allocate(compiled.tiles().get(i), layout.pitch());
    }
    return tiles;
  }

  private static double[] reals(List<Scalar.Value> literals) {
    return literals.stream().mapToDouble(Scalar.Value::real).toArray();
  }

  private static long[] integers(List<Scalar.Value> literals) {
    return literals.stream().mapToLong(Scalar.Value::integer).toArray();
  }

  private int[] extents() {
    return nest.axes().stream()
        .mapToInt(axis -> (int) Math.min(axis.extent(), Integer.MAX_VALUE))
        .toArray();
  }

  /** Where direct outputs are stored in the next run. */
  void store(List<ByteBuffer> outputs, LoopNest nest) {
    for (int output : directOutputs) {
      kernel.target[output] = OffHeapMemory.of(outputs.get(output));
    }
  }

  boolean isRooted(int output) {
    return compiled.rooted().contains(output);
  }

  void run(BlockPlan plan, Sink[] sinks, List<ArrayRegion> inputs) {
    kernel.sinks = sinks;
    int operands = panels.length;
    inner = new InnerAxes[operands];
    TileReader[] readers = new TileReader[operands];
    for (int op = 0; op < operands; op++) {
      readers[op] = new TileReader(op, plan.readers()[op], plan.tile());
      memories[op] =
          compiled.inPlace().contains(op)
              ? MemoryOperand.of(plan.readers()[op], nest.operands().get(op).dtype(), memories[op])
              : null;
      inner[op] = InnerAxes.of(nest, nest.operands().get(op), plan.strides()[op], staging[op]);
    }
    keepPanels(plan, readers, inputs);
    long[] outerStart = new long[operands];
    AxisGroup tile = plan.tile();
    for (long outer = 0; outer < plan.outer().size() && !isSettled(sinks); outer++) {
      for (int op = 0; op < operands; op++) {
        outerStart[op] = plan.strides()[op].start() + plan.outer().offset(op, outer);
      }
      if (tile.size() > tileLength && rowsOutside(readers)) {
        runRows(plan, readers, outerStart, outer);
        continue;
      }
      int length;
      for (long from = 0; from < tile.size() && !isSettled(sinks); from += length) {
        length = length(tile.size() - from);
        beginTile(plan, outer, from, length);
        runTile(plan, readers, outerStart, from, length);
        for (Sink sink : sinks) {
          sink.endTile();
        }
      }
    }
    Arrays.fill(kernel.target, null);
    Arrays.fill(kernel.memory, null);
    kernel.sinks = new Sink[0];
  }

  private static boolean isSettled(Sink[] sinks) {
    for (Sink sink : sinks) {
      if (!sink.isSettled()) {
        return false;
      }
    }
    return true;
  }

  /** Decides which panels are to hold all tiles of a block, and still do so from the last run. */
  private void keepPanels(BlockPlan plan, TileReader[] readers, List<ArrayRegion> inputs) {
    long tiles = (plan.tile().size() + tileLength - 1) / tileLength;
    boolean isUseful = layout.form() == Form.MAP && !narrow && tiles > 1;
    boolean isBound = true;
    for (int op = 0; op < panels.length; op++) {
      KernelOperand operand = nest.operands().get(op);
      boolean isShared = layout.alongTile().get(op) && !layout.alongRows().get(op);
      long elements = tiles * positions[op] * layout.pitch();
      if (!isUseful
          || !isShared
          || memories[op] != null
          || !(operand instanceof KernelOperand.Memory memory)
          || elements * operand.dtype().itemSize() > KeptPanel.MOST_BYTES) {
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
        panels[op] = Panels.allocate(operand.dtype(), (int) elements);
        isBound = false;
      }
      int tileElements = positions[op] * layout.pitch();
      kept[op] = new KeptPanel(panels[op], tileLength, tileElements, region, readers[op], start);
    }
    if (!isBound) {
      bind.run();
    }
  }

  /** A tile's length; where tiles are stored directly the last one must not be a stub. */
  private int length(long rest) {
    if (layout.direct() && rest > tileLength && rest < tileLength + BlockPlan.DIRECT_TILE) {
      return tileLength - BlockPlan.DIRECT_TILE;
    }
    return (int) Math.min(rest, tileLength);
  }

  /**
   * Whether a row is finished before the next one begins: where no panel is kept from row to row,
   * and memory is walked in order.
   */
  private boolean rowsOutside(TileReader[] readers) {
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

  private void beginTile(BlockPlan plan, long outer, long from, int length) {
    for (Sink sink : kernel.sinks) {
      sink.beginTile(outer, from, length);
    }
    if (decider.isUseful()) {
      decider.beginTile(plan.tile(), from, length);
    }
  }

  private void beginRows(BlockPlan plan, long first, long from) {
    for (Sink sink : kernel.sinks) {
      sink.beginRows(first);
    }
    for (int output : directOutputs) {
      int size = nest.outputs().get(output).dtype().itemSize();
      kernel.targetStart[output] = (int) ((first * plan.tile().size() + from) * size);
      kernel.targetStep[output] = (int) (plan.tile().size() * size);
    }
  }

  private void runRows(BlockPlan plan, TileReader[] readers, long[] outerStart, long outer) {
    AxisGroup rows = plan.rows();
    AxisGroup tile = plan.tile();
    for (long first = 0; first < rows.size() && !isSettled(kernel.sinks); first += batchRows) {
      int count = (int) Math.min(batchRows, rows.size() - first);
      packRows(plan, outerStart, first, count);
      for (int row = 0; row < count; row++) {
        int length;
        for (long from = 0; from < tile.size() && !isSettled(kernel.sinks); from += length) {
          length = length(tile.size() - from);
          beginTile(plan, outer, from, length);
          beginRows(plan, first, from);
          decide(outerStart, row, row + 1);
          Arrays.fill(packedAt, Long.MIN_VALUE);
          packMoving(readers, row, 1, from, length);
          kernel.rows(row, 1, length);
          for (Sink sink : kernel.sinks) {
            sink.endTile();
          }
        }
      }
    }
  }

  private void runTile(
      BlockPlan plan, TileReader[] readers, long[] outerStart, long from, int length) {
    for (int op = 0; op < panels.length; op++) {
      packedAt[op] = Long.MIN_VALUE;
      if (layout.alongTile().get(op) && !layout.alongRows().get(op)) {
        if (readsInPlace(op, outerStart[op] + from, 0, 1, 0, length)) {
          continue;
        }
        KeptPanel all = kept[op];
        kernel.offset[op] = all == null ? 0 : all.read(inner[op], from, length, layout.pitch());
        if (all != null) {
          continue;
        }
        if (narrow) {
          inner[op].readNarrow(
              readers[op], outerStart[op], from, length, panels[op], compiled.columns());
        } else {
          readTile(readers, op, outerStart[op], from, length, 0);
          handOver(op, length);
        }
      }
    }
    AxisGroup rows = plan.rows();
    for (long first = 0; first < rows.size() && !isSettled(kernel.sinks); first += batchRows) {
      int count = (int) Math.min(batchRows, rows.size() - first);
      packRows(plan, outerStart, first, count);
      beginRows(plan, first, from);
      if (narrow) {
        runNarrow(plan, first, count, from, length);
        continue;
      }
      decide(outerStart, 0, count);
      if (first == 0) {
        kernel.tile(length);
      }
      int together = moving.length == 0 ? count : packedRows(length);
      for (int row = 0; row < count; row += together) {
        int some = Math.min(together, count - row);
        packMoving(readers, row, some, from, length);
        kernel.rows(row, some, length);
      }
    }
  }

  /**
   * Runs a batch of rows on each of a tile's narrow tiles, the last of which may overlap another.
   */
  private void runNarrow(BlockPlan plan, long first, int count, long from, int length) {
    int columns = compiled.columns();
    int[] offset = kernel.offset;
    for (int at = 0, number = 0; at < length; at += columns, number++) {
      for (int op = 0; op < panels.length; op++) {
        offset[op] = layout.alongTile().get(op) ? number * columns * positions[op] : 0;
      }
      beginRows(plan, first, from + Math.min(at, length - columns));
      kernel.tile(columns);
      kernel.rows(0, count, columns);
    }
  }

  private int packedRows(int length) {
    return packsRows ? Math.max(1, Math.min(MOST_PACKED, PACKED_ELEMENTS / length)) : 1;
  }

  /** Packs what a batch of rows reads and does not vary along the tile. */
  private void packRows(BlockPlan plan, long[] outerStart, long first, int count) {
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
    int together = compiled.rowsTogether();
    int row = 0;
    if (together > 1 && positions[op] > 1) {
      for (; row <= count - together; row += together) {
        inner[op].readRows(reader, rowOffsets[op], row, together, panels[op]);
      }
    }
    for (; row < count; row++) {
      inner[op].readRow(reader, rowOffsets[op][row], panels[op], row);
    }
  }

  /** Chooses each row's variant. */
  private void decide(long[] outerStart, int from, int to) {
    if (!decider.isUseful()) {
      return;
    }
    for (int row = from; row < to; row++) {
      for (int op = 0; op < rowStart.length; op++) {
        rowStart[op] = layout.alongRows().get(op) ? rowOffsets[op][row] : outerStart[op];
      }
      kernel.decided[row] = decider.variant(rowStart);
    }
  }

  /** Packs what some rows of a batch read along the tile, each its own. */
  private void packMoving(TileReader[] readers, int first, int count, long from, int length) {
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
          readTile(readers, op, starts[first], from, length, 0);
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
        readTile(readers, op, starts[first], from, length * count, 0);
      } else {
        for (int row = 0; row < count; row++) {
          readTile(readers, op, starts[first + row], from, length, row * length);
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

  private void readTile(TileReader[] readers, int op, long start, long from, int length, int at) {
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
