package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.expr.Generator;
import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.kernel.Scalar;
import io.github.sparkndarray.plan.logical.LogicalNest;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Roughly how long a nest takes on one core. Only ratios matter: it decides how finely work is cut,
 * never what is computed.
 */
final class WorkEstimate {
  private static final double ARITHMETIC_NANOS = 0.15;
  private static final double TRANSCENDENTAL_NANOS = 2;
  private static final double RANDOM_NANOS = 1.5;

  private WorkEstimate() {}

  /** Nanoseconds on one core for all blocks of a stage. */
  static double nanos(StageDraft draft) {
    double work = 0;
    for (LogicalNest nest : draft.nests()) {
      work += nanos(nest.loop());
    }
    return work * draft.shareOfBlocks();
  }

  /** Nanoseconds on one core for the whole nest. */
  static double nanos(LoopNest nest) {
    double perPoint = 0;
    for (KernelOperand operand : nest.operands()) {
      boolean drawn =
          operand instanceof KernelOperand.Generated generated
              && generated.generator() instanceof Generator.Pcg;
      perPoint += drawn ? RANDOM_NANOS : ARITHMETIC_NANOS;
    }
    Set<Scalar> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Output output : nest.outputs()) {
      perPoint += nanos(output.body(), nest, seen);
    }
    double points = 1;
    for (Axis axis : nest.axes()) {
      boolean counts = axis.role() == Axis.Role.PARALLEL || axis.role() == Axis.Role.REDUCED;
      points *= counts ? axis.extent() : 1;
    }
    return points * perPoint;
  }

  /**
   * Per point of the axes around the body; what lies under an inner reduction counts its extents.
   */
  private static double nanos(Scalar body, LoopNest nest, Set<Scalar> seen) {
    if (!seen.add(body)) {
      return 0;
    }
    double nanos = 0;
    for (Scalar input : body.inputs()) {
      nanos += nanos(input, nest, seen);
    }
    if (body instanceof Scalar.Inner inner) {
      for (int axis : inner.axes()) {
        nanos *= nest.axes().get(axis).extent();
      }
    }
    if (body instanceof Scalar.Apply apply) {
      return nanos
          + (apply.operator().isTranscendental() ? TRANSCENDENTAL_NANOS : ARITHMETIC_NANOS);
    }
    return nanos + ARITHMETIC_NANOS;
  }
}
