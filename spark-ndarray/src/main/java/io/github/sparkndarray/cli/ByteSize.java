package io.github.sparkndarray.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as Spark's settings have them: {@code 512m} is 512 MiB. Fractions are allowed. */
final class ByteSize {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)([kmgt])(?:i?b)?");

  /** 4 EiB. */
  private static final double MOST_BYTES = 0x1p62;

  private ByteSize() {}

  /** The bytes, or nothing where the text is no size of at least one byte. */
  static Optional<Long> parse(String text) {
    Matcher parts = FORM.matcher(text.toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      return Optional.empty();
    }
    long unit = 1L << (10 * ("kmgt".indexOf(parts.group(2)) + 1));
    double bytes = Double.parseDouble(parts.group(1)) * unit;
    return bytes < 1 || bytes > MOST_BYTES ? Optional.empty() : Optional.of((long) bytes);
  }
}
