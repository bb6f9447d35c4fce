package io.github.sparkndarray.plan.physical;

import static io.github.sparkndarray.plan.Arrays.chunked;
import static io.github.sparkndarray.plan.Arrays.distances;
import static io.github.sparkndarray.plan.Arrays.file;
import static io.github.sparkndarray.plan.Arrays.reduce;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Persist;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.plan.logical.Lowering;
import io.github.sparkndarray.plan.logical.SharedWork;
import io.github.sparkndarray.plan.physical.ReducedCuts.Cut;
import io.github.sparkndarray.shape.Index;
import io.github.sparkndarray.shape.Shape;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sums are cut where their expressions say, whatever the cluster and the plan. */
class ReducedCutsTest {
  private static final ClusterSpec SMALL = new ClusterSpec(2, 1, 4L << 30, 4L << 30, 1L << 30);
  private static final ClusterSpec LARGE = new ClusterSpec(500, 8, 32L << 30, 32L << 30, 1L << 30);

  private static Expr sum(Expr x, int... axes) {
    return reduce(Reduction.SUM, x, axes);
  }

  private static Expr add(Expr a, Expr b) {
    return Elementwise.of(Operator.ADD, a, b);
  }

  private static Set<Cut> cuts(Expr output, SharedWork sharedWork) {
    return new ReducedCuts(
            Lowering.lower(List.of(output), Map.of(), sharedWork), PlanSettings.DEFAULT)
        .ofSums();
  }

  static List<Arguments> sums() {
    Expr few = file("few", 100_000, 8);
    Expr many = file("many", 1_000_000, 768);
    Expr chunks = chunked("chunks", 700, 1_000_000, 768);
    return List.of(
        Arguments.of("of rows that read little", sum(distances(few), 1), 100_000),
        Arguments.of("of rows that read much", sum(distances(many), 1), 3_907),
        Arguments.of("of columns", sum(distances(many), 0), 3_907),
        Arguments.of(
            "of rows of other points", sum(distances(few, file("d", 9_000_000, 8)), 1), 32_728),
        Arguments.of("of rows of kept points", sum(distances(chunks), 1), 3_907),
        Arguments.of("of chunks", sum(chunks, 0), 700),
        Arguments.of(
            "of half as many bytes", sum(distances(Convert.of(many, DType.FLOAT32)), 1), 3_907));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sums")
  void sumsAreCutByWhatTheyRead(String name, Expr sum, long length) {
    for (ClusterSpec cluster : List.of(SMALL, LARGE)) {
      Stage stage =
          Planner.plan(Lowering.lower(List.of(sum)), Sink.WRITE, cluster, PlanSettings.DEFAULT)
              .stages()
              .get(0);

      int reduced = stage.terminal().loop().parallelRank();
      assertThat(stage.grid().chunkShape().extent(reduced)).isEqualTo(length);
      assertThat(stage.memory().task()).isLessThan(cluster.taskMemory());
    }
  }

  static List<Arguments> works() {
    Expr a = file("a", 3_000_000, 3);
    Expr b = file("b", 3_000_000, 3);
    Expr few = file("few", 50_000, 3);
    return List.of(
        Arguments.of("a sum of terms", sum(distances(few, add(a, b)), 1)),
        Arguments.of("with itself", sum(distances(add(a, b)), 1)),
        Arguments.of("narrower numbers", sum(distances(few, Convert.of(a, DType.FLOAT32)), 1)),
        Arguments.of("of all pairs", sum(distances(few, add(a, b)))));
  }

  /** Whether work is done first depends on the cluster. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("works")
  void sumsAreCutAlikeWhetherOperandsAreComputedFirst(String name, Expr sum) {
    Set<Cut> fused = cuts(sum, SharedWork.FUSED);

    assertThat(fused).isNotEmpty();
    assertThat(cuts(sum, SharedWork.DONE_FIRST)).isEqualTo(fused);
  }

  /**
   * Every fourth row of a file: what lies between is read with them unless they are taken first.
   */
  @Test
  void aPlanThatCutsSumsInOtherPlacesIsNotTaken() {
    Expr a = View.index(file("a", 6_000_000, 3), List.of(new Index.Range(null, null, 4L)));
    Expr b = file("b", 1_500_000, 3);
    Expr sum = sum(distances(file("few", 50_000, 3), add(a, b)), 1);
    Set<Cut> fused = cuts(sum, SharedWork.FUSED);
    assertThat(cuts(sum, SharedWork.DONE_FIRST)).isNotEqualTo(fused);

    for (ClusterSpec cluster : List.of(SMALL, LARGE)) {
      PhysicalPlan plan =
          PlanChoice.plan(
              sharedWork -> Lowering.lower(List.of(sum), Map.of(), sharedWork),
              Sink.WRITE,
              cluster,
              PlanSettings.DEFAULT);

      assertThat(plan.stages()).hasSize(1);
    }
  }

  @Test
  void whatIsKeptIsAddedUpInItsChunks() {
    Expr kept = Persist.of(Elementwise.of(Operator.SIN, file("x", 1_000_000, 768)));
    Set<Cut> ofRows = cuts(sum(kept, 0), SharedWork.FUSED);

    PhysicalPlan plan =
        Planner.plan(Lowering.lower(List.of(kept)), Sink.WRITE, SMALL, PlanSettings.DEFAULT);
    assertThat(ofRows)
        .containsExactly(
            new Cut(
                Shape.of(768),
                Shape.of(1_000_000),
                Shape.of(plan.stages().get(0).grid().chunkShape().extent(0))));
  }
}
