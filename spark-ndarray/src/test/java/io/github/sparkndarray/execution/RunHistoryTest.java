package io.github.sparkndarray.execution;

import static io.github.sparkndarray.plan.Arrays.CLUSTER;
import static io.github.sparkndarray.plan.Arrays.file;
import static io.github.sparkndarray.plan.Arrays.reduce;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Persist;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.plan.logical.Lowering;
import io.github.sparkndarray.plan.physical.Measured;
import io.github.sparkndarray.plan.physical.MeasuredRun;
import io.github.sparkndarray.plan.physical.PhysicalPlan;
import io.github.sparkndarray.plan.physical.PlanSettings;
import io.github.sparkndarray.plan.physical.Planner;
import io.github.sparkndarray.plan.physical.Sink;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunHistoryTest {
  private final RunHistory history = new RunHistory();

  private static MeasuredRun run(double seconds, Expr... outputs) {
    PhysicalPlan plan =
        Planner.plan(Lowering.lower(List.of(outputs)), Sink.WRITE, CLUSTER, PlanSettings.DEFAULT);
    return new MeasuredRun(
        plan, plan.stages().stream().map(stage -> Measured.onDriver(seconds)).toList());
  }

  @Test
  void theLastRunOfJustTheseExpressionsIsKnown() {
    Expr x = file("x", 100, 3);
    Expr sum = reduce(Reduction.SUM, x, 0);
    Expr most = reduce(Reduction.MAX, x, 0);
    history.add(List.of(sum, most), run(1, sum, most));
    history.add(List.of(sum, most), run(2, sum, most));

    assertThat(history.of(List.of(sum, most)).orElseThrow().stages().get(0).seconds()).isEqualTo(2);
    assertThat(history.of(List.of(sum))).isEmpty();
    assertThat(history.of(List.of(most, sum))).isEmpty();
    assertThat(history.of(List.of())).isEmpty();
  }

  @Test
  void arraysThatWereKeptAreNotHeld() {
    Expr kept = Persist.of(reduce(Reduction.SUM, file("x", 20_000_000, 3), 1));
    MeasuredRun run = run(1, kept);
    history.add(List.of(kept), run);

    assertThat(run.plan().persisted()).hasSize(1);
    assertThat(history.of(List.of(kept)).orElseThrow().plan().persisted()).isEmpty();
  }

  @Test
  void aLongLoopDoesNotHoldWhatItsStepsWere() {
    Expr first = file("first", 100);
    Expr second = file("second", 100);
    MeasuredRun run = run(1, first);
    history.add(List.of(first), run);
    history.add(List.of(second), run);
    List<Expr> steps = IntStream.range(0, 63).mapToObj(step -> file("x" + step, 100)).toList();
    steps.forEach(step -> history.add(List.of(step), run));

    assertThat(history.of(List.of(first))).isEmpty();
    assertThat(history.of(List.of(second))).isPresent();
    assertThat(history.of(steps.subList(62, 63))).isPresent();
  }
}
