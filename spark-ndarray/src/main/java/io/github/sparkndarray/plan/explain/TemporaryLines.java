package io.github.sparkndarray.plan.explain;

import io.github.sparkndarray.plan.explain.PlanDescription.TemporaryDescription;
import io.github.sparkndarray.plan.physical.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Arrays that are not made, those of one shape in a line. */
final class TemporaryLines {
  private TemporaryLines() {}

  /**
   * Lines such as {@code a - b, square(·): (1000, 1000, 3), 22.9 MiB each}, the largest ones whole
   * where not all operations fit.
   *
   * @param width the longest line, in characters
   */
  static List<String> of(List<TemporaryDescription> temporaries, int width) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    while (from < temporaries.size()) {
      TemporaryDescription first = temporaries.get(from);
      int to = from;
      while (to < temporaries.size() && isAlike(first, temporaries.get(to))) {
        to++;
      }
      lines.add(line(temporaries.subList(from, to), width));
      from = to;
    }
    return lines;
  }

  private static boolean isAlike(TemporaryDescription a, TemporaryDescription b) {
    return a.shape().equals(b.shape()) && a.bytes() == b.bytes();
  }

  private static String line(List<TemporaryDescription> alike, int width) {
    TemporaryDescription first = alike.get(0);
    String size = Bytes.text(first.bytes()) + (alike.size() == 1 ? "" : " each");
    String end = ": " + first.shape() + ", " + size;
    StringBuilder operations = new StringBuilder(first.operation());
    for (int i = 1; i < alike.size(); i++) {
      String more = ", and " + (alike.size() - i) + " more";
      String next = ", " + alike.get(i).operation();
      boolean isLast = i == alike.size() - 1;
      int needed = next.length() + end.length() + (isLast ? 0 : more.length());
      if (operations.length() + needed > width) {
        return operations + more + end;
      }
      operations.append(next);
    }
    return operations + end;
  }
}
