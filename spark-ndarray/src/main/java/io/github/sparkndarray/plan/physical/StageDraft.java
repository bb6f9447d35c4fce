package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.IndexMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A stage while nests are still being folded into it, the last to run first. */
final class StageDraft {
  private static final long WHOLE = -1;

  private final LogicalNest terminal;
  private final ChunkGrid grid;
  private final boolean isHalved;
  private final List<LogicalNest> producers = new ArrayList<>();

  /** For each nest, how long blocks are along each of its axes; WHOLE where they do not cut it. */
  private final Map<Integer, long[]> blockLengths = new HashMap<>();

  /** For each nest, which axis of the blocks cuts each of its axes. */
  private final Map<Integer, int[]> blockAxes = new HashMap<>();

  StageDraft(LogicalNest terminal, ChunkGrid grid) {
    this(terminal, grid, BlockGrids.isHalved(terminal.loop(), grid));
  }

  private StageDraft(LogicalNest terminal, ChunkGrid grid, boolean isHalved) {
    this.terminal = terminal;
    this.grid = grid;
    this.isHalved = isHalved;
    long[] lengths = new long[terminal.loop().axes().size()];
    Arrays.fill(lengths, WHOLE);
    for (int axis = 0; axis < grid.shape().rank(); axis++) {
      if (grid.counts().extent(axis) > 1) {
        lengths[axis] = grid.chunkShape().extent(axis);
      }
    }
    blockLengths.put(terminal.id(), lengths);
    blockAxes.put(terminal.id(), IntStream.range(0, lengths.length).toArray());
  }

  LogicalNest terminal() {
    return terminal;
  }

  ChunkGrid grid() {
    return grid;
  }

  /** Whether only blocks on or above the diagonal of the last two axes are run. */
  boolean isHalved() {
    return isHalved;
  }

  /** Those of some blocks that are run. */
  Blocks blocks(BlockBox some) {
    return Blocks.of(some, isHalved);
  }

  /** The share of all blocks that are run. */
  double shareOfBlocks() {
    BlockBox all = BlockBox.all(grid);
    return isHalved ? (double) blocks(all).size() / all.size() : 1;
  }

  /** The grid of the blocks over the results' axes alone. */
  ChunkGrid outputGrid() {
    return grid.leading(terminal.loop().parallelRank());
  }

  /** The bytes of all that the stage makes. */
  long resultBytes() {
    long bytes = 0;
    for (int output = 0; output < terminal.loop().outputs().size(); output++) {
      bytes += ArrayBytes.of(terminal.result(output));
    }
    return bytes;
  }

  /** In the order in which they run. */
  List<LogicalNest> producers() {
    return producers;
  }

  List<LogicalNest> nests() {
    List<LogicalNest> all = new ArrayList<>(producers);
    all.add(terminal);
    return all;
  }

  /** This stage with nests of the same numbers, in the same order, that read arrays otherwise. */
  StageDraft with(List<LogicalNest> nests) {
    StageDraft other = new StageDraft(nests.get(nests.size() - 1), grid, isHalved);
    other.producers.addAll(nests.subList(0, nests.size() - 1));
    other.blockLengths.putAll(blockLengths);
    other.blockAxes.putAll(blockAxes);
    return other;
  }

  boolean contains(LogicalNest nest) {
    return blockLengths.containsKey(nest.id());
  }

  /**
   * Adds a nest that only nests of this stage read, if every block needs a part of its results that
   * no other block needs: otherwise blocks would compute the same results again and again.
   */
  boolean fold(LogicalNest nest) {
    long[] lengths = null;
    int[] axes = new int[0];
    for (Access access : accesses()) {
      if (access.array() instanceof ArrayRef.Result result && result.nest() == nest.id()) {
        long[] needed = lengthsThrough(access, nest);
        if (needed == null || (lengths != null && !Arrays.equals(lengths, needed))) {
          return false;
        }
        int[] own = axesThrough(access, nest);
        for (int d = 0; lengths != null && d < own.length; d++) {
          // Rows for one reader, columns for another.
          own[d] = own[d] == axes[d] ? own[d] : IndexMap.NO_AXIS;
        }
        lengths = needed;
        axes = own;
      }
    }
    if (lengths == null) {
      return false;
    }
    blockLengths.put(nest.id(), lengths);
    blockAxes.put(nest.id(), axes);
    producers.add(0, nest);
    return true;
  }

  private static long @Nullable [] lengthsThrough(Access access, LogicalNest producer) {
    if (!access.isSliced()) {
      return null;
    }
    long[] lengths = new long[producer.loop().axes().size()];
    Arrays.fill(lengths, WHOLE);
    IndexMap map = access.map();
    for (int d = 0; d < map.sourceRank(); d++) {
      if (map.axis(d) != IndexMap.NO_AXIS && access.lengths()[map.axis(d)] != WHOLE) {
        if (producer.loop().axes().get(d).role() == Axis.Role.SLOT) {
          return null;
        }
        lengths[d] = access.lengths()[map.axis(d)] * Math.abs(map.step(d));
      }
    }
    return lengths;
  }

  /** The axes of the blocks that cut a producer's axes. */
  private static int[] axesThrough(Access access, LogicalNest producer) {
    int[] axes = new int[producer.loop().axes().size()];
    Arrays.fill(axes, IndexMap.NO_AXIS);
    IndexMap map = access.map();
    for (int d = 0; d < map.sourceRank(); d++) {
      axes[d] = map.axis(d) == IndexMap.NO_AXIS ? IndexMap.NO_AXIS : access.axes()[map.axis(d)];
    }
    return axes;
  }

  /**
   * One way in which some nest of this stage reads an array.
   *
   * @param lengths how long blocks are along each axis of the reading nest
   * @param axes which axis of the blocks each axis of the reading nest is cut along
   */
  record Access(ArrayRef array, IndexMap map, long[] lengths, int[] axes) {

    /** Whether every block reads a part of its own. */
    boolean isSliced() {
      for (int axis = 0; axis < lengths.length; axis++) {
        if (lengths[axis] != WHOLE && !map.dependsOn(axis)) {
          return false;
        }
      }
      return true;
    }

    /**
     * The axes along which both chunks and blocks are cut, in the same places: blocks that lie side
     * by side along other axes read the same chunk. Nothing if chunks are not just what blocks
     * read.
     */
    Optional<List<Integer>> alignedAxes(ChunkGrid chunks) {
      int lastAxis = -1;
      List<Integer> cutAxes = new ArrayList<>();
      for (int d = 0; d < map.sourceRank(); d++) {
        int axis = map.axis(d);
        boolean cutByBlocks = axis != IndexMap.NO_AXIS && lengths[axis] != WHOLE;
        boolean cutByChunks = chunks.counts().extent(d) > 1;
        if (!cutByBlocks && !cutByChunks) {
          continue;
        }
        if (!cutByBlocks
            || map.start(d) != 0
            || map.step(d) != 1
            || map.target().extent(axis) != chunks.shape().extent(d)
            || lengths[axis] != chunks.chunkShape().extent(d)
            || axes[axis] <= lastAxis) {
          return Optional.empty();
        }
        lastAxis = axes[axis];
        cutAxes.add(axes[axis]);
      }
      return cutAxes.isEmpty() ? Optional.empty() : Optional.of(cutAxes);
    }
  }

  List<Access> accesses() {
    List<Access> accesses = new ArrayList<>();
    for (LogicalNest nest : nests()) {
      for (KernelOperand operand : nest.loop().operands()) {
        if (operand instanceof KernelOperand.Memory memory) {
          long[] lengths = blockLengths.getOrDefault(nest.id(), new long[0]);
          int[] axes = blockAxes.getOrDefault(nest.id(), new int[0]);
          accesses.add(new Access(nest.inputs().get(memory.input()), memory.map(), lengths, axes));
        }
      }
    }
    return accesses;
  }

  /** The accesses to each array that comes from outside this stage. */
  Map<ArrayRef, List<Access>> outsideAccesses() {
    Map<ArrayRef, List<Access>> outside = new LinkedHashMap<>();
    for (Access access : accesses()) {
      boolean own =
          access.array() instanceof ArrayRef.Result result
              && blockLengths.containsKey(result.nest());
      if (!own) {
        outside.computeIfAbsent(access.array(), absent -> new ArrayList<>()).add(access);
      }
    }
    return outside;
  }
}
