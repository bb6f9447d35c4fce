package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.kernel.ArrayRegion;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Scalar;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** The loops around a tile kernel, which hand rows to it in batches. */
final class TileLoop {
  private final LoopNest nest;
  private final Layout layout;
  private final KernelOutline outline;
  private final ScratchArrays arrays;
  private final TileKernel kernel;
  private final int tileLength;
  private final Packer packer;
  private final int[] directOutputs;
  private final Runnable bind;
  private final Decider decider;
  private final long[] rowStart;
  private final long[] lastStart;

  TileLoop(
      LoopNest nest,
      List<Scalar.Value> literals,
      CompiledKernel compiled,
      Layout layout,
      int tileLength,
      BlockPlan plan) {
    this.nest = nest;
    this.layout = layout;
    this.outline = compiled.outline();
    this.kernel = compiled.instantiate();
    this.tileLength = outline.tileLength(tileLength, nest, layout);
    arrays = new ScratchArrays(nest, outline, layout, this.tileLength);
    packer = new Packer(nest, outline, layout, kernel, arrays, this.tileLength, plan);
    directOutputs = outline.direct().stream().mapToInt(Integer::intValue).sorted().toArray();
    decider = new Decider(nest, outline);
    kernel.decided = new byte[arrays.batchRows()];
    if (decider.isUseful() && outline.hasPieces()) {
      kernel.undecidedFrom = new int[arrays.batchRows()];
      kernel.undecidedTo = new int[arrays.batchRows()];
      kernel.before = new byte[arrays.batchRows()];
      kernel.after = new byte[arrays.batchRows()];
    }
    rowStart = new long[nest.operands().size()];
    lastStart = new long[nest.operands().size()];
    Object[] scratch = scratch();
    bind =
        () -> kernel.bind(packer.panels(), scratch, reals(literals), integers(literals), extents());
    bind.run();
    int outputs = nest.outputs().size();
    kernel.target = new Object[outputs];
    kernel.targetStart = new int[outputs];
    kernel.targetStep = new int[outputs];
  }

  /** The size of all panels and tiles, in bytes. */
  long bytes() {
    long bytes = packer.bytes();
    for (DType tile : outline.tiles()) {
      bytes += (long) arrays.scratchLength() * tile.computed().itemSize();
    }
    return bytes;
  }

  private Object[] scratch() {
    Object[] tiles = new Object[outline.tiles().size()];
    for (int i = 0; i < tiles.length; i++) {
      tiles[i] = Panels.allocate(outline.tiles().get(i), arrays.scratchLength());
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
      kernel.target[output] = OffHeapMemory.of(outputs.get(output), layout.instructions());
    }
  }

  boolean isRooted(int output) {
    return outline.rooted().contains(output);
  }

  void run(BlockPlan plan, Sink[] sinks, List<ArrayRegion> inputs) {
    kernel.sinks = sinks;
    if (!packer.begin(plan, inputs)) {
      bind.run();
    }
    AxisGroup tile = plan.tile();
    for (long outer = 0; outer < plan.outer().size() && !isSettled(sinks); outer++) {
      packer.beginOuter(outer);
      if (tile.size() > tileLength && packer.rowsOutside()) {
        runRows(plan, outer);
        continue;
      }
      int length;
      for (long from = 0; from < tile.size() && !isSettled(sinks); from += length) {
        length = length(tile.size() - from);
        beginTile(plan, outer, from, length);
        runTile(plan, from, length);
        for (Sink sink : sinks) {
          sink.endTile();
        }
      }
    }
    Arrays.fill(kernel.target, null);
    packer.end();
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

  /** A tile's length; where tiles are stored directly the last one must not be a stub. */
  private int length(long rest) {
    if (layout.direct() && rest > tileLength && rest < tileLength + BlockPlan.DIRECT_TILE) {
      return tileLength - BlockPlan.DIRECT_TILE;
    }
    return (int) Math.min(rest, tileLength);
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

  private void runRows(BlockPlan plan, long outer) {
    AxisGroup rows = plan.rows();
    AxisGroup tile = plan.tile();
    int batchRows = arrays.batchRows();
    for (long first = 0; first < rows.size() && !isSettled(kernel.sinks); first += batchRows) {
      int count = (int) Math.min(batchRows, rows.size() - first);
      packer.packRows(first, count);
      for (int row = 0; row < count; row++) {
        int length;
        for (long from = 0; from < tile.size() && !isSettled(kernel.sinks); from += length) {
          length = length(tile.size() - from);
          beginTile(plan, outer, from, length);
          beginRows(plan, first, from);
          decide(rows, row, row + 1);
          packer.forget();
          packer.packMoving(row, 1, from, length);
          kernel.rows(row, 1, length);
          for (Sink sink : kernel.sinks) {
            sink.endTile();
          }
        }
      }
    }
  }

  private void runTile(BlockPlan plan, long from, int length) {
    packer.packTile(from, length);
    int batchRows = arrays.batchRows();
    AxisGroup rows = plan.rows();
    for (long first = 0; first < rows.size() && !isSettled(kernel.sinks); first += batchRows) {
      int count = (int) Math.min(batchRows, rows.size() - first);
      packer.packRows(first, count);
      beginRows(plan, first, from);
      if (outline.isNarrow()) {
        runNarrow(plan, first, count, from, length);
        continue;
      }
      decide(rows, 0, count);
      if (first == 0) {
        kernel.tile(length);
      }
      int together = packer.rowsTogether(count, length);
      for (int row = 0; row < count; row += together) {
        int some = Math.min(together, count - row);
        packer.packMoving(row, some, from, length);
        kernel.rows(row, some, length);
      }
    }
  }

  /**
   * Runs a batch of rows on each of a tile's narrow tiles, the last of which may overlap another.
   */
  private void runNarrow(BlockPlan plan, long first, int count, long from, int length) {
    int columns = outline.columns();
    for (int at = 0, number = 0; at < length; at += columns, number++) {
      packer.toNarrow(number);
      beginRows(plan, first, from + Math.min(at, length - columns));
      kernel.tile(columns);
      kernel.rows(0, count, columns);
    }
  }

  /** Chooses each row's variant: all rows' together where that is possible. */
  private void decide(AxisGroup rows, int from, int to) {
    if (!decider.isUseful()) {
      return;
    }
    start(from, rowStart);
    start(to - 1, lastStart);
    byte all = rows.rank() <= 1 ? decider.variant(rowStart, lastStart) : 0;
    if (all != 0) {
      Arrays.fill(kernel.decided, from, to, all);
      return;
    }
    for (int row = from; row < to; row++) {
      start(row, rowStart);
      byte own = decider.variant(rowStart, rowStart);
      boolean isCut = own == 0 && outline.hasPieces() && decider.cut(rowStart, kernel, row);
      kernel.decided[row] = isCut ? TileKernel.PIECES : own;
    }
  }

  /** Where a row of each operand starts. */
  private void start(int row, long[] into) {
    for (int op = 0; op < into.length; op++) {
      into[op] = packer.start(op, row);
    }
  }
}
