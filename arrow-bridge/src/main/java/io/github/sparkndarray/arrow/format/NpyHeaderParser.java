package io.github.sparkndarray.arrow.format;

import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the Python dict literal in an npy header: exactly the keys {@code descr}, {@code
 * fortran_order} and {@code shape}, in any order. No other Python is understood, and nothing here
 * recurses, whatever the text.
 */
final class NpyHeaderParser {
  private static final int MAX_RANK = 64;
  private static final int MAX_QUOTED = 80;

  private final String name;
  private final String text;
  private final int fileOffset;
  private int at;

  private @Nullable NpyDescr descr;
  private @Nullable Boolean fortranOrder;
  private @Nullable Shape shape;

  /** A parser of the text that begins at the given offset of the named file, a char per byte. */
  NpyHeaderParser(String name, String text, int fileOffset) {
    this.name = name;
    this.text = text;
    this.fileOffset = fileOffset;
  }

  /** The header that the text describes, with its data beginning right after it. */
  NpyHeader parse() {
    expect('{');
    while (!accept('}')) {
      parseEntry();
      if (!accept(',')) {
        expect('}');
        break;
      }
    }
    if (peek() != 0) {
      throw corrupt("%s after the end of the header", found());
    }
    if (descr == null) {
      throw corrupt("the header has no 'descr'");
    }
    if (fortranOrder == null) {
      throw corrupt("the header has no 'fortran_order'");
    }
    if (shape == null) {
      throw corrupt("the header has no 'shape'");
    }
    NpyHeader header =
        new NpyHeader(
            descr.dtype(),
            descr.bigEndian(),
            fortranOrder,
            shape,
            (long) fileOffset + text.length());
    if (!header.fitsFile()) {
      throw corrupt("a %s array of shape %s is larger than any file", header.dtype(), shape);
    }
    return header;
  }

  private void parseEntry() {
    char quote = peek();
    if (quote != '\'' && quote != '"') {
      throw corrupt("a key was expected, not %s", found());
    }
    int keyAt = at;
    String key = parseString();
    boolean twice =
        switch (key) {
          case "descr" -> descr != null;
          case "fortran_order" -> fortranOrder != null;
          case "shape" -> shape != null;
          default -> {
            at = keyAt;
            throw corrupt("unexpected key '%s'", quoted(key));
          }
        };
    if (twice) {
      at = keyAt;
      throw corrupt("'%s' is given twice", key);
    }
    expect(':');
    switch (key) {
      case "descr" -> descr = parseDescr();
      case "fortran_order" -> fortranOrder = parseBoolean();
      default -> shape = parseShape();
    }
  }

  private NpyDescr parseDescr() {
    char first = peek();
    if (first == '\'' || first == '"') {
      return NpyDescr.parse(name, quoted(parseString()));
    }
    if (first == '[' || first == '(') {
      throw NpyDescr.structured(name, quoted(text.substring(at, endOfBrackets())));
    }
    throw corrupt("'descr' is not a string, but %s", found());
  }

  /** Where the brackets that open here are closed again, or the end of the text. */
  private int endOfBrackets() {
    int depth = 0;
    char quote = 0;
    for (int end = at; end < text.length(); end++) {
      char c = text.charAt(end);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '[' || c == '(') {
        depth++;
      } else if ((c == ']' || c == ')') && --depth == 0) {
        return end + 1;
      }
    }
    return text.length();
  }

  private boolean parseBoolean() {
    peek();
    for (String word : List.of("True", "False")) {
      int end = at + word.length();
      if (text.startsWith(word, at)
          && (end == text.length() || !Character.isJavaIdentifierPart(text.charAt(end)))) {
        at = end;
        return word.equals("True");
      }
    }
    throw corrupt("'fortran_order' is neither True nor False, but %s", found());
  }

  private Shape parseShape() {
    if (peek() != '(') {
      throw corrupt("'shape' is not a tuple, but %s", found());
    }
    int shapeAt = at;
    expect('(');
    List<Long> extents = new ArrayList<>();
    boolean comma = true;
    while (!accept(')')) {
      if (!comma) {
        throw corrupt("',' or ')' was expected, not %s", found());
      }
      if (extents.size() == MAX_RANK) {
        throw corrupt("'shape' has more than %d extents", MAX_RANK);
      }
      extents.add(parseExtent());
      comma = accept(',');
    }
    if (extents.size() == 1 && !comma) {
      at = shapeAt;
      throw corrupt("'shape' is a number, not a tuple");
    }
    try {
      return Shape.of(extents.stream().mapToLong(Long::longValue).toArray());
    } catch (NDArrayException e) {
      at = shapeAt;
      throw corrupt("%s", e.getMessage());
    }
  }

  private long parseExtent() {
    boolean negative = peek() == '-';
    int from = negative ? at + 1 : at;
    int end = from;
    long extent = 0;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      int digit = text.charAt(end) - '0';
      if (extent > (Long.MAX_VALUE - digit) / 10) {
        throw corrupt("'shape' has an extent that no 64-bit number holds");
      }
      extent = 10 * extent + digit;
      end++;
    }
    if (end == from) {
      throw corrupt("an extent was expected, not %s", found());
    }
    if (negative && extent != 0) {
      throw corrupt("'shape' has a negative extent, -%d", extent);
    }
    // Python 2 wrote 10L.
    at = end < text.length() && text.charAt(end) == 'L' ? end + 1 : end;
    return extent;
  }

  /** The text between quotes; no key and no descr has an escape in it. */
  private String parseString() {
    char quote = text.charAt(at);
    int end = at + 1;
    while (end < text.length() && text.charAt(end) != quote) {
      char c = text.charAt(end);
      if (c == '\\' || c == '\n' || c == '\r') {
        at = end;
        throw corrupt("%s in a string", found());
      }
      end++;
    }
    if (end == text.length()) {
      throw corrupt("a string does not end");
    }
    String string = text.substring(at + 1, end);
    at = end + 1;
    return string;
  }

  private boolean accept(char wanted) {
    if (peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  private void expect(char wanted) {
    if (!accept(wanted)) {
      throw corrupt("'%c' was expected, not %s", wanted, found());
    }
  }

  /** The next character that is not white space, which is then the current one; 0 at the end. */
  private char peek() {
    while (at < text.length() && " \t\n\r\f".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private String found() {
    if (at >= text.length()) {
      return "the end of the header";
    }
    char c = text.charAt(at);
    return c > ' ' && c < 0x7f ? "'" + c + "'" : String.format(Locale.ROOT, "byte 0x%02x", (int) c);
  }

  /** Text from the file that is safe and short enough for a message. */
  private static String quoted(String text) {
    String line = text.strip().replaceAll("[^ -~]", "?");
    return line.length() <= MAX_QUOTED ? line : line.substring(0, MAX_QUOTED) + "…";
  }

  private NDArrayException corrupt(String reason, @Nullable Object... arguments) {
    return NpyHeader.corrupt(
        name, (long) fileOffset + at, String.format(Locale.ROOT, reason, arguments));
  }
}
