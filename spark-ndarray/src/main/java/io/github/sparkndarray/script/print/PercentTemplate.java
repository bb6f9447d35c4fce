package io.github.sparkndarray.script.print;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.Formatted;
import io.github.sparkndarray.script.value.Formatted.Conversion;
import io.github.sparkndarray.script.value.Formatted.Field;
import io.github.sparkndarray.script.value.Formatted.Literal;
import io.github.sparkndarray.script.value.Formatted.Piece;
import io.github.sparkndarray.script.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python's {@code "…%.2f…" % values}. */
public final class PercentTemplate {
  private static final Pattern SPECIFIER =
      Pattern.compile(
          "%(?<key>\\()?(?<flags>[-+ #0]*)(?<width>\\*|[0-9]{0,9})"
              + "(?<precision>\\.(?:\\*|[0-9]{0,9}))?[hlL]?(?<type>.)?",
          Pattern.DOTALL);
  private static final String TYPES = "diouxXeEfFgGcrsa";

  private final String template;
  private final List<Value> values;
  private final List<Piece> pieces = new ArrayList<>();
  private int next;

  private PercentTemplate(String template, List<Value> values) {
    this.template = template;
    this.values = values;
  }

  /**
   * A template filled in.
   *
   * @param given a tuple of values, or one value
   * @throws NDArrayException in Python's words where they do not fit
   */
  public static Formatted of(String template, Value given) {
    boolean isTuple =
        given instanceof Value.Sequence tuple && tuple.kind() == Value.Sequence.Kind.TUPLE;
    List<Value> values =
        isTuple && given instanceof Value.Sequence tuple ? tuple.items() : List.of(given);
    PercentTemplate filled = new PercentTemplate(template, values);
    filled.fill();
    // What could be a mapping may have more than is asked for.
    boolean mayHaveMore = !isTuple && (given instanceof Value.Sequence || isArray(given));
    if (filled.next < values.size() && !mayHaveMore) {
      throw NDArrayException.of(
          ErrorCode.DTYPE, "not all arguments converted during string formatting");
    }
    return new Formatted(filled.pieces);
  }

  private static boolean isArray(Value value) {
    return value instanceof ArrayValue;
  }

  private void fill() {
    Matcher found = SPECIFIER.matcher(template);
    int end = 0;
    while (found.find(end)) {
      pieces.add(new Literal(template.substring(end, found.start())));
      end = found.end();
      add(found);
    }
    pieces.add(new Literal(template.substring(end)));
  }

  private void add(Matcher found) {
    if (found.group("key") != null) {
      throw NDArrayException.of(ErrorCode.DTYPE, "format requires a mapping");
    }
    if (found.group("type") == null) {
      throw NDArrayException.of(ErrorCode.VALUE, "incomplete format");
    }
    String type = found.group("type");
    if (found.group().equals("%%")) {
      pieces.add(new Literal("%"));
      return;
    }
    String flags = found.group("flags");
    String width = found.group("width");
    if (width.equals("*")) {
      long given = integer();
      flags += given < 0 ? "-" : "";
      width = Long.toString(Math.abs(given));
    }
    String precision = found.group("precision") == null ? "" : found.group("precision");
    if (precision.equals(".*")) {
      precision = "." + Math.max(0, integer());
    }
    Value value = take();
    if (!TYPES.contains(type)) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "unsupported format character '%s' (0x%x) at index %d",
          type,
          type.codePointAt(0),
          template.codePointCount(0, found.start("type")));
    }
    Field field = new Field(value, Conversion.PERCENT, flags + width + precision + type);
    FieldText.check(field);
    pieces.add(field);
  }

  private Value take() {
    if (next == values.size()) {
      throw NDArrayException.of(ErrorCode.DTYPE, "not enough arguments for format string");
    }
    return values.get(next++);
  }

  private long integer() {
    if (take() instanceof Value.Scalar number && number.scalar().isIntegral()) {
      return Math.max(-100_000, Math.min(100_000, number.scalar().integer()));
    }
    throw NDArrayException.of(ErrorCode.DTYPE, "* wants int");
  }
}
