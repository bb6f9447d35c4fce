package io.github.sparkndarray.plan.explain;

import io.github.sparkndarray.plan.explain.PlanDescription.ProjectedStage;
import io.github.sparkndarray.plan.explain.PlanDescription.StageDescription;
import io.github.sparkndarray.plan.physical.Bytes;
import io.github.sparkndarray.plan.physical.Measured;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table that shows what a stage was expected to take beside what it took.
 *
 * @param what for example {@code broadcast}
 * @param projected for people
 * @param measured for people; empty before the stage has run or where nothing is measured
 */
record Comparison(String what, String projected, String measured) {

  /** Makes the rows of a stage. */
  private record Rows(@Nullable Measured measured) {
    Comparison of(
        String what,
        DoubleFunction<String> text,
        double projected,
        ToDoubleFunction<Measured> figure) {
      String seen = measured == null ? "" : text.apply(figure.applyAsDouble(measured));
      return new Comparison(what, text.apply(projected), seen);
    }

    Comparison bytes(String what, double projected, ToDoubleFunction<Measured> figure) {
      return of(what, Bytes::text, projected, figure);
    }
  }

  /** The rows of a stage. */
  static List<Comparison> of(StageDescription stage) {
    ProjectedStage projected = stage.projected();
    Rows row = new Rows(stage.measured());
    DoubleFunction<String> count = value -> String.format(Locale.ROOT, "%,.0f", value);
    Comparison time = row.of("time", Quantities::seconds, projected.seconds(), Measured::seconds);
    if (stage.blocks().onDriver()) {
      return List.of(time);
    }
    return List.of(
        row.of("tasks", count, projected.tasks(), Measured::tasks),
        row.bytes("task memory", projected.taskBytes(), m -> m.memory().task()),
        row.bytes("executor memory", projected.executorBytes(), m -> m.memory().executorShared()),
        row.bytes("driver memory", projected.driverBytes(), m -> m.memory().driver()),
        row.bytes("broadcast", projected.broadcastBytes(), Measured::broadcast),
        row.bytes("shuffled", projected.shuffledBytes(), Measured::shuffled),
        // What tasks read of files is not measured.
        new Comparison("read", Bytes.text(projected.readBytes()), ""),
        time);
  }

  String text() {
    return String.format(Locale.ROOT, "  %-18s%12s%12s", what, projected, measured);
  }
}
