package io.github.sparkndarray.kernel.codegen;

import java.util.List;

/**
 * Writes the tracking of extremes by a stage. Its loop becomes a scan: it compares all values of a
 * step with the best so far and stops where one may be better, which is rare, leaving the values
 * for the method around it to look at one by one. That the two are apart keeps the scan small and
 * free of calls, so that it becomes the same machine code whatever ran before it.
 */
final class TrackerWriter {
  private final Trackers trackers;
  private final List<Integer> outputs;
  private final boolean alone;
  private final StageWriter writer;

  /**
   * @param outputs what the stage tracks, at least one
   * @param alone whether the stage computes nothing else
   */
  TrackerWriter(Trackers trackers, List<Integer> outputs, boolean alone, StageWriter writer) {
    this.trackers = trackers;
    this.outputs = outputs;
    this.alone = alone && outputs.size() == 1;
    this.writer = writer;
  }

  /** Writes the end of the scan's loop. */
  void write() {
    StringBuilder test = new StringBuilder();
    for (int output : outputs) {
      String operator = trackers.isMax(output) ? "LE" : "GE";
      for (String value : writer.value(trackers.key(output))) {
        String compare =
            "%s.compare(VectorOperators.%s, worst%d)".formatted(value, operator, output);
        test.append(test.length() == 0 ? compare : ".and(" + compare + ")");
      }
    }
    writer.code().line("if (!" + test + ".allTrue()) {");
    for (int output : outputs) {
      String[] values = writer.value(trackers.key(output));
      for (int copy = 0; copy < values.length; copy++) {
        String at = copy == 0 ? "0" : copy + " * " + writer.code().dialect().step();
        writer.code().line("  %s.intoArray(keys%d, %s);".formatted(values[copy], output, at));
      }
    }
    writer.code().line("  return v;");
    writer.code().line("}");
  }

  /** The scan's parameters after the range. */
  String parameters() {
    StringBuilder parameters = new StringBuilder();
    for (int output : outputs) {
      parameters.append(", %1$s[] keys%2$d, %1$s limit%2$d".formatted(javaType(output), output));
    }
    return parameters.toString();
  }

  /** What comes before the scan's loop. */
  String head() {
    StringBuilder head = new StringBuilder();
    for (int output : outputs) {
      var dtype = trackers.key(output).dtype();
      String limit = writer.code().dialect().splat(dtype, "limit" + output);
      head.append(
          "    final %s worst%d = %s;%n"
              .formatted(writer.code().dialect().type(dtype), output, limit));
    }
    return head.toString();
  }

  /**
   * The body of the method that scans a part of a row and looks at what it finds.
   *
   * @param scan the name of the scan's method
   * @param variables the arguments for the loops around the stage
   */
  String caller(String scan, String variables) {
    StringBuilder code = new StringBuilder();
    StringBuilder arguments = new StringBuilder(variables);
    StringBuilder updates = new StringBuilder();
    for (int output : outputs) {
      code.append(
          "    final RowTracker e%1$d = (RowTracker) sinks[%1$d];%n    final int i%1$d = e%1$d.state(r);%n"
              .formatted(output));
      if (alone) {
        code.append("    if (e%1$d.isDecided(i%1$d)) {%n      return;%n    }%n".formatted(output));
      }
      String java = javaType(output);
      String kind = trackers.key(output).dtype().isFloat() ? "real" : "integer";
      arguments.append(
          ", e%1$d.%2$sKeys, (%2$s) e%1$d.%3$sLimit(i%1$d)".formatted(output, java, kind));
      updates.append(
          "        e%1$d.update(e%1$d.%2$sKeys, Math.min(%3$s, to - v), i%1$d, v);%n"
              .formatted(output, java, writer.code().step()));
    }
    return code.append(
            "    for (int v = from; v < to; v += %s) {%n".formatted(writer.code().step()))
        .append("      v = %s(r, v, to%s);%n".formatted(scan, arguments))
        .append("      if (v < to) {\n")
        .append(updates)
        .append("      }\n    }\n")
        .toString();
  }

  private String javaType(int output) {
    return ScalarDialect.javaType(trackers.key(output).dtype());
  }
}
