package io.github.sparkndarray.plan.explain;

/** The names of a nest's axes: {@code i}, {@code j}, {@code k}, and so on. */
final class AxisNames {
  private static final String LETTERS = "ijklmnopqrstuvw";

  private AxisNames() {}

  static String of(int axis) {
    return axis < LETTERS.length() ? LETTERS.substring(axis, axis + 1) : "i" + axis;
  }
}
