package io.github.sparkndarray.plan.explain;

import static io.github.sparkndarray.plan.Arrays.CLUSTER;
import static io.github.sparkndarray.plan.Arrays.chunked;
import static io.github.sparkndarray.plan.Arrays.file;
import static io.github.sparkndarray.plan.Arrays.reduce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.Sorting;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.plan.Plans;
import io.github.sparkndarray.plan.logical.Lowering;
import io.github.sparkndarray.plan.physical.Measured;
import io.github.sparkndarray.plan.physical.MeasuredRun;
import io.github.sparkndarray.plan.physical.MemoryProjection;
import io.github.sparkndarray.plan.physical.PhysicalPlan;
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

  private static PhysicalPlan planned(String name) {
    Plans.Case of = Plans.all().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    return Planner.plan(
        Lowering.lower(of.outputs()), Sink.WRITE, of.cluster(), PlanSettings.DEFAULT);
  }

  private static PlanDescription plan(String name) {
    return Describer.describe(planned(name));
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

  @Test
  void formatsHaveNames() {
    assertThat(ExplainFormat.named("svg")).isEqualTo(ExplainFormat.SVG);
    assertThat(ExplainFormat.named("CodeGen")).isEqualTo(ExplainFormat.CODEGEN);
    assertThatThrownBy(() -> ExplainFormat.named("png"))
        .isInstanceOf(NDArrayException.class)
        .hasMessage("Cannot explain as 'png': there are text, json, svg, codegen");
  }

  @Test
  void whatWasMeasuredStandsBesideTheProjection() throws Exception {
    PhysicalPlan plan = planned("broadcast");
    MemoryProjection memory = new MemoryProjection(3_500_000L, 8_212_000L, 9_000_000L);
    Measured measured = new Measured(16_424_000L, 0L, memory, 101, 2.25);

    PlanDescription seen = Describer.describe(new MeasuredRun(plan, List.of(measured)));

    assertThat(TextRenderer.render(seen))
        .contains("; took 2.3 s\n")
        .containsPattern(
            String.join(
                "\n",
                "                       projected    measured",
                "  tasks +[0-9]+ +101",
                "  task memory +[0-9.]+ [KM]iB +3\\.3 MiB",
                "  executor memory +[0-9.]+ MiB +7\\.8 MiB",
                "  driver memory +[0-9.]+ MiB +8\\.6 MiB",
                "  broadcast +15\\.7 MiB +15\\.7 MiB",
                "  shuffled +0 B +0 B",
                "  read +0 B",
                "  time +[0-9.]+ m?s +2\\.3 s\n"))
        .doesNotContain("on one core");
    JsonNode stage = new ObjectMapper().readTree(JsonRenderer.render(seen)).get("stages").get(0);
    assertThat(stage.get("tasks").intValue()).isEqualTo(plan.stages().get(0).tasks());
    assertThat(stage.get("measured").get("taskBytes").longValue()).isEqualTo(3_500_000);
    assertThat(stage.get("measured").get("executorBytes").longValue()).isEqualTo(8_212_000);
    assertThat(stage.get("measured").get("broadcastBytes").longValue()).isEqualTo(16_424_000);
    assertThat(SvgRenderer.render(seen)).contains("measured below", ">2.3 s</text>");
    JsonNode unseen = new ObjectMapper().readTree(JsonRenderer.render(Describer.describe(plan)));
    assertThat(unseen.get("stages").get(0).get("measured").isNull()).isTrue();
  }
}
