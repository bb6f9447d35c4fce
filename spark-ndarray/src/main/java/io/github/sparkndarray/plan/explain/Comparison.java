package io.github.sparkndarray.plan.explain;

import io.github.sparkndarray.plan.explain.PlanDescription.ProjectedStage;
import io.github.sparkndarray.plan.explain.PlanDescription.StageDescription;
import io.github.sparkndarray.plan.physical.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table that shows what a stage was expected to take beside what it took.
 *
 * @param what for example {@code broadcast}
 * @param projected for people
 * @param measured for people; empty before the stage has run or where nothing was measured
 */
record Comparison(String what, String projected, String measured) {

  /** The rows of a stage. */
  static List<Comparison> of(StageDescription stage) {
    ProjectedStage projected = stage.projected();
    MeasuredStage seen = stage.measured();
    MeasuredStage measured =
        seen == null ? new MeasuredStage(null, null, null, null, null, null) : seen;
    DoubleFunction<String> number = value -> String.format(Locale.ROOT, "%,.0f", value);
    Comparison time = row("time", Quantities::seconds, projected.seconds(), measured.seconds());
    if (stage.blocks().onDriver()) {
      return List.of(time);
    }
    List<Comparison> rows = new ArrayList<>();
    rows.add(row("tasks", number, projected.tasks(), measured.tasks()));
    rows.add(row("task memory", Bytes::text, projected.taskBytes(), measured.taskBytes()));
    rows.add(row("broadcast", Bytes::text, projected.broadcastBytes(), measured.broadcastBytes()));
    rows.add(row("in parts", Bytes::text, projected.shuffledBytes(), measured.shuffledBytes()));
    rows.add(row("read", Bytes::text, projected.readBytes(), measured.readBytes()));
    rows.add(time);
    return rows;
  }

  private static Comparison row(
      String what, DoubleFunction<String> text, double projected, @Nullable Number measured) {
    String seen = measured == null ? "" : text.apply(measured.doubleValue());
    return new Comparison(what, text.apply(projected), seen);
  }

  String text() {
    return String.format(Locale.ROOT, "  %-18s%12s%12s", what, projected, measured);
  }
}
