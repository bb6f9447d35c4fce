package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Scalar;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.plan.logical.LongContraction;
import io.github.sparkndarray.shape.Box;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says where long contractions within bodies are better passes of their own. */
final class ContractionChoice {
  /** What a block may make of arrays that would not be there if all were fused. */
  private static final long MOST_PRODUCED = 64L << 20;

  /**
   * The terms from which on a contraction for one reader is quicker as a pass of its own, whatever
   * it adds up. Of 4096 × 4096 on two cores with AVX-512, as part of the body and as a pass, in
   * milliseconds: largest products of rows 23 and 63 with 32 terms, 42 and 38 with 64, 92 and 49
   * with 128; nearest vectors 43 and 119 with 64, 89 and 153 with 128.
   */
  private static final long LONG_ENOUGH = 256;

  private ContractionChoice() {}

  /** Whether there are sums in bodies that may be contractions. */
  static boolean hasLongSums(LogicalNest nest) {
    return PlanChoice.contains(
        nest,
        scalar ->
            scalar instanceof Scalar.Inner inner
                && inner.reduction() == Reduction.SUM
                && inner.axes().length == 1
                && LongContraction.hasEnough(nest.loop().axes().get(inner.axes()[0]).extent()));
  }

  /**
   * Whether a plan with contractions apart is better than the one with all fused: it has the same
   * stages, which give the same bits, and its blocks make little that they do not make there.
   */
  static boolean isBetter(PhysicalPlan plan, PhysicalPlan fused) {
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
}
