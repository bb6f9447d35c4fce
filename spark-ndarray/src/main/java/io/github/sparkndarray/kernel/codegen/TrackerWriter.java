package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.dtype.DType;
import java.util.List;

/**
 * Writes the tracking of extremes at the end of a stage's loop: all values of a step are compared
 * with the best so far, and only where one may be better, which is rare, does the step leave the
 * vectors.
 */
final class TrackerWriter {
  private final Trackers trackers;
  private final List<Integer> outputs;
  private final boolean alone;
  private final StageWriter writer;
  private final StringBuilder head = new StringBuilder();

  /**
   * @param alone whether the stage computes nothing else
   */
  TrackerWriter(Trackers trackers, List<Integer> outputs, boolean alone, StageWriter writer) {
    this.trackers = trackers;
    this.outputs = outputs;
    this.alone = alone && outputs.size() == 1;
    this.writer = writer;
  }

  void write() {
    if (outputs.isEmpty()) {
      return;
    }
    StringBuilder test = new StringBuilder();
    for (int output : outputs) {
      Node key = trackers.key(output);
      String operator = trackers.isMax(output) ? "LE" : "GE";
      for (String value : writer.value(key)) {
        String compare = "%s.compare(VectorOperators.%s, l%d)".formatted(value, operator, output);
        test.append(test.length() == 0 ? compare : ".and(" + compare + ")");
      }
    }
    writer.line("if (!" + test + ".allTrue()) {");
    for (int output : outputs) {
      Node key = trackers.key(output);
      String java = ScalarDialect.javaType(key.dtype());
      String[] values = writer.value(key);
      for (int copy = 0; copy < values.length; copy++) {
        writer.line(
            "  %s.intoArray(k%d, %s);"
                .formatted(
                    values[copy],
                    output,
                    copy == 0 ? "0" : copy + " * " + writer.dialect().step()));
      }
      writer.line(
          "  l%1$d = %2$s;"
              .formatted(
                  output,
                  writer
                      .dialect()
                      .splat(
                          key.dtype(),
                          "(%s) e%2$d.update(k%2$d, Math.min(%3$s, to - v), i%2$d, v)"
                              .formatted(java, output, writer.step()))));
    }
    writer.line("}");
  }

  /** What comes before the loop. */
  String head() {
    for (int output : outputs) {
      DType dtype = trackers.key(output).dtype();
      String java = ScalarDialect.javaType(dtype);
      head.append(
          "    final RowExtremes e%1$d = (RowExtremes) sinks[%1$d];%n    final int i%1$d = e%1$d.state(r);%n"
              .formatted(output));
      if (alone) {
        head.append("    if (e%1$d.isDecided(i%1$d)) {%n      return;%n    }%n".formatted(output));
      }
      head.append("    final %1$s[] k%2$d = e%2$d.%1$sKeys;%n".formatted(java, output));
      head.append(
          "    %s l%d = %s;%n"
              .formatted(
                  writer.dialect().type(dtype),
                  output,
                  writer
                      .dialect()
                      .splat(
                          dtype,
                          "(%s) e%2$d.%3$sLimit(i%2$d)"
                              .formatted(java, output, dtype.isFloat() ? "real" : "integer"))));
    }
    return head.toString();
  }
}
