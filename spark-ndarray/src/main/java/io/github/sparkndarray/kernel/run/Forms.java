package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.shape.IndexMap;

/**
 * Chooses a nest's form and tile size. Both go by the nest alone, never by a block, so that the
 * order of a sum is the same however its parallel axes are cut.
 */
public final class Forms {
  /** The longest tile. */
  private static final int LONGEST_TILE = 1024;

  private static final int LONGEST_STORED_TILE = 2048;

  /**
   * Of operands that are walked across memory, each element of a tile lies on a page of its own.
   */
  private static final int LONGEST_TRANSPOSED_TILE = 256;

  private static final int SHORTEST_TILE = 128;

  /** The elements of a tile that needs no room in a cache: the longer, the fewer loops begin. */
  static final int STREAMED_TILE = 8192;

  /**
   * The elements of a tile that is made of narrow ones: so many that packing rows is little work.
   */
  static final int NARROW_TILES = 512;

  /** What the panels of a tile may take together: half of a small L2 cache. */
  private static final long PANEL_BYTES = 128 << 10;

  /**
   * Fewer elements than this make no good tile: trailing axes are gathered until there are more.
   */
  public static final int SHORT = 64;

  /** Elements by which loops over vectors may run past a tile. */
  static final int OVERRUN = 64;

  private static final int SPREAD = 16;

  private Forms() {}

  public static Form of(LoopNest nest) {
    if (!nest.isReduction()) {
      return Form.MAP;
    }
    for (Output output : nest.outputs()) {
      if (output.reducing().isWide()) {
        return Form.REDUCE_TILE;
      }
    }
    long parallel = product(nest, Axis.Role.PARALLEL);
    long reduced = product(nest, Axis.Role.REDUCED);
    if (reduced < SHORT && parallel >= reduced) {
      return Form.REDUCE_ROWS;
    }
    if (parallel < SHORT) {
      return Form.REDUCE_TILE;
    }
    int alongReduced = 0;
    int alongParallel = 0;
    for (KernelOperand operand : nest.operands()) {
      Axis.Role fastest = fastest(nest, operand);
      if (fastest == Axis.Role.PARALLEL) {
        alongParallel++;
      } else if (fastest == Axis.Role.REDUCED) {
        alongReduced++;
      }
    }
    return alongParallel > alongReduced ? Form.REDUCE_ROWS : Form.REDUCE_TILE;
  }

  /** The role of the axis that walks an operand in memory order, if it depends on both roles. */
  private static Axis.Role fastest(LoopNest nest, KernelOperand operand) {
    IndexMap map = operand.map();
    Axis.Role fastest = Axis.Role.INNER;
    boolean parallel = false;
    boolean reduced = false;
    for (int d = 0; d < map.sourceRank(); d++) {
      if (map.axis(d) == IndexMap.NO_AXIS) {
        continue;
      }
      Axis.Role role = nest.axes().get(map.axis(d)).role();
      parallel |= role == Axis.Role.PARALLEL;
      reduced |= role == Axis.Role.REDUCED;
      if (role != Axis.Role.INNER && nest.axes().get(map.axis(d)).extent() > 1) {
        fastest = role;
      }
    }
    return parallel && reduced ? fastest : Axis.Role.INNER;
  }

  private static long product(LoopNest nest, Axis.Role role) {
    long product = 1;
    for (Axis axis : nest.axes()) {
      if (axis.role() == role) {
        product *= axis.extent();
      }
    }
    return product;
  }

  /**
   * The most elements of a tile: a multiple of a vector that keeps all panels in the caches. Stores
   * stream best in long rows.
   */
  public static int tileLength(LoopNest nest, Form form) {
    long bytes = 1;
    for (KernelOperand operand : nest.operands()) {
      bytes += innerPositions(nest, operand) * operand.dtype().itemSize();
    }
    long fitting = PANEL_BYTES / bytes / SHORTEST_TILE * SHORTEST_TILE;
    int longest = form == Form.MAP ? LONGEST_STORED_TILE : LONGEST_TILE;
    if (form == Form.MAP && nest.operands().stream().anyMatch(op -> isTransposed(nest, op))) {
      longest = LONGEST_TRANSPOSED_TILE;
    }
    return (int) Math.max(SHORTEST_TILE, Math.min(longest, fitting));
  }

  /** Whether an operand lies along a parallel axis that is not the last that it depends on. */
  private static boolean isTransposed(LoopNest nest, KernelOperand operand) {
    IndexMap map = operand.map();
    int fastest = IndexMap.NO_AXIS;
    int last = IndexMap.NO_AXIS;
    for (int d = 0; d < map.sourceRank(); d++) {
      int axis = map.axis(d);
      if (axis != IndexMap.NO_AXIS
          && nest.axes().get(axis).role() == Axis.Role.PARALLEL
          && nest.axes().get(axis).extent() > 1) {
        fastest = axis;
        last = Math.max(last, axis);
      }
    }
    return fastest != last;
  }

  /**
   * The elements from one tile of a panel to the next. Loops over vectors may run past a tile; and
   * where tiles were a power of two apart they would share few places of the cache.
   */
  public static int pitch(int tileLength) {
    return tileLength + OVERRUN + SPREAD;
  }

  /** How many elements of an operand the inner axes walk over. */
  static long innerPositions(LoopNest nest, KernelOperand operand) {
    long positions = 1;
    for (int axis = 0; axis < nest.axes().size(); axis++) {
      if (nest.axes().get(axis).role() == Axis.Role.INNER && operand.map().dependsOn(axis)) {
        positions *= nest.axes().get(axis).extent();
      }
    }
    return positions;
  }
}
