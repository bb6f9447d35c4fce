package io.github.sparkndarray.plan.explain;

import static io.github.sparkndarray.plan.Arrays.CLUSTER;
import static io.github.sparkndarray.plan.Arrays.chunked;
import static io.github.sparkndarray.plan.Arrays.file;
import static io.github.sparkndarray.plan.Arrays.reduce;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.Sorting;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.plan.Plans;
import io.github.sparkndarray.plan.logical.Lowering;
import io.github.sparkndarray.plan.physical.PlanSettings;
import io.github.sparkndarray.plan.physical.Planner;
import io.github.sparkndarray.plan.physical.Sink;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What plans say in words. */
class PlanTextTest {
  private static PlanDescription describe(Expr output) {
    return Describer.describe(
        Planner.plan(Lowering.lower(List.of(output)), Sink.WRITE, CLUSTER, PlanSettings.DEFAULT));
  }

  private static PlanDescription plan(String name) {
    Plans.Case of = Plans.all().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    return Describer.describe(
        Planner.plan(Lowering.lower(of.outputs()), Sink.WRITE, of.cluster(), PlanSettings.DEFAULT));
  }

  @Test
  void longExpressionsLoseTheirMiddle() {
    assertThat(Wrapping.wrap("a + b", 10, 3)).containsExactly("a + b");
    assertThat(Wrapping.wrap("alpha + beta * gamma", 12, 3))
        .containsExactly("alpha + beta", "* gamma");
    List<String> lines = Wrapping.wrap("(".repeat(400) + "x" + ")".repeat(400), 40, 3);
    assertThat(lines).hasSizeLessThanOrEqualTo(3).allMatch(line -> line.length() <= 40);
    assertThat(String.join("", lines)).contains("characters …").endsWith(")))");
  }

  @Test
  void itemsStayWhole() {
    List<String> items = List.of("a = X[i]", "b = Y[j]", "c = Z[k]", "d = W[l]");
    assertThat(Wrapping.items(items, 80, 2))
        .containsExactly("a = X[i]   b = Y[j]   c = Z[k]   d = W[l]");
    assertThat(Wrapping.items(items, 20, 2))
        .containsExactly("a = X[i]   b = Y[j]", "c = Z[k]   d = W[l]");
    assertThat(Wrapping.items(items, 22, 1)).containsExactly("a = X[i]   and 3 more");
    assertThat(Wrapping.items(List.of("x".repeat(30)), 20, 2))
        .allMatch(line -> line.length() <= 20);
  }

  @Test
  void temporariesOfOneShapeShareALine() {
    assertThat(plan("thousand-executors").stages().get(0).nests().get(0).temporaries())
        .extracting(PlanDescription.TemporaryDescription::operation)
        .containsExactly("a - b", "square(·)", "sum_k(·)", "sqrt(·)");
    assertThat(
            TemporaryLines.of(
                plan("thousand-executors").stages().get(0).nests().get(0).temporaries(), 80, 4))
        .containsExactly(
            "a - b, square(·): (1000000000, 1000000, 3), 21.3 PiB each",
            "sum_k(·), sqrt(·): (1000000000, 1000000), 7.1 PiB each");
  }

  @Test
  void whatIsShuffledIsSaidToBeMadeBefore() {
    Expr sorted = Sorting.sort(file("x", 5_000_000), 0);
    PlanDescription plan =
        describe(
            Elementwise.of(
                Operator.ADD, sorted, View.expandDims(reduce(Reduction.MAX, sorted, 0), 0)));
    String before = "made before, by plans that are not shown: the sort";
    assertThat(TextRenderer.render(plan)).containsOnlyOnce("\n" + before + "\n");
    assertThat(SvgRenderer.render(plan)).containsOnlyOnce(">" + before + "<");
    assertThat(JsonRenderer.render(plan)).contains("\"madeBefore\" : true");
    assertThat(TextRenderer.render(plan("broadcast"))).doesNotContain("made before");
  }

  @Test
  void whatCostsMoreThanItMovesSaysSo() {
    Expr x = chunked("x", 10_000, 1_000_000, 3);
    Expr y = chunked("y", 10_000, 1_000_000, 3);
    Expr distances = Elementwise.of(Operator.SUBTRACT, View.expandDims(x, 1), y);
    PlanDescription plan =
        describe(reduce(Reduction.ARGMIN, reduce(Reduction.SUM, distances, 2), 1));
    List<PlanDescription.OptionDescription> options = plan.stages().get(0).options();
    assertThat(options).hasSize(3);
    PlanDescription.OptionDescription least =
        options.stream()
            .filter(option -> option.problem().isEmpty())
            .min((a, b) -> Double.compare(a.costBytes(), b.costBytes()))
            .orElseThrow();
    assertThat(least.chosen()).isTrue();
    assertThat(options).anyMatch(option -> option.costBytes() > option.movedBytes());
    assertThat(TextRenderer.render(plan)).containsPattern("in parts +[0-9.]+ MiB, counts as [0-9]");
  }
}
