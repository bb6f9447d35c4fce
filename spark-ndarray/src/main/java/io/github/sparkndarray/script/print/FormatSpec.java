package io.github.sparkndarray.script.print;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A format specification, Python's {@code [[fill]align][sign][z][#][0][width][grouping][.precision]
 * [type]}, as its <a href="https://docs.python.org/3/library/string.html#formatspec">documentation
 * </a> has it.
 *
 * @param fill the character that fills up to the width, as a code point
 * @param align one of {@code < > = ^}; 0 where none is given
 * @param sign one of {@code + -} and a blank; 0 where none is given
 * @param isPositiveZero whether a zero has no minus sign
 * @param isAlternate whether {@code #} is given
 * @param width how many characters there are at least
 * @param grouping {@code ,} or {@code _}; 0 where none is given
 * @param precision -1 where none is given
 * @param type a code point; 0 where none is given
 */
record FormatSpec(
    int fill,
    char align,
    char sign,
    boolean isPositiveZero,
    boolean isAlternate,
    int width,
    char grouping,
    int precision,
    int type) {

  private static final Pattern FORM =
      Pattern.compile(
          "(?:(?<fill>.)(?=[<>=^]))?(?<align>[<>=^])?(?<sign>[-+ ])?(?<z>z)?(?<alternate>#)?"
              + "(?<zero>0)?(?<width>[0-9]+)?(?<grouping>[,_]*)(?:\\.(?<precision>[0-9]*))?"
              + "(?<type>.?)(?<rest>.*)",
          Pattern.DOTALL);

  /**
   * Reads a specification.
   *
   * @param typeName Python's name of the type of the value that is to be formatted
   * @throws NDArrayException in Python's words where it is none
   */
  static FormatSpec parse(String text, String typeName) {
    Matcher given = FORM.matcher(text);
    if (!given.matches()) {
      throw NDArrayException.of(ErrorCode.INTERNAL, "the format '%s' has no form", text);
    }
    String grouping = given.group("grouping");
    if (grouping.contains(",") && grouping.contains("_")) {
      throw NDArrayException.of(ErrorCode.VALUE, "Cannot specify both ',' and '_'.");
    }
    if ("".equals(given.group("precision"))) {
      throw NDArrayException.of(ErrorCode.VALUE, "Format specifier missing precision");
    }
    if (grouping.length() > 1 || !given.group("rest").isEmpty()) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "Invalid format specifier '%s' for object of type '%s'", text, typeName);
    }
    boolean isZero = given.group("zero") != null;
    char align = letter(given.group("align"));
    FormatSpec spec =
        new FormatSpec(
            given.group("fill") != null ? given.group("fill").codePointAt(0) : isZero ? '0' : ' ',
            align == 0 && isZero && !typeName.equals("str") ? '=' : align,
            letter(given.group("sign")),
            given.group("z") != null,
            given.group("alternate") != null,
            number(given.group("width"), 0),
            letter(grouping),
            number(given.group("precision"), -1),
            given.group("type").isEmpty() ? 0 : given.group("type").codePointAt(0));
    spec.checkGrouping(typeName);
    return spec;
  }

  private static char letter(String text) {
    return text == null || text.isEmpty() ? 0 : text.charAt(0);
  }

  private static int number(String digits, int absent) {
    if (digits == null) {
      return absent;
    }
    if (digits.length() > 9) {
      throw NDArrayException.of(ErrorCode.VALUE, "Too many decimal digits in format string");
    }
    return Integer.parseInt(digits);
  }

  private void checkGrouping(String typeName) {
    int shown = type == 0 && typeName.equals("str") ? 's' : type;
    boolean isAllowed =
        grouping == 0
            || shown == 0
            || "deEfFgG%".indexOf(shown) >= 0
            || (grouping == '_' && "boxX".indexOf(shown) >= 0);
    if (!isAllowed) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "Cannot specify '%s' with '%s'.", grouping, Character.toString(shown));
    }
  }

  /** The error of a type that has no such format. */
  NDArrayException unknownType(String typeName) {
    return NDArrayException.of(
        ErrorCode.VALUE,
        "Unknown format code '%s' for object of type '%s'",
        Character.toString(type),
        typeName);
  }

  /** The specification of another type. */
  FormatSpec withType(char other) {
    return new FormatSpec(
        fill, align, sign, isPositiveZero, isAlternate, width, grouping, precision, other);
  }

  /** A string, cut to the precision and filled up to the width. */
  String ofText(String text) {
    String problem =
        sign == ' '
            ? "Space not allowed in string format specifier"
            : sign != 0
                ? "Sign not allowed in string format specifier"
                : isPositiveZero
                    ? "Negative zero coercion (z) not allowed in string format specifier"
                    : isAlternate
                        ? "Alternate form (#) not allowed in string format specifier"
                        : align == '='
                            ? "'=' alignment not allowed in string format specifier"
                            : null;
    if (type != 0 && type != 's') {
      throw unknownType("str");
    }
    if (problem != null) {
      throw NDArrayException.of(ErrorCode.VALUE, problem);
    }
    int length = text.codePointCount(0, text.length());
    String cut =
        precision >= 0 && precision < length
            ? text.substring(0, text.offsetByCodePoints(0, precision))
            : text;
    return filled(cut, align == 0 ? '<' : align);
  }

  /** A text with as many fill characters around it as the width asks for. */
  String filled(String text, char where) {
    int missing = Math.max(0, width - text.codePointCount(0, text.length()));
    int left = where == '>' ? missing : where == '^' ? missing / 2 : 0;
    String filling = Character.toString(fill);
    return filling.repeat(left) + text + filling.repeat(missing - left);
  }

  /**
   * A number from its parts: digits get separators, and where the width is filled behind the sign
   * with zeros, those too.
   *
   * @param prefix sign and base
   * @param digits what is grouped
   * @param rest what follows: point, fraction, exponent, per cent
   * @param groupSize how many digits are between separators
   */
  String ofNumber(String prefix, String digits, String rest, int groupSize) {
    boolean isZeroFilled = fill == '0' && align == '=';
    int room = isZeroFilled ? width - prefix.length() - rest.length() : 0;
    String grouped = digits.isEmpty() ? "" : grouped(digits, room, groupSize);
    if (align == '=') {
      String filling = Character.toString(fill);
      int missing = width - prefix.length() - grouped.length() - rest.length();
      return prefix + filling.repeat(Math.max(0, missing)) + grouped + rest;
    }
    return filled(prefix + grouped + rest, align == 0 ? '>' : align);
  }

  /** Digits with separators, and with zeros before them until there is no room for more. */
  private String grouped(String digits, int room, int groupSize) {
    if (grouping == 0) {
      return "0".repeat(Math.max(0, room - digits.length())) + digits;
    }
    StringBuilder reversed = new StringBuilder();
    for (int i = 0; i < digits.length() || reversed.length() < room; i++) {
      if (i > 0 && i % groupSize == 0) {
        reversed.append(grouping);
      }
      reversed.append(i < digits.length() ? digits.charAt(digits.length() - 1 - i) : '0');
    }
    return reversed.reverse().toString();
  }
}
