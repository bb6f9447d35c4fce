package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.kernel.Scalar;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.plan.logical.LogicalPlan;
import io.github.sparkndarray.plan.logical.SharedWork;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Chooses between plans that do work on operands where they are read, or before they are sent
 * there: whichever moves fewer bytes without taking longer. Long contractions within bodies become
 * passes of their own where {@link ContractionChoice} says so; what several passes of a stage need
 * is computed once where it is still in cache when it is read again.
 */
public final class PlanChoice {
  /** Where less than this is sent, no other plan is made, unless it takes long. */
  private static final double WORTHWHILE = 1 << 20;

  private static final double LONG_SECONDS = 0.1;

  /** What is projected of bodies with contractions is less than they take. */
  private static final double MOST_SLOWER = 2;

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
        Optional<PhysicalPlan> other =
            other(lowering, SharedWork.DONE_FIRST, fused, sink, cluster, settings);
        if (other.isPresent()) {
          return other.get();
        }
      }
      throw e;
    }
    if (sent(plan) >= WORTHWHILE || plan.seconds() >= LONG_SECONDS) {
      Optional<PhysicalPlan> first =
          other(lowering, SharedWork.DONE_FIRST, fused, sink, cluster, settings)
              .filter(other -> other.isLighter(plan));
      if (first.isPresent()) {
        return first.get();
      }
    }
    Optional<PhysicalPlan> better = Optional.empty();
    if (fused.nests().stream().anyMatch(ContractionChoice::hasLongSums)) {
      better =
          other(lowering, SharedWork.CONTRACTED_FIRST, fused, sink, cluster, settings)
              .filter(other -> ContractionChoice.isBetter(other, plan))
              .filter(other -> other.seconds() <= MOST_SLOWER * plan.seconds());
    }
    if (better.isEmpty() && sink.takesSlabs() && mayRepeat(fused)) {
      better =
          other(lowering, SharedWork.DONE_ONCE, fused, sink, cluster, settings)
              .filter(other -> isSameButInCache(other, plan));
    }
    return better.orElse(plan);
  }

  /** Whether several passes compute transcendental functions, which may be the same. */
  private static boolean mayRepeat(LogicalPlan plan) {
    return plan.nests().stream().filter(PlanChoice::isTranscendental).limit(2).count() == 2;
  }

  private static boolean isTranscendental(LogicalNest nest) {
    return contains(
        nest,
        scalar -> scalar instanceof Scalar.Apply apply && apply.operator().isTranscendental());
  }

  /** Whether some part of what a nest computes is wanted. */
  static boolean contains(LogicalNest nest, Predicate<Scalar> wanted) {
    Set<Scalar> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Scalar> open = new ArrayDeque<>();
    nest.loop().outputs().forEach(output -> open.add(output.body()));
    while (!open.isEmpty()) {
      Scalar scalar = open.pop();
      if (wanted.test(scalar)) {
        return true;
      }
      scalar.inputs().stream().filter(seen::add).forEach(open::push);
    }
    return false;
  }

  /** Whether a plan has the same stages as another, and nothing more that leaves caches. */
  private static boolean isSameButInCache(PhysicalPlan plan, PhysicalPlan other) {
    if (plan.stages().size() != other.stages().size()) {
      return false;
    }
    for (int n = 0; n < plan.stages().size(); n++) {
      Stage stage = plan.stages().get(n);
      boolean isSame = stage.producers().size() == other.stages().get(n).producers().size();
      boolean comesInSlabs = stage.keep() == Stage.Keep.NOWHERE;
      if (!isSame && !(comesInSlabs && Slabs.keepProducedInCache(stage))) {
        return false;
      }
    }
    return true;
  }

  /** The plan with work done in passes of its own, if there is any and it fits. */
  private static Optional<PhysicalPlan> other(
      Function<SharedWork, LogicalPlan> lowering,
      SharedWork sharedWork,
      LogicalPlan fused,
      Sink sink,
      ClusterSpec cluster,
      PlanSettings settings) {
    LogicalPlan logical = lowering.apply(sharedWork);
    boolean isSame = logical.nests().size() == fused.nests().size();
    if (isSame || !addsAlike(logical, fused, settings)) {
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

  /** Whether sums of two plans are cut in the same places, and so have the same bits. */
  private static boolean addsAlike(LogicalPlan one, LogicalPlan other, PlanSettings settings) {
    return new ReducedCuts(one, settings)
        .ofSums()
        .equals(new ReducedCuts(other, settings).ofSums());
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
}
