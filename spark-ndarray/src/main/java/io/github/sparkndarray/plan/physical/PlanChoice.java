package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.plan.logical.LogicalPlan;
import io.github.sparkndarray.plan.logical.SharedWork;
import java.util.Optional;
import java.util.function.Function;

/**
 * Chooses between plans that do work on operands where they are read, or before they are sent
 * there: whichever moves fewer bytes without taking longer.
 */
public final class PlanChoice {
  /** Where less than this is sent, no other plan is made. */
  private static final double WORTHWHILE = 1 << 20;

  private PlanChoice() {}

  /**
   * The plan for a cluster.
   *
   * @param lowering makes the passes
   * @throws NDArrayException as {@link Planner#plan} does, when no plan would fit
   */
  public static PhysicalPlan plan(
      Function<SharedWork, LogicalPlan> lowering,
      Sink sink,
      ClusterSpec cluster,
      PlanSettings settings) {
    LogicalPlan fused = lowering.apply(SharedWork.FUSED);
    PhysicalPlan plan;
    try {
      plan = Planner.plan(fused, sink, cluster, settings);
    } catch (NDArrayException e) {
      if (e.code() == ErrorCode.MEMORY) {
        Optional<PhysicalPlan> other = other(lowering, fused, sink, cluster, settings);
        if (other.isPresent()) {
          return other.get();
        }
      }
      throw e;
    }
    if (sent(plan) < WORTHWHILE) {
      return plan;
    }
    return other(lowering, fused, sink, cluster, settings)
        .filter(other -> other.moved() < plan.moved() && seconds(other) <= seconds(plan))
        .orElse(plan);
  }

  /** The plan with work done first, if there is any and it fits. */
  private static Optional<PhysicalPlan> other(
      Function<SharedWork, LogicalPlan> lowering,
      LogicalPlan fused,
      Sink sink,
      ClusterSpec cluster,
      PlanSettings settings) {
    LogicalPlan logical = lowering.apply(SharedWork.DONE_FIRST);
    if (logical.nests().size() == fused.nests().size()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Planner.plan(logical, sink, cluster, settings));
    } catch (NDArrayException e) {
      if (e.code() == ErrorCode.MEMORY) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The bytes of operands that the planner itself decided to send. */
  private static double sent(PhysicalPlan plan) {
    return plan.stages().stream()
        .filter(stage -> !stage.onDriver())
        .flatMap(stage -> stage.inputs().stream())
        .filter(input -> !input.isWished())
        .mapToDouble(
            input ->
                switch (input.delivery()) {
                  case BROADCAST, PANELS, REPLICATED -> input.moved();
                  case STORED -> Math.max(0, input.moved() - input.bytes());
                  case MAPPED, ALIGNED, LOCAL -> 0;
                })
        .sum();
  }

  private static double seconds(PhysicalPlan plan) {
    return plan.stages().stream()
        .mapToDouble(stage -> TimeProjection.of(stage, plan).seconds())
        .sum();
  }
}
