package io.github.sparkndarray.io;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.TextFormat;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers as NumPy reads them in text. */
final class TextNumber {
  private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");
  private static final Pattern REAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+");

  private TextNumber() {}

  /** What stands between delimiters in a line without its comment; nothing if that is blank. */
  static List<String> cells(String line, TextFormat format) {
    int end = line.length();
    for (String comment : format.comments()) {
      int at = line.indexOf(comment);
      end = at < 0 ? end : Math.min(end, at);
    }
    String text = line.substring(0, end).strip();
    if (text.isEmpty()) {
      return List.of();
    }
    String delimiter = format.delimiter();
    String[] cells =
        delimiter == null ? WHITE_SPACE.split(text) : text.split(Pattern.quote(delimiter), -1);
    return Arrays.stream(cells).map(String::strip).toList();
  }

  /** A long or a double; nothing for what is no number. */
  static Optional<Number> of(String text, TextFormat format) {
    if (format.dtype().isInteger()) {
      return INTEGER.matcher(text).matches() ? integer(text, format.dtype()) : Optional.empty();
    }
    if (REAL.matcher(text).matches()) {
      return Optional.of(Double.parseDouble(text));
    }
    boolean isNegative = text.startsWith("-");
    String name = text.toLowerCase(Locale.ROOT);
    return switch (isNegative || name.startsWith("+") ? name.substring(1) : name) {
      case "nan" -> Optional.of(Double.NaN);
      case "inf", "infinity" ->
          Optional.of(isNegative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
      default -> Optional.empty();
    };
  }

  private static Optional<Number> integer(String text, DType dtype) {
    BigInteger value = new BigInteger(text);
    boolean fits =
        dtype == DType.UINT64
            ? value.signum() >= 0 && value.bitLength() <= Long.SIZE
            : value.bitLength() < Long.SIZE && dtype.wrap(value.longValue()) == value.longValue();
    return fits ? Optional.of(value.longValue()) : Optional.empty();
  }
}
