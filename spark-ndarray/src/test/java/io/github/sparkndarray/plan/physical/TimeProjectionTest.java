package io.github.sparkndarray.plan.physical;

import static io.github.sparkndarray.plan.Arrays.distances;
import static io.github.sparkndarray.plan.Arrays.file;
import static io.github.sparkndarray.plan.Arrays.reduce;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.plan.logical.Lowering;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TimeProjectionTest {
  private static final double GIB = 1L << 30;

  private static PhysicalPlan plan(ClusterSpec cluster, Sink sink, Expr output) {
    return Planner.plan(Lowering.lower(List.of(output)), sink, cluster, PlanSettings.DEFAULT);
  }

  private static TimeProjection time(ClusterSpec cluster, Sink sink, Expr output) {
    PhysicalPlan plan = plan(cluster, sink, output);
    return TimeProjection.of(plan.stages().get(0), plan);
  }

  private static ClusterSpec cluster(int executors, int cores) {
    return new ClusterSpec(executors, cores, 16L << 30, 16L << 30, 16L << 30);
  }

  private static Stream<Arguments> benchmarks() {
    Expr a = file("a", 52_428_800);
    Expr b = file("b", 52_428_800);
    Expr left =
        Elementwise.of(
            Operator.SUBTRACT,
            Elementwise.of(Operator.MULTIPLY, a, PythonScalar.of(2.0)),
            Elementwise.of(Operator.MULTIPLY, b, PythonScalar.of(4.5)));
    Expr right =
        Elementwise.of(
            Operator.ADD, Elementwise.of(Operator.SIN, a), Elementwise.of(Operator.COS, a));
    Expr product =
        Elementwise.of(
            Operator.MULTIPLY,
            View.expandDims(file("a", 2048, 2048), 2),
            View.expandDims(file("b", 2048, 2048), 0));
    return Stream.of(
        Arguments.of("distances of 10,000", distances(file("x", 10_000, 3)), 0.026, 0.049),
        Arguments.of(
            "nearest of 100,000",
            reduce(Reduction.ARGMIN, distances(file("x", 100_000, 3)), 1),
            0.709,
            1.5),
        Arguments.of(
            "1,000 nearest of 10,000",
            Reduce.select(Reduction.ARGSMALLEST, distances(file("x", 10_000, 3)), 1_000, 1),
            1.2,
            1.2),
        Arguments.of("matrix product", reduce(Reduction.SUM, product, 1), 0.175, 0.352),
        Arguments.of("sin a + cos b", Elementwise.of(Operator.ADD, left, right), 0.064, 0.156),
        Arguments.of(
            "a + b",
            Elementwise.of(Operator.ADD, file("a", 50_000_000), file("b", 50_000_000)),
            0.031,
            0.053),
        Arguments.of("a.sum()", reduce(Reduction.SUM, file("a", 50_000_000)), 0.015, 0.023));
  }

  /** The kernels of docs/benchmark.md and docs/benchmark-avx2.md, each measured on two cores. */
  @ParameterizedTest
  @MethodSource("benchmarks")
  void computingIsWithinAFactorOfTheBenchmarksWithEitherVectors(
      String name, Expr output, double withAvx512, double withAvx2) {
    double narrow = time(cluster(1, 2).withVectors(256), Sink.DROP, output).work() / 2;
    double wide = time(cluster(1, 2).withVectors(512), Sink.DROP, output).work() / 2;

    assertThat(wide).as(name).isBetween(withAvx512 / 1.5, withAvx512 * 1.5);
    assertThat(narrow).as(name).isBetween(withAvx2 / 2, withAvx2 * 1.5);
  }

  @Test
  void operatorsTakeTheTimeOfTheTable() {
    Expr a = View.expandDims(file("a", 20_000), 1);
    Expr b = file("b", 20_000);
    double before = 0;
    for (Operator operator :
        List.of(
            Operator.MULTIPLY,
            Operator.DIVIDE,
            Operator.HYPOT,
            Operator.POWER,
            Operator.FLOOR_DIVIDE)) {
      Expr sums = reduce(Reduction.SUM, Elementwise.of(operator, a, b), 1);

      double work = time(cluster(1, 2), Sink.DROP, sums).work();

      assertThat(work).as(operator.numpyName()).isGreaterThan(before);
      assertThat(work).isCloseTo(4e8 * (operator.cost() + 1) * 0.03e-9, withinPercent(10));
      before = work;
    }
  }

  @Test
  void aRootIsTakenOfTheNearestAlone() {
    Expr distances = distances(file("x", 20_000, 3));

    double nearest = time(cluster(1, 2), Sink.DROP, reduce(Reduction.MIN, distances, 1)).work();
    double sums = time(cluster(1, 2), Sink.DROP, reduce(Reduction.SUM, distances, 1)).work();

    assertThat(sums).isGreaterThan(2 * nearest);
  }

  @Test
  void workIsSharedByCoresInRoundsOfTasks() {
    Expr nearest = reduce(Reduction.ARGMIN, distances(file("x", 100_000, 3)), 1);

    TimeProjection two = time(cluster(1, 2), Sink.DROP, nearest);
    TimeProjection sixteen = time(cluster(4, 4), Sink.DROP, nearest);

    assertThat(two.seconds()).isEqualTo(two.computing()).isGreaterThanOrEqualTo(two.work() / 2);
    assertThat(sixteen.work()).isEqualTo(two.work());
    assertThat(sixteen.computing()).isBetween(two.work() / 16, two.work() / 8);
  }

  @Test
  void bytesTakeTheTimeOfTheNetwork() {
    // 1.6 GB read from storage by 4 executors, and 0.8 GB written
    Expr sum = Elementwise.of(Operator.ADD, file("a", 100_000_000), file("b", 100_000_000));
    ClusterSpec slow = cluster(4, 4).withBandwidth(100e6);

    TimeProjection time = time(slow, Sink.WRITE, sum);

    assertThat(time.moving()).isCloseTo(2.4e9 / 4 / 100e6, withinPercent(1));
    assertThat(time.seconds()).isEqualTo(time.moving());
    assertThat(time(slow.withBandwidth(200e6), Sink.WRITE, sum).moving())
        .isCloseTo(time.moving() / 2, withinPercent(1));
    assertThat(time(slow, Sink.DROP, sum).moving()).isCloseTo(1.6e9 / 4 / 100e6, withinPercent(1));
  }

  @Test
  void whatIsCollectedGoesThroughTheDriversNetworkAlone() {
    Expr ten = Elementwise.of(Operator.ADD, file("a", 10_000_000), file("b", 10_000_000));

    TimeProjection time = time(cluster(4, 4).withBandwidth(100e6), Sink.COLLECT, ten);

    assertThat(time.moving()).isCloseTo(160e6 / 4 / 100e6 + 80e6 / 100e6, withinPercent(1));
  }

  @Test
  void tasksAreLongEnoughForTheDriverToStartThem() {
    ClusterSpec large = cluster(1000, 4);
    Expr nearest =
        reduce(
            Reduction.ARGMIN,
            distances(file("points", 1_000_000_000, 3), file("centres", 1_000_000, 3)),
            1);

    PhysicalPlan plan = plan(large, Sink.WRITE, nearest);
    TimeProjection time = TimeProjection.of(plan.stages().get(0), plan);

    assertThat(plan.stages().get(0).tasks()).isBetween(4_000, 100_000);
    assertThat(time.launching()).isLessThan(2 * time.computing());
    assertThat(time.computing()).as("10^15 pairs on 4,000 cores").isBetween(20.0, 200.0);
    assertThat(plan.stages().get(0).memory().executorShared()).isLessThan((long) GIB);
  }

  private static org.assertj.core.data.Percentage withinPercent(double most) {
    return org.assertj.core.data.Percentage.withPercentage(most);
  }
}
