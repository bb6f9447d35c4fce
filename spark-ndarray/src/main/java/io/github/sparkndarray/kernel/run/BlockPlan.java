package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.ArrayRegion;
import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.shape.Box;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;

/**
 * How a block is walked: {@code outer} axes, for each of their positions the tiles of the {@code
 * tile} axes, for each tile the {@code rows}.
 *
 * @param form what tiles and rows are made of
 * @param outer the axes outside of everything
 * @param tile the axes that are cut into tiles
 * @param rows the axes inside a tile
 * @param readers the operands' elements
 * @param strides how the operands move
 */
record BlockPlan(
    Form form,
    AxisGroup outer,
    AxisGroup tile,
    AxisGroup rows,
    Reader[] readers,
    Strides[] strides) {

  /** A tile shorter than this is not stored directly: its last vector could not overlap another. */
  static final int DIRECT_TILE = 64;

  /** The most elements of a row that lies in the nearest cache beside three numbers for each. */
  private static final int NARROW_ROW = 512;

  static BlockPlan of(
      LoopNest nest,
      Form form,
      int tileLength,
      Box block,
      long[] innerOrigin,
      List<ArrayRegion> inputs) {
    int axes = nest.axes().size();
    int parallel = nest.parallelRank();
    int outerAxes = parallel + nest.reducedRank();
    long[] origin = new long[axes];
    long[] extents = new long[axes];
    for (int axis = 0; axis < axes; axis++) {
      boolean inner = axis >= outerAxes;
      origin[axis] = inner ? innerOrigin[axis - outerAxes] : block.origin(axis);
      extents[axis] = inner ? nest.axes().get(axis).extent() : block.extent(axis);
    }
    int operands = nest.operands().size();
    Strides[] strides = new Strides[operands];
    Reader[] readers = new Reader[operands];
    for (int op = 0; op < operands; op++) {
      KernelOperand operand = nest.operands().get(op);
      if (operand instanceof KernelOperand.Memory memory) {
        ArrayRegion region = inputs.get(memory.input());
        strides[op] = Strides.of(operand, region.box().shape(), region.box(), origin);
        readers[op] = MemoryReader.of(memory.dtype(), region.data());
      } else if (operand instanceof KernelOperand.Generated generated) {
        strides[op] = Strides.of(operand, generated.shape(), Box.whole(generated.shape()), origin);
        readers[op] = GeneratedReader.of(generated.generator());
      }
    }
    AxisGroup alongParallel = AxisGroup.of(extents, strides, 0, parallel);
    AxisGroup alongReduced = AxisGroup.of(extents, strides, parallel, outerAxes);
    AxisGroup none = alongParallel.first(0);
    return switch (form) {
      case MAP -> {
        int split = alongParallel.split(Forms.SHORT);
        yield new BlockPlan(
            form, none, alongParallel.after(split), alongParallel.first(split), readers, strides);
      }
      case REDUCE_TILE -> {
        int split = alongReduced.split(Forms.SHORT);
        yield new BlockPlan(
            form,
            alongReduced.first(split),
            alongReduced.after(split),
            alongParallel,
            readers,
            strides);
      }
      case REDUCE_ROWS -> {
        int split = alongParallel.split(Forms.SHORT);
        yield new BlockPlan(
            form,
            alongParallel.first(split),
            alongParallel.after(split),
            alongReduced,
            readers,
            strides);
      }
    };
  }

  /**
   * @param pitch the elements from one tile of a panel to the next
   */
  Layout layout(LoopNest nest, Instructions instructions, int pitch) {
    BitSet alongTile = new BitSet();
    BitSet alongRows = new BitSet();
    BitSet inPlace = new BitSet();
    boolean offHeap = OffHeapMemory.isAvailable(instructions);
    // Loops that add scalars up are faster over arrays, even with the copying.
    boolean isLoaded = offHeap && (instructions == Instructions.VECTOR || form == Form.MAP);
    for (int op = 0; op < strides.length; op++) {
      alongTile.set(op, tile.moves(op));
      alongRows.set(op, rows.moves(op));
      inPlace.set(op, isLoaded && isReadInPlace(nest, instructions, op));
    }
    boolean direct = form == Form.MAP && offHeap && tile.size() >= DIRECT_TILE;
    return new Layout(form, alongTile, alongRows, inPlace, direct, instructions, pitch);
  }

  /** Whether each tile of an operand is read once, and lies in memory as kernels read it. */
  private boolean isReadInPlace(LoopNest nest, Instructions instructions, int op) {
    ByteBuffer memory = readers[op].memory();
    return memory != null
        && OffHeapMemory.isLoadedFrom(memory, instructions)
        && Forms.innerPositions(nest, nest.operands().get(op)) == 1
        && (form != Form.REDUCE_ROWS || goesByRows(nest))
        && tile.size() >= DIRECT_TILE
        && (rows.moves(op) || rows.size() == 1)
        && new TileReader(op, readers[op], tile).isContiguous();
  }

  /**
   * Whether a reduction over rows takes one row after the other: sums walk down the columns, with a
   * few of them in registers, which is faster in panels. So are wide rows: what is kept for each of
   * their elements leaves no room for the row in the nearest cache.
   */
  private boolean goesByRows(LoopNest nest) {
    return tile.size() <= NARROW_ROW
        && !nest.outputs().stream()
            .allMatch(out -> out.reducing() == Reduction.SUM && out.dtype().isFloat());
  }

  static boolean isInner(LoopNest nest, int axis) {
    return nest.axes().get(axis).role() == Axis.Role.INNER;
  }
}
