package io.github.sparkndarray.kernel;

import java.io.Serializable;
import java.util.List;

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

  private int count(Axis.Role role) {
    // Asked for at every point by the reference interpreter: no streams here.
    int count = 0;
    for (Axis axis : axes) {
      count += axis.role() == role ? 1 : 0;
    }
    return count;
  }
}
