package io.github.sparkndarray.plan.physical;

import static io.github.sparkndarray.plan.Arrays.chunked;
import static io.github.sparkndarray.plan.Arrays.distances;
import static io.github.sparkndarray.plan.Arrays.file;
import static io.github.sparkndarray.plan.Arrays.reduce;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Persist;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.plan.logical.Lowering;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is reduced along whatever axes, blocks read no more than a task has room for. */
class BlockReadsTest {
  private static final ClusterSpec SMALL = new ClusterSpec(2, 1, 1L << 30, 1L << 30, 1L << 30);
  private static final ClusterSpec LARGE = new ClusterSpec(100, 4, 16L << 30, 16L << 30, 1L << 30);

  private static PhysicalPlan plan(ClusterSpec cluster, Sink sink, Expr output) {
    return Planner.plan(Lowering.lower(List.of(output)), sink, cluster, PlanSettings.DEFAULT);
  }

  private static Expr sum(Expr x, int... axes) {
    return reduce(Reduction.SUM, x, axes);
  }

  private static Expr variance(Expr x, int... axes) {
    return reduce(Reduction.SUM, Elementwise.of(Operator.SQUARE, x), axes);
  }

  private static Stream<Arguments> reductions() {
    Expr x = file("x", 20_000_000, 12, 5000);
    Expr chunks = chunked("x", 100, 20_000_000, 12, 5000);
    Expr vectors = file("v", 20_000_000, 768);
    Expr query = file("q", 768);
    Expr squares =
        sum(Elementwise.of(Operator.SQUARE, Elementwise.of(Operator.SUBTRACT, vectors, query)), 1);
    return Stream.of(
        Arguments.of("x.sum(2).sum(0)", sum(sum(x, 2), 0)),
        Arguments.of("x.sum(0).sum(1)", sum(sum(x, 0), 1)),
        Arguments.of("x.sum(2).sum(1).sum()", sum(sum(sum(x, 2), 1))),
        Arguments.of("x.sum(1).max(0)", reduce(Reduction.MAX, sum(x, 1), 0)),
        Arguments.of("x.sum(2).max(1)", reduce(Reduction.MAX, sum(x, 2), 1)),
        Arguments.of("x.sum(0)", sum(x, 0)),
        Arguments.of("x.sum((0, 2))", sum(x, 0, 2)),
        Arguments.of("chunks.sum(2).sum(0)", sum(sum(chunks, 2), 0)),
        Arguments.of("(x.sum(2) ** 2).sum(0)", variance(sum(x, 2), 0)),
        Arguments.of("persist(x.sum(2)).sum(0)", sum(Persist.of(sum(x, 2)), 0)),
        Arguments.of("cdist(v, v).sum(1)", sum(distances(vectors), 1)),
        Arguments.of("cdist(v, v).max(1)", reduce(Reduction.MAX, distances(vectors), 1)),
        Arguments.of(
            "cdist(chunks, chunks).sum(1)", sum(distances(chunked("c", 5000, 20_000_000, 768)), 1)),
        Arguments.of("((v - q) ** 2).sum(1)", squares),
        Arguments.of("exp(-((v - q) ** 2).sum(1)).sum()", sum(exp(squares))),
        Arguments.of("persist(exp(-((v - q) ** 2).sum(1)))", Persist.of(exp(squares))),
        Arguments.of(
            "exp(-cdist(v, w)).sum()", sum(exp(distances(vectors, file("w", 20_000, 768))))));
  }

  private static Expr exp(Expr x) {
    return Elementwise.of(Operator.EXP, Elementwise.of(Operator.NEGATIVE, x));
  }

  @ParameterizedTest
  @MethodSource("reductions")
  void reductionsOfManyTimesTheMemoryArePlanned(String name, Expr output) {
    for (ClusterSpec cluster : List.of(SMALL, LARGE)) {
      PhysicalPlan plan = plan(cluster, Sink.WRITE, output);

      for (Stage stage : plan.stages()) {
        assertThat(stage.memory().task()).as(name).isLessThan(cluster.taskMemory());
        assertThat(stage.onDriver() || stage.tasks() >= cluster.slots()).as(name).isTrue();
      }
    }
  }

  @Test
  void whereSumsOfSumsAreCutDoesNotDependOnTheCluster() {
    Expr sums = sum(sum(file("x", 20_000_000, 12, 5000), 2), 0);

    Stage here = plan(SMALL, Sink.COLLECT, sums).stages().get(0);
    Stage there = plan(LARGE, Sink.COLLECT, sums).stages().get(0);

    assertThat(here.hasPartials()).isTrue();
    int reduced = here.terminal().loop().parallelRank();
    assertThat(here.grid().chunkShape().extent(reduced))
        .isEqualTo(there.grid().chunkShape().extent(reduced));
    assertThat(here.traffic().partials()).as("combined where they are made").isLessThan(1e6);
  }
}
