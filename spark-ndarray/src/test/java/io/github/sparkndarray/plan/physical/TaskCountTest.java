package io.github.sparkndarray.plan.physical;

import static io.github.sparkndarray.plan.Arrays.arange;
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

/** No core waits that could help, and no task is so short that starting it takes longer. */
class TaskCountTest {
  private static final ClusterSpec CLUSTER = new ClusterSpec(4, 4, 8L << 30, 4L << 30, 1L << 30);
  private static final ClusterSpec LARGE = new ClusterSpec(1000, 4, 16L << 30, 8L << 30, 1L << 30);

  private static Expr sin(Expr x) {
    return Elementwise.of(Operator.SIN, x);
  }

  private static Expr nearest(long rows, long columns) {
    return reduce(Reduction.MIN, distances(file("a", rows, 3), file("b", columns, 3)), 1);
  }

  static Stream<Arguments> cases() {
    Expr ten = Elementwise.of(Operator.ADD, file("x", 10_000_000), file("y", 10_000_000));
    Expr short1 = reduce(Reduction.SUM, arange(100_000_000));
    return Stream.of(
        Arguments.of("short work that is kept: one a core", Persist.of(ten), CLUSTER, 16, 16),
        Arguments.of(
            "16 GB that are kept: partitions of 128 MiB",
            Persist.of(sin(file("z", 2_000_000_000))),
            CLUSTER,
            64,
            128),
        Arguments.of("a second's work: a core each", nearest(100_000, 100_000), CLUSTER, 16, 32),
        Arguments.of("long work: several a core", nearest(1_000_000, 300_000), CLUSTER, 64, 512),
        Arguments.of("30 ms of work: not 4,000 tasks", short1, LARGE, 2, 12),
        Arguments.of("10⁸ pairs: not 4,000 tasks", nearest(10_000, 10_000), LARGE, 8, 40),
        Arguments.of(
            "10¹² pairs: as many as are soon started",
            nearest(1_000_000, 1_000_000),
            LARGE,
            800,
            4000),
        Arguments.of(
            "10¹⁵ pairs: all cores", nearest(100_000_000, 10_000_000), LARGE, 4000, 100_000));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void tasksAreNeitherFewNorShort(
      String name, Expr array, ClusterSpec cluster, int least, int most) {
    PhysicalPlan plan =
        Planner.plan(Lowering.lower(List.of(array)), Sink.WRITE, cluster, PlanSettings.DEFAULT);

    assertThat(plan.stages().get(0).onDriver()).isFalse();
    assertThat(plan.stages().get(0).tasks()).isBetween(least, most);
  }

  @Test
  void longWorkOnWhatIsKeptHasAllCores() {
    Expr kept = Persist.of(sin(file("x", 4_000_000, 3)));
    Expr nearest = reduce(Reduction.MIN, distances(kept, file("b", 300_000, 3)), 1);

    PhysicalPlan plan =
        Planner.plan(Lowering.lower(List.of(nearest)), Sink.WRITE, CLUSTER, PlanSettings.DEFAULT);

    assertThat(plan.stages().get(1).tasks()).isGreaterThanOrEqualTo(64);
  }

  @Test
  void whatLiesInTheClusterIsReadWhereItLies() {
    Expr sum = reduce(Reduction.SUM, chunked("x", 100_000, 10_000_000));

    PhysicalPlan plan =
        Planner.plan(Lowering.lower(List.of(sum)), Sink.WRITE, LARGE, PlanSettings.DEFAULT);

    assertThat(plan.stages().get(0).inputs())
        .extracting(Stage.Input::delivery)
        .containsExactly(Delivery.ALIGNED);
  }
}
