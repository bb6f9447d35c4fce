package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.plan.logical.LogicalPlan;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What blocks read of operands in memory, in bytes, with what producers read that may run in the
 * same blocks. It may be far more than the elements that a block reduces: {@code x.sum(2).sum(0)}
 * reads as many as the last axis has for each of them.
 *
 * <p>It follows from the expressions alone, as part of how reductions are cut.
 */
final class BlockReads {
  private static final double SOME_OUTPUTS = 256;
  private static final double OUTPUTS_OF_BLOCK = 1 << 20;

  private final LogicalNest nest;

  /** What making an element reads, of arrays that may be made in the blocks that read them. */
  private final Map<ArrayRef, Double> elements;

  /** The same, of arrays that are not reduced. */
  private final Map<ArrayRef, Double> computed;

  private BlockReads(
      LogicalNest nest, Map<ArrayRef, Double> elements, Map<ArrayRef, Double> computed) {
    this.nest = nest;
    this.elements = elements;
    this.computed = computed;
  }

  /** What the blocks of all nests of a plan read, by the nests' numbers. */
  static Map<Integer, BlockReads> of(LogicalPlan logical, PlanSettings settings) {
    Map<ArrayRef, Integer> readers = new HashMap<>();
    logical.nests().stream()
        .flatMap(nest -> nest.inputs().stream().distinct())
        .forEach(array -> readers.merge(array, 1, Integer::sum));
    Map<ArrayRef, Double> elements = new HashMap<>();
    Map<ArrayRef, Double> computed = new HashMap<>();
    Map<Integer, BlockReads> all = new HashMap<>();
    for (LogicalNest nest : logical.nests()) {
      BlockReads reads = new BlockReads(nest, elements, computed);
      all.put(nest.id(), reads);
      boolean isOfOwn =
          logical.keeps(nest) || BlockGrids.cutsReduction(nest.loop(), reads, settings);
      for (int output = 0; output < nest.loop().outputs().size(); output++) {
        ArrayRef result = nest.result(output);
        double own = reads.ofOneOutput(BlockGrids.extents(nest.loop(), Axis.Role.REDUCED));
        if (!isOfOwn && !nest.loop().isReduction()) {
          // As much as where it is computed by those that read it: whether it is, no sum must tell.
          elements.put(result, own);
          computed.put(result, own);
        } else if (!isOfOwn && readers.getOrDefault(result, 0) == 1) {
          elements.put(result, result.dtype().itemSize() + own);
        }
      }
    }
    return all;
  }

  /** What a block reads that has all parallel axes whole. */
  double ofAllOutputs(Shape reducedBlock) {
    return bytes(block(true, reducedBlock), memory -> 1);
  }

  /**
   * What a block of one output reads of the operands that have elements of their own for each
   * output: the others are the same for many blocks, and reach them in another way.
   */
  double ofOneOutput(Shape reducedBlock) {
    return bytes(block(false, reducedBlock), memory -> isOwn(memory) ? 1 : 0);
  }

  /**
   * What a block of some outputs reads of the operands that are the same for many: of the rows that
   * they follow, and columns, as many as blocks of matrix products usually have; of all, if there
   * are so few outputs that one block may have them; of one, where each point takes sums of its
   * own, which had better not be computed anew for other columns.
   */
  double ofSomeOutputs(Shape reducedBlock) {
    double outputs = BlockGrids.extents(nest.loop(), Axis.Role.PARALLEL).size();
    double some =
        BlockGrids.extents(nest.loop(), Axis.Role.INNER).rank() > 0
            ? 1
            : outputs <= OUTPUTS_OF_BLOCK ? OUTPUTS_OF_BLOCK : SOME_OUTPUTS;
    return bytes(
        block(false, reducedBlock), memory -> isOwn(memory) ? 0 : Math.min(some, followed(memory)));
  }

  /** For how many outputs an operand has elements of their own. */
  private double followed(KernelOperand.Memory memory) {
    LoopNest loop = nest.loop();
    double outputs = 1;
    for (int axis = 0; axis < loop.axes().size(); axis++) {
      boolean counts = loop.axes().get(axis).role() == Axis.Role.PARALLEL;
      outputs *= counts && memory.map().dependsOn(axis) ? loop.axes().get(axis).extent() : 1;
    }
    return outputs;
  }

  /**
   * What is read of the largest operands. Smaller ones may be part of what is computed before, of
   * which nothing is known but its size.
   */
  private double bytes(Box block, ToDoubleFunction<KernelOperand.Memory> times) {
    List<Double> all = new ArrayList<>();
    for (KernelOperand operand : nest.loop().operands()) {
      if (operand instanceof KernelOperand.Memory memory) {
        ArrayRef array = nest.inputs().get(memory.input());
        // What many blocks read is not reduced by each of them.
        Map<ArrayRef, Double> known = isOwn(memory) ? elements : computed;
        double element = known.getOrDefault(array, (double) array.dtype().itemSize());
        double read = element * block.read(memory.map()).shape().size();
        all.add(read * times.applyAsDouble(memory));
      }
    }
    double largest = all.stream().mapToDouble(bytes -> bytes).max().orElse(0);
    return all.stream().mapToDouble(bytes -> 2 * bytes < largest ? 0 : bytes).sum();
  }

  private Box block(boolean isParallelWhole, Shape reducedBlock) {
    LoopNest loop = nest.loop();
    long[] lengths = new long[loop.axes().size()];
    int reduced = 0;
    for (int axis = 0; axis < lengths.length; axis++) {
      long extent = loop.axes().get(axis).extent();
      lengths[axis] =
          switch (loop.axes().get(axis).role()) {
            case PARALLEL -> isParallelWhole ? extent : Math.min(1, extent);
            case REDUCED -> reducedBlock.extent(reduced++);
            case SLOT, INNER -> extent;
          };
    }
    return Box.whole(Shape.ofLoops(lengths));
  }

  private boolean isOwn(KernelOperand.Memory memory) {
    LoopNest loop = nest.loop();
    for (int axis = 0; axis < loop.axes().size(); axis++) {
      Axis of = loop.axes().get(axis);
      if (of.role() == Axis.Role.PARALLEL && of.extent() > 1 && !memory.map().dependsOn(axis)) {
        return false;
      }
    }
    return true;
  }
}
