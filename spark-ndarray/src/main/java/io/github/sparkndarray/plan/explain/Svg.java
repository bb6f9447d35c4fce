package io.github.sparkndarray.plan.explain;

import java.util.Locale;

/** Writes the elements of an SVG picture; coordinates are in its own units. */
final class Svg {
  private final StringBuilder text = new StringBuilder();

  void rectangle(double x, double y, double width, double height, double radius, String style) {
    element(
        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\" class=\"%s\"/>",
        number(x), number(y), number(width), number(height), number(radius), style);
  }

  void text(double x, double y, String style, String content) {
    element(
        "<text x=\"%s\" y=\"%s\" class=\"%s\" xml:space=\"preserve\">%s</text>",
        number(x), number(y), style, escape(content));
  }

  void path(String style, String path, Object... coordinates) {
    Object[] numbers = new Object[coordinates.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(((Number) coordinates[i]).doubleValue());
    }
    element("<path class=\"%s\" d=\"%s\"/>", style, String.format(Locale.ROOT, path, numbers));
  }

  /** A line with an arrow head of the same style, as thick as given. */
  void arrow(String style, double width, String path, Object... coordinates) {
    Object[] numbers = new Object[coordinates.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(((Number) coordinates[i]).doubleValue());
    }
    element(
        "<path class=\"arrow %s\" style=\"stroke-width:%s\" marker-end=\"url(#%s)\" d=\"%s\"/>",
        style, number(width), style, String.format(Locale.ROOT, path, numbers));
  }

  /** What a viewer shows when the pointer rests on the group that this is in. */
  void tooltip(String content) {
    element("<title>%s</title>", escape(content));
  }

  /** Moves another picture's elements. */
  void place(double x, double y, Svg part) {
    element("<g transform=\"translate(%s %s)\">", number(x), number(y));
    text.append(part.text);
    raw("</g>");
  }

  /** Text that is SVG already. */
  void raw(String svg) {
    text.append(svg).append('\n');
  }

  private void element(String format, Object... arguments) {
    raw(String.format(Locale.ROOT, format, arguments));
  }

  static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** Text of users and files, with no character that XML does not allow. */
  static String escape(String content) {
    StringBuilder escaped = new StringBuilder();
    content
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\n', '\t' -> escaped.appendCodePoint(c);
                default -> escaped.appendCodePoint(isAllowed(c) ? c : '\uFFFD');
              }
            });
    return escaped.toString();
  }

  private static boolean isAllowed(int c) {
    return c >= 0x20 && (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
