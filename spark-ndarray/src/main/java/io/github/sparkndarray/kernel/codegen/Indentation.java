package io.github.sparkndarray.kernel.codegen;

/** Indents a source by its braces, two spaces for each that is open. */
final class Indentation {
  private static final int CONTINUED = 4;

  private Indentation() {}

  static String of(String source) {
    StringBuilder text = new StringBuilder();
    int depth = 0;
    boolean continues = false;
    for (String line : source.split("\n", -1)) {
      String code = line.strip();
      boolean comments = code.startsWith("//") || code.startsWith("*") || code.startsWith("/*");
      int opened = comments ? 0 : count(code, '{');
      int closed = comments ? 0 : count(code, '}');
      boolean closes = code.startsWith("}");
      int spaces = 2 * (closes ? depth - 1 : depth) + (continues ? CONTINUED : 0);
      if (!code.isEmpty()) {
        text.append(" ".repeat(Math.max(0, spaces))).append(code.startsWith("*") ? " " : "");
      }
      text.append(code).append('\n');
      depth += opened - closed;
      continues = !comments && code.endsWith("(");
    }
    text.setLength(text.length() - 1);
    return text.toString();
  }

  private static int count(String code, char brace) {
    return (int) code.chars().filter(c -> c == brace).count();
  }
}
