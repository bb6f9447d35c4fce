package io.github.sparkndarray.plan.explain;

import io.github.sparkndarray.plan.explain.PlanDescription.TemporaryDescription;
import io.github.sparkndarray.plan.physical.Bytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Arrays that are not made, those of one shape in a line, the largest first. */
final class TemporaryLines {
  private TemporaryLines() {}

  /**
   * Lines such as {@code a - b, square(·): (1000, 1000, 3), 22.9 MiB each}.
   *
   * @param width the longest line, in characters
   * @param most the most lines; one more says how many arrays are left out
   */
  static List<String> of(List<TemporaryDescription> temporaries, int width, int most) {
    Map<List<Object>, List<TemporaryDescription>> alike = new LinkedHashMap<>();
    for (TemporaryDescription temporary : temporaries) {
      List<Object> key = List.of(temporary.shape(), temporary.bytes());
      alike.computeIfAbsent(key, absent -> new ArrayList<>()).add(temporary);
    }
    List<List<TemporaryDescription>> groups = new ArrayList<>(alike.values());
    groups.sort(Comparator.comparingDouble(group -> -group.get(0).bytes()));
    List<String> lines = new ArrayList<>();
    int left = temporaries.stream().mapToInt(TemporaryDescription::count).sum();
    for (List<TemporaryDescription> group : groups.subList(0, Math.min(most, groups.size()))) {
      lines.add(line(group, width));
      left -= group.stream().mapToInt(TemporaryDescription::count).sum();
    }
    if (left > 0) {
      lines.add("and " + left + " smaller");
    }
    return lines;
  }

  private static String line(List<TemporaryDescription> alike, int width) {
    TemporaryDescription first = alike.get(0);
    boolean isOne = alike.size() == 1 && first.count() == 1;
    String end = ": " + first.shape() + ", " + Bytes.text(first.bytes()) + (isOne ? "" : " each");
    StringBuilder operations = new StringBuilder(text(first));
    for (int i = 1; i < alike.size(); i++) {
      String more = ", and " + (alike.size() - i) + " more";
      String next = ", " + text(alike.get(i));
      boolean isLast = i == alike.size() - 1;
      int needed = next.length() + end.length() + (isLast ? 0 : more.length());
      if (operations.length() + needed > width) {
        return operations + more + end;
      }
      operations.append(next);
    }
    return operations + end;
  }

  private static String text(TemporaryDescription temporary) {
    return temporary.operation() + (temporary.count() == 1 ? "" : " × " + temporary.count());
  }
}
