package io.github.sparkndarray.script.value;

import java.util.List;

/**
 * A {@code str} that is not made yet: what {@code print} shows of it is computed together with what
 * else is printed.
 *
 * @param pieces what it is joined from
 */
public record Formatted(List<Piece> pieces) implements Value {
  public Formatted {
    pieces = List.copyOf(pieces);
  }

  /** One value in one format. */
  public static Formatted of(Value value, Conversion conversion, String format) {
    return new Formatted(List.of(new Field(value, conversion, format)));
  }

  /** The values that are formatted. */
  public List<Value> values() {
    return pieces.stream()
        .filter(Field.class::isInstance)
        .map(piece -> ((Field) piece).value())
        .toList();
  }

  @Override
  public String typeName() {
    return "str";
  }

  /** A part of the text. */
  public sealed interface Piece permits Literal, Field {}

  /** Text as it is. */
  public record Literal(String text) implements Piece {}

  /**
   * A value in a format.
   *
   * @param format a format specification, or with {@link Conversion#PERCENT} a conversion specifier
   */
  public record Field(Value value, Conversion conversion, String format) implements Piece {}

  /** What becomes of a value before it is formatted. */
  public enum Conversion {
    /** Nothing: {@code format(value, spec)}. */
    NONE,
    /** {@code str}. */
    STR,
    /** {@code repr}. */
    REPR,
    /** {@code ascii}. */
    ASCII,
    /** What its specifier says, as in C: {@code "%5.2f" % value}. */
    PERCENT;

    /** The conversion of a letter after an exclamation mark. */
    public static Conversion ofLetter(String letter) {
      return switch (letter) {
        case "s" -> STR;
        case "r" -> REPR;
        default -> ASCII;
      };
    }
  }
}
