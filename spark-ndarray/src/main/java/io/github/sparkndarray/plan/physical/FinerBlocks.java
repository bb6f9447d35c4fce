package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Cuts blocks finer where operands had better travel in parts than be broadcast: until what a block
 * reads of them is a small part of a task's memory. Reduced axes are cut, too, where the order of
 * what is reduced makes no difference to the bits of the result.
 */
final class FinerBlocks {
  private static final long SMALLEST_PART = 64 << 10;
  private static final int PARTS_OF_TASK_MEMORY = 8;
  private static final int TASKS_PER_SLOT = 4;

  /** The one that makes what travels, and the one that reads it. */
  private static final int STAGES = 2;

  /** What is shuffled is written by one task and read by another. */
  private static final double SHUFFLE_COST = 2;

  private final LogicalNest nest;
  private final List<KernelOperand.Memory> operands;
  private final ClusterSpec cluster;
  private final PlanSettings settings;
  private final boolean isHalved;

  private FinerBlocks(
      LogicalNest nest,
      ChunkGrid grid,
      Predicate<ArrayRef> travels,
      ClusterSpec cluster,
      PlanSettings settings) {
    this.nest = nest;
    this.isHalved = BlockGrids.isHalved(nest.loop(), grid);
    this.cluster = cluster;
    this.settings = settings;
    this.operands =
        nest.loop().operands().stream()
            .filter(KernelOperand.Memory.class::isInstance)
            .map(KernelOperand.Memory.class::cast)
            .filter(memory -> travels.test(nest.inputs().get(memory.input())))
            .toList();
  }

  /**
   * A nest's blocks, cut finer where that is of use.
   *
   * @param travels whether an array can be sent in parts
   */
  static ChunkGrid cut(
      LogicalNest nest,
      ChunkGrid grid,
      Predicate<ArrayRef> travels,
      ClusterSpec cluster,
      PlanSettings settings) {
    return new FinerBlocks(nest, grid, travels, cluster, settings).cut(grid);
  }

  private ChunkGrid cut(ChunkGrid grid) {
    if (!isOfUse(grid)) {
      return grid;
    }
    long[] block = grid.chunkShape().extents();
    double all = operands.stream().mapToDouble(this::bytes).sum();
    // As many parts along a side as a square grid of tasks has groups, and some to choose from.
    double parts = 2 * Math.sqrt((double) cluster.slots() * TASKS_PER_SLOT);
    double room = (double) cluster.taskMemory() / PARTS_OF_TASK_MEMORY;
    double limit = Math.max(SMALLEST_PART, Math.min(room, all / parts));
    double each = limit / Math.max(1, operands.size());
    for (int axis = axisToCut(block, each); axis >= 0; axis = axisToCut(block, each)) {
      block[axis] = (block[axis] + 1) / 2;
    }
    for (int axis = 0; axis < block.length; axis++) {
      if (block[axis] < grid.chunkShape().extent(axis)) {
        block[axis] = inWholeRounds(axis, block);
      }
    }
    return BlockGrids.grid(nest.loop(), block);
  }

  /**
   * The length of blocks along an axis of which there are as many as keep all cores busy to the
   * end: operands that follow it may become chunks, of which a task each runs where they lie. Not
   * where starting more tasks takes longer than is gained.
   */
  private long inWholeRounds(int axis, long[] block) {
    long extent = nest.loop().axes().get(axis).extent();
    long slots = cluster.slots();
    long count = -Math.floorDiv(-extent, block[axis]);
    long rounds = -Math.floorDiv(-count, slots);
    long whole = rounds * slots;
    double work = WorkEstimate.nanos(nest.loop()) / TaskCount.VECTORIZED;
    double gain = work * ((double) rounds / count - 1.0 / slots);
    boolean pays = gain > STAGES * (whole - count) * TaskCount.LAUNCH_NANOS;
    if (count >= slots * BlockGrids.FEW_ROUNDS || whole > extent || !pays) {
      return block[axis];
    }
    long[] finer = block.clone();
    finer[axis] = -Math.floorDiv(-extent, whole);
    double part =
        operands.stream()
            .filter(operand -> operand.map().dependsOn(axis))
            .mapToDouble(operand -> bytes(operand, finer))
            .max()
            .orElse(0);
    return part < SMALLEST_PART ? block[axis] : finer[axis];
  }

  private boolean isOfUse(ChunkGrid grid) {
    if (settings.delivery() == PlanSettings.DeliveryWish.REPLICATED
        || settings.delivery() == PlanSettings.DeliveryWish.PANELS) {
      return true;
    }
    Map<ArrayRef, Double> shared = new HashMap<>();
    double all = 0;
    for (KernelOperand.Memory operand : operands) {
      all += bytes(operand);
      for (int axis = 0; axis < grid.shape().rank(); axis++) {
        if (grid.counts().extent(axis) > 1 && !operand.map().dependsOn(axis)) {
          shared.merge(array(operand), bytes(operand), Math::max);
        }
      }
    }
    double bytes = shared.values().stream().mapToDouble(part -> part).sum();
    if (bytes > cluster.broadcastMemory() || bytes > BroadcastDelivery.VARIABLE_BYTES) {
      return true;
    }
    if (settings.delivery() == PlanSettings.DeliveryWish.BROADCAST) {
      return false;
    }
    // A square grid of tasks sends each of two operands as often as it has groups along a side.
    double inParts = SHUFFLE_COST * all * Math.sqrt((double) cluster.slots() * TASKS_PER_SLOT);
    boolean lieInMemory = operands.stream().noneMatch(o -> isStored(array(o)));
    return lieInMemory && bytes * cluster.copies() > inParts;
  }

  private static boolean isStored(ArrayRef array) {
    return array instanceof ArrayRef.Source source && !(source.source() instanceof ChunkedSource);
  }

  private ArrayRef array(KernelOperand.Memory operand) {
    return nest.inputs().get(operand.input());
  }

  /** What all blocks read of an operand's array: perhaps a slice. */
  private double bytes(KernelOperand.Memory operand) {
    long[] extents = nest.loop().axes().stream().mapToLong(Axis::extent).toArray();
    return ArrayBytes.of(array(operand), Box.whole(Shape.ofLoops(extents)).read(operand.map()));
  }

  private double bytes(KernelOperand.Memory operand, long[] block) {
    double part = bytes(operand);
    for (int axis = 0; axis < block.length; axis++) {
      if (operand.map().dependsOn(axis)) {
        part *= (double) block[axis] / Math.max(1, nest.loop().axes().get(axis).extent());
      }
    }
    return part;
  }

  /**
   * The axis along which the operands that follow it are the largest; -1 if there is none.
   *
   * @param enough what a block reads of those along an axis need not be cut further
   */
  private int axisToCut(long[] block, double enough) {
    int best = -1;
    double most = enough;
    for (int axis = 0; axis < block.length; axis++) {
      if (block[axis] <= 1 || !isCuttable(axis)) {
        continue;
      }
      double bytes = 0;
      for (KernelOperand.Memory operand : operands) {
        bytes += operand.map().dependsOn(axis) ? bytes(operand, block) : 0;
      }
      if (bytes > most) {
        most = bytes;
        best = axis;
      }
    }
    return best;
  }

  private boolean isCuttable(int axis) {
    LoopNest loop = nest.loop();
    return switch (loop.axes().get(axis).role()) {
      case PARALLEL -> true;
      case REDUCED -> !isHalved && isExact(loop);
      case SLOT, INNER -> false;
    };
  }

  /** Whether the order in which a nest reduces makes no difference to the bits of its results. */
  static boolean isExact(LoopNest loop) {
    return !loop.isReduction() || loop.outputs().stream().allMatch(FinerBlocks::isExact);
  }

  static boolean isExact(Output output) {
    return switch (output.reducing()) {
      case SUM, PROD -> !output.body().dtype().isFloat();
      case SQUARED_DEVIATIONS -> false;
      case MIN, MAX, ARGMIN, ARGMAX, ANY, ALL, BINCOUNT -> true;
      case SMALLEST, LARGEST, ARGSMALLEST, ARGLARGEST -> true;
    };
  }
}
