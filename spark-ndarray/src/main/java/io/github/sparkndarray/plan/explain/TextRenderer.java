package io.github.sparkndarray.plan.explain;

import io.github.sparkndarray.plan.explain.Grouping.Results;
import io.github.sparkndarray.plan.explain.PlanDescription.AxisDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.BlocksDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.InputDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.NestDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.OperandDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.OptionDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.ProjectedStage;
import io.github.sparkndarray.plan.explain.PlanDescription.StageDescription;
import io.github.sparkndarray.plan.physical.Bytes;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Plans as text. */
public final class TextRenderer {
  private static final int WIDTH = 100;
  private static final int BODY_LINES = 6;
  private static final int OPERAND_LINES = 6;
  private static final int TEMPORARIES = 4;

  private final StringBuilder text = new StringBuilder();

  /** The first stage of each structure: later ones are told by what differs. */
  private final Map<String, Integer> known = new HashMap<>();

  private TextRenderer() {}

  /** The text, which ends with a line break. */
  public static String render(PlanDescription plan) {
    TextRenderer renderer = new TextRenderer();
    renderer.line(
        "plan of %s for %s",
        Quantities.count(plan.stages().size(), "stage"), Quantities.cluster(plan.cluster()));
    if (plan.tasks() > 0) {
      renderer.line("%s", Quantities.totals(plan));
    }
    String before = Quantities.madeBefore(plan);
    if (!before.isEmpty()) {
      Wrapping.wrap(before, WIDTH, 2).forEach(line -> renderer.line("%s", line));
    }
    plan.stages().forEach(renderer::render);
    return renderer.text.toString();
  }

  private void render(StageDescription stage) {
    line("");
    line("stage %d  %s", stage.number(), stage.title());
    Integer like = known.putIfAbsent(Structure.of(stage), stage.number());
    if (like != null) {
      line("  is like stage %d", like);
      Grouping.inputsOfStages(stage.inputs()).forEach(this::render);
      Grouping.results(stage.results()).forEach(this::render);
    } else {
      for (Structure.Run run : Structure.runs(stage.nests())) {
        run.shown().forEach(nest -> render(nest, stage.nests().size() > 1));
        if (run.times() > 1) {
          line("    %s", run.again());
        }
      }
      Grouping.inputsOfStages(stage.inputs()).forEach(this::render);
      renderOptions(stage.options());
      Grouping.results(stage.results()).forEach(this::render);
      line("  runs    %s", runs(stage.blocks()));
    }
    if (stage.measured() == null) {
      renderProjected(stage);
    } else {
      line("  %-18s%12s%12s", "", "projected", "measured");
      Comparison.of(stage).forEach(row -> line("%s", row.text()));
    }
  }

  private void render(NestDescription nest, boolean isNumbered) {
    String axes =
        nest.axes().isEmpty()
            ? "one point"
            : nest.axes().stream().map(AxisDescription::text).collect(Collectors.joining(", "));
    line("  %sfor %s", isNumbered ? "nest " + nest.number() + ": " : "", axes);
    renderOperands(nest.operands());
    for (String body : nest.body()) {
      List<String> lines = Wrapping.wrap(body, WIDTH - 10, BODY_LINES);
      for (int i = 0; i < lines.size(); i++) {
        line(i == 0 ? "      %s" : "          %s", lines.get(i));
      }
    }
    String heading = "fused";
    for (String temporary : TemporaryLines.of(nest.temporaries(), WIDTH - 12, TEMPORARIES)) {
      line("    %-7s %s", heading, temporary);
      heading = "";
    }
    if (isNumbered) {
      for (Results result : Grouping.results(nest.results())) {
        if (result.kept().equals(Describer.BETWEEN_NESTS)) {
          line(
              "    makes   %s %s, %s, %s",
              result.name(), result.type(), result.size(), result.chunks());
        }
      }
    }
  }

  private void renderOperands(List<OperandDescription> operands) {
    List<String> texts = operands.stream().map(OperandDescription::text).toList();
    List<String> lines =
        texts.size() <= OPERAND_LINES ? texts : Wrapping.items(texts, WIDTH - 6, OPERAND_LINES);
    lines.forEach(operand -> line("      %s", operand));
  }

  private void render(InputDescription input) {
    line(
        "  reads   %s%s, %s, %s: %s%s",
        input.name(),
        input.stage() == 0 ? "" : " of stage " + input.stage(),
        input.type(),
        Bytes.text(input.bytes()),
        input.how(),
        input.movedBytes() > 0 ? ", " + Bytes.text(input.movedBytes()) + " moved" : "");
  }

  private void renderOptions(List<OptionDescription> options) {
    String heading = "weighed";
    for (OptionDescription option : options) {
      line(
          "  %-7s %s %-14s %s",
          heading,
          option.chosen() ? "*" : " ",
          Quantities.delivery(option.delivery()),
          option.problem().isEmpty() ? Quantities.cost(option) : "impossible: " + option.problem());
      heading = "";
    }
  }

  private void render(Results result) {
    line(
        "  gives   %s %s, %s, %s%s",
        result.name(),
        result.type(),
        result.size(),
        result.chunks(),
        result.kept().isEmpty() ? "" : ", " + result.kept());
  }

  /** How a stage's work is cut, for people. */
  static String runs(BlocksDescription blocks) {
    StringBuilder runs = new StringBuilder(Quantities.count(blocks.count(), "block"));
    runs.append(" of ").append(blocks.shape());
    if (blocks.count() > 1) {
      runs.append(", ").append(blocks.grid());
    }
    if (blocks.eachPairOnce()) {
      runs.append(" but for those below the diagonal, each pair once");
    }
    if (blocks.onDriver()) {
      return runs.append(", on the driver").toString();
    }
    runs.append(", in ").append(Quantities.count(blocks.tasks(), "Spark task"));
    if (!blocks.taskGrid().isEmpty()) {
      runs.append(", ").append(blocks.taskGrid());
    }
    if (blocks.passes() > 1) {
      runs.append(", in each of ").append(blocks.passes()).append(" passes");
    }
    return runs.append(blocks.combinesPartials() ? ", partials combined in order" : "").toString();
  }

  private void renderProjected(StageDescription stage) {
    ProjectedStage projected = stage.projected();
    if (stage.blocks().onDriver()) {
      line("  time    about %s", Quantities.seconds(projected.seconds()));
      return;
    }
    line(
        "  memory  %s a task, which may use %s; %s an executor for broadcasts; %s on the driver",
        Bytes.text(projected.taskBytes()),
        Bytes.text(projected.taskLimit()),
        Bytes.text(projected.executorBytes()),
        Bytes.text(projected.driverBytes()));
    line(
        "  network %s broadcast, %s shuffled; %s read from storage",
        Bytes.text(projected.broadcastBytes()),
        Bytes.text(projected.shuffledBytes()),
        Bytes.text(projected.readBytes()));
    line(
        "  time    about %s: computing %s (%s on one core), moving %s, launching %s",
        Quantities.seconds(projected.seconds()),
        Quantities.seconds(projected.computingSeconds()),
        Quantities.seconds(projected.coreSeconds()),
        Quantities.seconds(projected.movingSeconds()),
        Quantities.seconds(projected.launchingSeconds()));
  }

  private void line(String format, Object... arguments) {
    String line = arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments);
    text.append(line.stripTrailing()).append('\n');
  }
}
