package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one block of a stage touches: the part of its iteration space that each nest computes, and
 * the part of each array that some nest reads.
 *
 * @param nests by nest number, boxes over the nest's parallel and reduced axes
 * @param arrays boxes of all arrays that are read, results of the stage's own producers among them
 */
public record BlockRegions(Map<Integer, Box> nests, Map<ArrayRef, Box> arrays) {

  /**
   * The regions for one block.
   *
   * @param producers in the order in which they run
   * @param block a box over the terminal's parallel and reduced axes
   */
  public static BlockRegions of(List<LogicalNest> producers, LogicalNest terminal, Box block) {
    BlockRegions regions = new BlockRegions(new HashMap<>(), new HashMap<>());
    regions.add(terminal, block);
    for (int p = producers.size() - 1; p >= 0; p--) {
      LogicalNest producer = producers.get(p);
      Box needed = null;
      for (int output = 0; output < producer.loop().outputs().size(); output++) {
        Box read = regions.arrays.get(producer.result(output));
        needed = read == null ? needed : needed == null ? read : needed.hull(read);
      }
      if (needed != null) {
        needed = withAllSlots(needed, producer.loop());
        Box reduced = Box.whole(BlockGrids.extents(producer.loop(), Axis.Role.REDUCED));
        regions.add(producer, needed.concat(reduced));
      }
    }
    return regions;
  }

  /** Slots are filled together. */
  private static Box withAllSlots(Box needed, LoopNest nest) {
    if (!nest.hasSlots()) {
      return needed;
    }
    int slot = nest.parallelRank() - 1;
    long[] origin = new long[slot + 1];
    long[] extents = needed.shape().extents();
    for (int axis = 0; axis < slot; axis++) {
      origin[axis] = needed.origin(axis);
    }
    extents[slot] = nest.axes().get(slot).extent();
    return new Box(origin, Shape.of(extents));
  }

  private void add(LogicalNest nest, Box block) {
    nests.put(nest.id(), block);
    Box all = block.concat(Box.whole(BlockGrids.extents(nest.loop(), Axis.Role.INNER)));
    for (KernelOperand operand : nest.loop().operands()) {
      if (operand instanceof KernelOperand.Memory memory) {
        arrays.merge(nest.inputs().get(memory.input()), all.read(memory.map()), Box::hull);
      }
    }
  }

  /** The part of an array that the block reads. */
  public Box read(ArrayRef array) {
    Box box = arrays.get(array);
    if (box == null) {
      throw new IllegalArgumentException("the block does not read " + array);
    }
    return box;
  }

  /** The box that a nest computes for the block, over its parallel and reduced axes. */
  public Box computed(LogicalNest nest) {
    Box box = nests.get(nest.id());
    if (box == null) {
      throw new IllegalArgumentException("the block does not need nest " + nest.id());
    }
    return box;
  }

  /** The size in bytes of the part of an array that the block reads. */
  long bytes(ArrayRef array) {
    return read(array).shape().size() * array.dtype().itemSize();
  }
}
