package io.github.sparkndarray.script.parse;

/** Python's spelling of strings. */
public final class StringText {
  private StringText() {}

  /** The value of a string literal, with or without the prefix {@code r}. */
  public static String value(String literal) {
    int start = Character.isLetter(literal.charAt(0)) ? 1 : 0;
    boolean isRaw = isRaw(literal.substring(0, start));
    String quoted = literal.substring(start);
    int quotes = quoted.startsWith("'''") || quoted.startsWith("\"\"\"") ? 3 : 1;
    String body = quoted.substring(quotes, quoted.length() - quotes).replace("\r\n", "\n");
    return isRaw ? body : unescaped(body);
  }

  /** Whether what begins a string has the prefix {@code r} among others. */
  public static boolean isRaw(String start) {
    return start.indexOf('r') >= 0 || start.indexOf('R') >= 0;
  }

  /** Whether three quotes begin a string, which may have several lines then. */
  static boolean isLong(String start) {
    return start.endsWith("\"\"\"") || start.endsWith("'''");
  }

  /** The text between two fields of an f-string, in which braces are doubled. */
  public static String ofPart(String part, boolean isRaw) {
    String body = part.replace("\r\n", "\n").replace("{{", "{").replace("}}", "}");
    return isRaw ? body : unescaped(body);
  }

  private static String unescaped(String body) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (c != '\\' || i + 1 == body.length()) {
        text.append(c);
        continue;
      }
      char escape = body.charAt(++i);
      int digits =
          switch (escape) {
            case 'x' -> 2;
            case 'u' -> 4;
            case 'U' -> 8;
            default -> 0;
          };
      int end = i + 1 + digits;
      if (digits > 0
          && end <= body.length()
          && body.substring(i + 1, end).matches("[0-9a-fA-F]+")) {
        long code = Long.parseLong(body.substring(i + 1, end), 16);
        if (code <= Character.MAX_CODE_POINT) {
          text.appendCodePoint((int) code);
          i = end - 1;
          continue;
        }
      }
      text.append(simple(escape));
    }
    return text.toString();
  }

  /** What a backslash and one character mean; an unknown escape is kept as it is, as in Python. */
  private static String simple(char escape) {
    return switch (escape) {
      case '\n' -> "";
      case '\\', '\'', '"' -> String.valueOf(escape);
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'r' -> "\r";
      case 'a' -> "\u0007";
      case 'b' -> "\b";
      case 'f' -> "\f";
      case 'v' -> "\u000b";
      case '0' -> "\0";
      default -> "\\" + escape;
    };
  }
}
