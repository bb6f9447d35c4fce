package io.github.sparkndarray.kernel;

import io.github.sparkndarray.expr.Reduction;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A fused region: one kernel. Parallel axes come first, in the order of the outputs' dimensions,
 * then that of slots, if any, then reduced ones in C order of the reduced array, then inner ones.
 * Either every output is reduced along all the reduced axes, or there are no reduced axes.
 *
 * @param axes the labelled axes
 * @param inputs how many arrays in memory the operands refer to
 * @param operands the ways in which arrays are read
 * @param outputs what is computed, in one pass
 */
public record LoopNest(
    List<Axis> axes, int inputs, List<KernelOperand> operands, List<Output> outputs)
    implements Serializable {

  public LoopNest {
    axes = List.copyOf(axes);
    operands = List.copyOf(operands);
    outputs = List.copyOf(outputs);
  }

  /** The number of the outputs' axes, parallel ones and slots, which are the first ones. */
  public int parallelRank() {
    return count(Axis.Role.PARALLEL) + count(Axis.Role.SLOT);
  }

  /** Whether wide reductions fill a last axis of the outputs. */
  public boolean hasSlots() {
    return count(Axis.Role.SLOT) > 0;
  }

  /** The number of reduced axes, which follow the parallel ones. */
  public int reducedRank() {
    return count(Axis.Role.REDUCED);
  }

  public boolean isReduction() {
    return reducedRank() > 0;
  }

  /**
   * Whether this is a contraction: a reduction whose operands each lack a parallel axis, as those
   * of a matrix product or of squared distances do, so that each element is used many times.
   */
  public boolean isContraction() {
    if (!isReduction()) {
      return false;
    }
    boolean tracks = false;
    for (Output output : outputs) {
      Reduction reduction = output.reduction();
      if (reduction == null
          || reduction.isPosition()
          || reduction.isWide()
          || reduction == Reduction.SQUARED_DEVIATIONS) {
        return false;
      }
      tracks |= reduction.isTracked();
    }
    boolean reduces = false;
    Set<Long> lacking = new HashSet<>();
    for (KernelOperand operand : operands) {
      boolean alongReduced = false;
      long lacked = 0;
      for (int axis = 0; axis < axes.size(); axis++) {
        Axis of = axes.get(axis);
        boolean moves = operand.map().dependsOn(axis);
        alongReduced |= of.role() == Axis.Role.REDUCED && moves;
        boolean lacks = of.role() == Axis.Role.PARALLEL && of.extent() > 1 && !moves;
        lacked |= lacks ? 1L << axis : 0;
      }
      if (alongReduced && lacked == 0) {
        return false;
      }
      if (alongReduced) {
        reduces = true;
        lacking.add(lacked);
      }
    }
    // Extremes are best tracked along a tile that all rows share, if there is one.
    return reduces && (!tracks || lacking.size() > 1);
  }

  private int count(Axis.Role role) {
    // Asked for at every point by the reference interpreter: no streams here.
    int count = 0;
    for (Axis axis : axes) {
      count += axis.role() == role ? 1 : 0;
    }
    return count;
  }
}
