package io.github.sparkndarray.plan.explain;

import io.github.sparkndarray.plan.explain.PlanDescription.InputDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.NestDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.StageDescription;
import io.github.sparkndarray.plan.physical.Bytes;
import java.util.Locale;

/** Plans as text. */
public final class TextRenderer {
  private TextRenderer() {}

  public static String render(PlanDescription plan) {
    StringBuilder text = new StringBuilder();
    int count = plan.stages().size();
    line(text, "plan of %d stage%s for %s", count, count == 1 ? "" : "s", plan.cluster());
    for (int i = 0; i < count; i++) {
      render(text, i + 1, plan.stages().get(i));
    }
    return text.toString();
  }

  private static void render(StringBuilder text, int number, StageDescription stage) {
    line(text, "");
    line(text, "stage %d  %s", number, stage.title());
    for (NestDescription nest : stage.nests()) {
      line(text, "  for %s", nest.axes().isEmpty() ? "one point" : String.join(", ", nest.axes()));
      nest.operands().forEach(operand -> line(text, "      %s", operand));
      nest.body().forEach(body -> line(text, "      %s", body));
      line(
          text,
          "    fused: nothing of shape %s is made (%s as float64)",
          nest.largestTemporary(),
          Bytes.text(nest.largestTemporaryBytes()));
    }
    for (InputDescription input : stage.inputs()) {
      line(
          text,
          "  reads   %s, %s, %s: %s",
          input.name(),
          input.type(),
          Bytes.text(input.bytes()),
          input.how());
    }
    String where =
        stage.tasks() == 0
            ? "on the driver"
            : String.format(Locale.ROOT, "in %d Spark tasks", stage.tasks());
    line(
        text,
        "  runs    %d block%s of %s %s%s",
        stage.blocks(),
        stage.blocks() == 1 ? "" : "s",
        stage.blockShape(),
        where,
        stage.combinesPartials() ? ", partials combined in order" : "");
    if (stage.tasks() > 0) {
      line(
          text,
          "  memory  %s a task, %s an executor for broadcasts, %s on the driver; network %s",
          Bytes.text(stage.taskBytes()),
          Bytes.text(stage.executorBytes()),
          Bytes.text(stage.driverBytes()),
          Bytes.text(stage.networkBytes()));
      line(text, "  work    about %s on one core", seconds(stage.coreSeconds()));
    }
  }

  private static String seconds(double seconds) {
    if (seconds < 1) {
      return String.format(Locale.ROOT, "%.3f s", seconds);
    }
    return seconds < 3600
        ? String.format(Locale.ROOT, "%.0f s", seconds)
        : String.format(Locale.ROOT, "%,.1f h", seconds / 3600);
  }

  private static void line(StringBuilder text, String format, Object... arguments) {
    text.append(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments))
        .append('\n');
  }
}
