package io.github.sparkndarray.plan.physical;

import static io.github.sparkndarray.plan.Arrays.chunked;
import static io.github.sparkndarray.plan.Arrays.distances;
import static io.github.sparkndarray.plan.Arrays.file;
import static io.github.sparkndarray.plan.Arrays.reduce;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.plan.explain.Describer;
import io.github.sparkndarray.plan.explain.JsonRenderer;
import io.github.sparkndarray.plan.explain.PlanDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.StageDescription;
import io.github.sparkndarray.plan.explain.SvgRenderer;
import io.github.sparkndarray.plan.explain.TextRenderer;
import io.github.sparkndarray.plan.logical.LogicalPlan;
import io.github.sparkndarray.plan.logical.Lowering;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans for a cluster and for arrays that are not there cost what small ones do. */
class LargePlanTest {
  private static final ClusterSpec THOUSAND =
      new ClusterSpec(1000, 4, 16L << 30, 16L << 30, 16L << 30);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static Stream<Arguments> sides() {
    return Stream.of(
        Arguments.of("stored", file("points", 1_000_000_000, 3), file("centres", 1_000_000, 3)),
        Arguments.of(
            "in the cluster's memory",
            chunked("points", 100_000, 1_000_000_000, 3),
            chunked("centres", 10_000, 1_000_000, 3)));
  }

  /** 10^15 pairs: 10^9 points, each with its nearest of 10^6. */
  @ParameterizedTest
  @MethodSource("sides")
  void aBillionByAMillionIsPlannedInUnderASecondAndAHundredMegabytes(
      String where, Expr points, Expr centres) {
    Expr nearest = reduce(Reduction.ARGMIN, distances(points, centres), 1);
    describe(nearest);

    long allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    long start = System.nanoTime();
    PlanDescription plan = describe(nearest);
    double seconds = (System.nanoTime() - start) / 1e9;
    long bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - allocated;

    assertThat(seconds).isLessThan(1);
    assertThat(bytes).isLessThan(100_000_000);
    StageDescription stage = plan.stages().get(0);
    assertThat(plan.stages()).hasSize(1);
    assertThat(stage.blocks().count()).isGreaterThan(4_000);
    assertThat(plan.tasks()).isBetween(4_000L, 1_000_000L);
    // the smaller side is 24 MB for each executor
    assertThat(plan.networkBytes()).isBetween(1000 * 24e6 * 0.99, 1000 * 24e6 * 1.01);
    assertThat(stage.projected().coreSeconds()).isBetween(5e4, 1e6);
    assertThat(plan.projectedSeconds()).isBetween(stage.projected().coreSeconds() / 4000, 600.0);
    assertThat(stage.projected().taskBytes()).isLessThan(THOUSAND.taskMemory());
    assertThat(TextRenderer.render(plan).length()).isLessThan(4_000);
    assertThat(SvgRenderer.render(plan).length()).isLessThan(20_000);
    assertThat(JsonRenderer.render(plan).length()).isLessThan(6_000);
  }

  private static PlanDescription describe(Expr output) {
    LogicalPlan logical = Lowering.lower(List.of(output));
    return Describer.describe(Planner.plan(logical, Sink.WRITE, THOUSAND, PlanSettings.DEFAULT));
  }
}
