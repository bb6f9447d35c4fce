package io.github.sparkndarray.kernel.codegen;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The method of a stage: a loop over the tile that computes values, and where these go. */
final class StageMethod {
  private final StageWriter writer;
  private final StageCode code;
  private final String name;
  private final NestText text;
  private final String parameters;
  private final String arguments;
  private final List<String> comments = new ArrayList<>();
  private final Set<Integer> outputs = new LinkedHashSet<>();
  private @Nullable TrackerWriter tracker;

  /**
   * @param open the loop variables of the reductions around the stage
   */
  StageMethod(StageWriter writer, String name, Collection<String> open, NestText text) {
    this.writer = writer;
    this.code = writer.code();
    this.name = name;
    this.text = text;
    StringBuilder declared = new StringBuilder();
    StringBuilder passed = new StringBuilder();
    for (String variable : open) {
      declared.append(", int ").append(variable);
      passed.append(", ").append(variable);
    }
    this.parameters = declared.toString();
    this.arguments = passed.toString();
  }

  /** Puts a node's values into a tile. */
  void store(Node node, String tile) {
    String array = code.array(ScalarDialect.javaType(node.dtype()), tile);
    String[] values = writer.value(node);
    for (int copy = 0; copy < code.copies(); copy++) {
      String index = code.tileIndex(copy);
      code.line(code.dialect().store(node.dtype(), values[copy], array, index));
    }
    comments.add(array + " = " + text.expression(node));
  }

  /** Puts a node's values into the memory of an output. */
  void storeOutput(Node node, int output) {
    String[] values = writer.value(node);
    for (int copy = 0; copy < code.copies(); copy++) {
      int row = code.row(copy);
      String start = "w" + output + (row == 0 ? "" : " + " + row + " * targetStep[" + output + "]");
      String at = "%s + (%s) * %d".formatted(start, code.tileIndex(copy), node.dtype().itemSize());
      code.line(code.dialect().storeTo(node.dtype(), values[copy], "m" + output, at));
    }
    outputs.add(output);
    comments.add("output " + output + " = " + text.expression(node));
  }

  /** Tracks extremes, if there are any to be tracked here. */
  void track(Trackers trackers, List<Integer> tracked) {
    if (tracked.isEmpty()) {
      return;
    }
    tracker = new TrackerWriter(trackers, tracked, comments.isEmpty(), writer);
    tracker.write();
    for (int output : tracked) {
      comments.add("track output " + output + ": " + text.expression(trackers.key(output)));
    }
  }

  /** The method, or both where a scan has a method of its own. */
  String text() {
    StringBuilder method = new StringBuilder("\n");
    comments.forEach(comment -> method.append("  // ").append(comment).append('\n'));
    method.append("  private void %s(int r, int from, int to%s) {%n".formatted(name, parameters));
    if (tracker != null) {
      String scan = name + "_scan";
      method.append(tracker.caller(scan, arguments)).append("  }\n\n");
      method.append("  // The first step from here on that may hold something better, or to.\n");
      method.append(
          "  private int %s(int r, int from, int to%s%s) {%n"
              .formatted(scan, parameters, tracker.parameters()));
    }
    method.append(code.head());
    for (int output : outputs) {
      method.append(
          "    final %2$s m%1$d = (%2$s) target[%1$d];%n"
              .formatted(output, code.dialect().memoryType()));
      method.append(
          "    final int w%1$d = targetStart[%1$d] + r * targetStep[%1$d];%n".formatted(output));
    }
    if (tracker != null) {
      method.append(tracker.head());
    }
    method.append("    // ").append(text.tile()).append('\n');
    method.append("    for (int v = from; v < to; v += %s) {%n".formatted(code.step()));
    method.append(code.body()).append("    }\n");
    return method.append(tracker == null ? "  }\n" : "    return to;\n  }\n").toString();
  }

  /**
   * The statement that runs the method on a part of a row.
   *
   * @param from the expression for its first element
   * @param to and for its end
   */
  String call(String from, String to) {
    if (tracker != null || outputs.isEmpty()) {
      return "    %s(r, %s, %s%s);%n".formatted(name, from, to, arguments);
    }
    // The last vector overlaps the one before: nothing is written past the row.
    String length = from.equals("0") ? to : "(" + to + " - " + from + ")";
    return "    %1$s(r, %3$s, %4$s - %2$s + 1);%n    if (%5$s %% (%2$s) != 0) {%n      %1$s(r, %4$s - %2$s, %4$s - %2$s + 1);%n    }%n"
        .formatted(name, code.step(), from, to, length);
  }
}
