package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Scalar;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.plan.logical.LogicalPlan;
import io.github.sparkndarray.plan.logical.LongContraction;
import io.github.sparkndarray.plan.logical.SharedWork;
import io.github.sparkndarray.shape.Box;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Chooses between plans that do work on operands where they are read, or before they are sent
 * there: whichever moves fewer bytes without taking longer. Long contractions within bodies become
 * passes of their own where blocks make little more for that; what several passes of a stage need
 * is computed once where it is still in cache when it is read again.
 */
public final class PlanChoice {
  /** Where less than this is sent, no other plan is made. */
  private static final double WORTHWHILE = 1 << 20;

  /** What a block may make of arrays that would not be there if all were fused. */
  private static final long MOST_PRODUCED = 64L << 20;

  /**
   * The terms from which on a contraction for one reader is quicker as a pass of its own. Of 4096 ×
   * 4096 squared distances, summed up by rows, on two cores with AVX-512: as part of the body and
   * as a pass 37 and 73 ms with 32 terms, 124 and 138 with 128, some 1,000 and 500 with 768.
   */
  private static final long LONG_ENOUGH = 256;

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
    if (sent(plan) >= WORTHWHILE) {
      Optional<PhysicalPlan> first =
          other(lowering, SharedWork.DONE_FIRST, fused, sink, cluster, settings)
              .filter(other -> other.moved() < plan.moved() && seconds(other) <= seconds(plan));
      if (first.isPresent()) {
        return first.get();
      }
    }
    Optional<PhysicalPlan> better = Optional.empty();
    if (fused.nests().stream().anyMatch(PlanChoice::hasLongSums)) {
      better =
          other(lowering, SharedWork.CONTRACTED_FIRST, fused, sink, cluster, settings)
              .filter(other -> makesLittleMore(other, plan));
    }
    if (better.isEmpty() && sink.takesSlabs() && mayRepeat(fused)) {
      better =
          other(lowering, SharedWork.DONE_ONCE, fused, sink, cluster, settings)
              .filter(other -> isSameButInCache(other, plan));
    }
    return better.orElse(plan);
  }

  /** Whether there are sums in bodies that may be contractions. */
  private static boolean hasLongSums(LogicalNest nest) {
    return contains(
        nest,
        scalar ->
            scalar instanceof Scalar.Inner inner
                && inner.reduction() == Reduction.SUM
                && inner.axes().length == 1
                && LongContraction.hasEnough(nest.loop().axes().get(inner.axes()[0]).extent()));
  }

  /**
   * Whether a plan has the same stages as another with all fused, which give the same bits, and its
   * blocks make little that they do not make there.
   */
  private static boolean makesLittleMore(PhysicalPlan plan, PhysicalPlan fused) {
    if (plan.stages().size() != fused.stages().size()) {
      return false;
    }
    for (int n = 0; n < plan.stages().size(); n++) {
      Stage stage = plan.stages().get(n);
      boolean makesLittle =
          stage.grid().size() == 0
              || Slabs.producedBytes(
                      stage.producers(),
                      BlockRegions.of(stage.producers(), stage.terminal(), stage.grid().box(0)))
                  <= MOST_PRODUCED;
      if (!makesLittle
          || !isCutAlike(stage, fused.stages().get(n))
          || !contractsForEnough(stage, fused.stages().get(n))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether all contractions that are no passes where all is fused are read by several passes, or
   * are long enough to pay for an array for one of them alone; and none of these adds up floats,
   * whose sums would be of other runs of what is computed and of what is read.
   */
  private static boolean contractsForEnough(Stage stage, Stage fused) {
    Set<LoopNest> before = nests(fused).map(LogicalNest::loop).collect(Collectors.toSet());
    return nests(stage)
        .filter(nest -> !before.contains(nest.loop()))
        .allMatch(
            nest ->
                nest.loop().isContraction()
                    ? terms(nest) >= LONG_ENOUGH || readers(nest, stage) > 1
                    : FinerBlocks.isExact(nest.loop()));
  }

  private static Stream<LogicalNest> nests(Stage stage) {
    return Stream.concat(stage.producers().stream(), Stream.of(stage.terminal()));
  }

  private static long terms(LogicalNest nest) {
    return nest.loop().axes().stream()
        .filter(axis -> axis.role() == Axis.Role.REDUCED)
        .mapToLong(Axis::extent)
        .reduce(1, (a, b) -> a * b);
  }

  private static long readers(LogicalNest nest, Stage stage) {
    return nests(stage)
        .filter(
            reader ->
                reader.inputs().stream()
                    .anyMatch(in -> in instanceof ArrayRef.Result r && r.nest() == nest.id()))
        .count();
  }

  /** Whether sums of two stages, and sums of what they keep, are added up in the same order. */
  private static boolean isCutAlike(Stage stage, Stage other) {
    if (stage.isHalved() || other.isHalved()) {
      return false;
    }
    boolean isKept = stage.keep() == Stage.Keep.IN_CLUSTER;
    if (!isKept && FinerBlocks.isExact(stage.terminal().loop())) {
      return true;
    }
    int first = isKept ? 0 : stage.terminal().loop().parallelRank();
    Box chunk = Box.whole(stage.grid().chunkShape());
    return chunk.trailing(first).equals(Box.whole(other.grid().chunkShape()).trailing(first));
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

  private static boolean contains(LogicalNest nest, Predicate<Scalar> wanted) {
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
