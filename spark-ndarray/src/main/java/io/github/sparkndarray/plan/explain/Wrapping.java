package io.github.sparkndarray.plan.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Breaks long lines, at blanks where there are any near the end. */
final class Wrapping {
  private static final String CUT = " …";

  private static final String BETWEEN = "   ";

  /** The share of what is left of a text that lies before what is left out. */
  private static final double BEFORE = 0.3;

  /** A line is not made shorter than this part of its width to break at a blank. */
  private static final double SHORTEST = 0.5;

  private Wrapping() {}

  /**
   * A text as lines of at most {@code width} characters. What is too long for so many lines loses a
   * part: deeply nested expressions have nothing but parentheses at their beginning.
   */
  static List<String> wrap(String text, int width, int lines) {
    List<String> wrapped = new ArrayList<>();
    String rest = shortened(text, (int) (width * (lines - SHORTEST)));
    while (rest.length() > width && wrapped.size() < lines - 1) {
      int blank = rest.lastIndexOf(' ', width);
      int end = blank > width * SHORTEST ? blank : width;
      wrapped.add(rest.substring(0, end).stripTrailing());
      rest = rest.substring(end).strip();
    }
    wrapped.add(clip(rest, width));
    return wrapped;
  }

  /**
   * Items side by side in lines of at most {@code width} characters. Of those for which there is no
   * room the last line tells how many they are.
   */
  static List<String> items(List<String> items, int width, int lines) {
    List<String> wrapped = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < items.size(); i++) {
      boolean isLast = i == items.size() - 1;
      String more = isLast ? "" : BETWEEN + "and " + (items.size() - i - 1) + " more";
      int room = wrapped.size() < lines - 1 ? width : width - more.length();
      if (!line.isEmpty() && line.length() + BETWEEN.length() + items.get(i).length() > room) {
        if (wrapped.size() == lines - 1) {
          line.append(BETWEEN).append("and ").append(items.size() - i).append(" more");
          break;
        }
        wrapped.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : BETWEEN).append(items.get(i));
    }
    wrapped.add(line.toString());
    return wrapped.stream().map(each -> clip(each, width)).toList();
  }

  private static String shortened(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    int before = (int) (length * BEFORE);
    String left = String.format(Locale.ROOT, " … %,d characters … ", text.length() - length);
    int after = Math.max(0, length - before - left.length());
    return text.substring(0, before) + left + text.substring(text.length() - after);
  }

  /** A text of at most {@code width} characters. */
  static String clip(String text, int width) {
    return text.length() <= width
        ? text
        : text.substring(0, Math.max(0, width - CUT.length())).stripTrailing() + CUT;
  }
}
