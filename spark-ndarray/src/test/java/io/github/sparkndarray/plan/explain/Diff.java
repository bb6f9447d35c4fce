package io.github.sparkndarray.plan.explain;

import java.util.ArrayList;
import java.util.List;

/** What differs between two texts, line by line, as diff -u would say it. */
final class Diff {
  private static final int CONTEXT = 2;

  private Diff() {}

  /** Lines that are missing begin with a minus, new ones with a plus; empty for equal texts. */
  static String of(String expected, String actual) {
    List<String> old = expected.lines().toList();
    List<String> now = actual.lines().toList();
    int[][] common = new int[old.size() + 1][now.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = now.size() - 1; j >= 0; j--) {
        common[i][j] =
            old.get(i).equals(now.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    List<String> lines = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < old.size() || j < now.size()) {
      if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
        lines.add("  " + old.get(i++));
        j++;
      } else if (j == now.size() || (i < old.size() && common[i + 1][j] >= common[i][j + 1])) {
        lines.add("- " + old.get(i++));
      } else {
        lines.add("+ " + now.get(j++));
      }
    }
    return nearChanges(lines);
  }

  private static String nearChanges(List<String> lines) {
    StringBuilder text = new StringBuilder();
    int last = -1;
    for (int at = 0; at < lines.size(); at++) {
      boolean isNear = false;
      for (int near = at - CONTEXT; near <= at + CONTEXT; near++) {
        isNear |= near >= 0 && near < lines.size() && !lines.get(near).startsWith("  ");
      }
      if (isNear) {
        text.append(last >= 0 && last < at - 1 ? "  …\n" : "").append(lines.get(at)).append('\n');
        last = at;
      }
    }
    return text.toString();
  }
}
