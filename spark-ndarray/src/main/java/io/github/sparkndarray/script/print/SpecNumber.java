package io.github.sparkndarray.script.print;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.PythonScalar;
import java.math.BigInteger;
import java.util.Locale;

/** Numbers by a format specification. */
final class SpecNumber {
  private static final int DEFAULT_PRECISION = 6;
  private static final String FLOATING = "eEfFgG%";

  private SpecNumber() {}

  /** {@code format(number, spec)}. */
  static String format(PythonScalar number, String text) {
    String typeName = typeName(number);
    FormatSpec spec = FormatSpec.parse(text, typeName);
    return switch (number.kind()) {
      case BOOL, INT -> integer(number, spec, typeName);
      case FLOAT -> real(number.real(), spec, typeName);
      case COMPLEX -> complex(number, spec);
    };
  }

  private static String typeName(PythonScalar number) {
    return number.kind().name().toLowerCase(Locale.ROOT);
  }

  private static String integer(PythonScalar number, FormatSpec spec, String typeName) {
    if (spec.type() != 0 && FLOATING.indexOf(spec.type()) >= 0) {
      return real(number.whole().doubleValue(), spec, typeName);
    }
    int base =
        switch (spec.type()) {
          case 0, 'd', 'n' -> 10;
          case 'x', 'X' -> 16;
          case 'o' -> 8;
          case 'b' -> 2;
          case 'c' -> 0;
          default -> throw spec.unknownType(typeName);
        };
    refuse(spec.precision() >= 0, "Precision not allowed in integer format specifier");
    refuse(
        spec.isPositiveZero(),
        "Negative zero coercion (z) not allowed in integer format specifier");
    BigInteger whole = number.whole();
    if (base == 0) {
      return spec.ofNumber("", character(whole, spec), "", 3);
    }
    String digits = whole.abs().toString(base);
    String prefix = spec.isAlternate() && base != 10 ? "0" + Character.toString(spec.type()) : "";
    return spec.ofNumber(
        sign(whole.signum() < 0, spec) + prefix,
        spec.type() == 'X' ? digits.toUpperCase(Locale.ROOT) : digits,
        "",
        base == 10 ? 3 : 4);
  }

  private static String character(BigInteger code, FormatSpec spec) {
    refuse(spec.sign() != 0, "Sign not allowed with integer format specifier 'c'");
    refuse(spec.isAlternate(), "Alternate form (#) not allowed with integer format specifier 'c'");
    boolean exists =
        code.signum() >= 0 && code.compareTo(BigInteger.valueOf(Character.MAX_CODE_POINT)) <= 0;
    refuse(code.bitLength() > 63, "Python int too large to convert to C long");
    refuse(!exists, "%c arg not in range(0x110000)");
    return Character.toString(code.intValue());
  }

  private static String real(double value, FormatSpec spec, String typeName) {
    if (spec.type() != 0 && spec.type() != 'n' && FLOATING.indexOf(spec.type()) < 0) {
      throw spec.unknownType(typeName);
    }
    boolean isPercent = spec.type() == '%';
    double shown = isPercent ? value * 100 : value;
    String text = digits(shown, spec, spec.type() == 0);
    boolean isNegative = isNegative(shown) && !(spec.isPositiveZero() && isZero(text));
    int whole = 0;
    while (whole < text.length() && Character.isDigit(text.charAt(whole))) {
      whole++;
    }
    return spec.ofNumber(
        sign(isNegative, spec),
        text.substring(0, whole),
        text.substring(whole) + (isPercent ? "%" : ""),
        3);
  }

  private static boolean isNegative(double value) {
    return Double.doubleToRawLongBits(value) < 0 && !Double.isNaN(value);
  }

  private static boolean isZero(String text) {
    return text.chars().takeWhile(c -> c != 'e' && c != 'E').noneMatch(c -> c >= '1' && c <= '9')
        && Character.isDigit(text.charAt(0));
  }

  private static String digits(double value, FormatSpec spec, boolean withPoint) {
    int precision = spec.precision() < 0 ? DEFAULT_PRECISION : spec.precision();
    char type =
        switch (spec.type()) {
          case 0 -> spec.precision() < 0 ? 'r' : 'g';
          case 'n' -> 'g';
          case '%' -> 'f';
          default -> (char) spec.type();
        };
    return FloatDigits.of(value, type, precision, spec.isAlternate(), withPoint);
  }

  private static String sign(boolean isNegative, FormatSpec spec) {
    return isNegative ? "-" : spec.sign() == '+' ? "+" : spec.sign() == ' ' ? " " : "";
  }

  /** A complex number, in parentheses where no type is given. */
  private static String complex(PythonScalar number, FormatSpec spec) {
    boolean known = spec.type() == 0 || "eEfFgGn".indexOf(spec.type()) >= 0;
    if (!known) {
      throw spec.unknownType("complex");
    }
    refuse(spec.fill() == '0', "Zero padding is not allowed in complex format specifier");
    refuse(spec.align() == '=', "'=' alignment flag is not allowed in complex format specifier");
    boolean isBare = spec.type() == 0;
    boolean hasNoReal =
        isBare && number.real() == 0 && Double.doubleToRawLongBits(number.real()) == 0;
    boolean isNegative = isNegative(number.imaginary());
    String sign = hasNoReal ? sign(isNegative, spec) : isNegative ? "-" : "+";
    String imaginary = part(number.imaginary(), spec, sign) + "j";
    char align = spec.align() == 0 ? '>' : spec.align();
    if (hasNoReal) {
      return spec.filled(imaginary, align);
    }
    String text = part(number.real(), spec, sign(isNegative(number.real()), spec)) + imaginary;
    return spec.filled(isBare ? "(" + text + ")" : text, align);
  }

  private static String part(double value, FormatSpec spec, String sign) {
    String text = digits(value, spec, false);
    int whole = 0;
    while (whole < text.length() && Character.isDigit(text.charAt(whole))) {
      whole++;
    }
    FormatSpec narrow = new FormatSpec(' ', '<', (char) 0, false, false, 0, spec.grouping(), -1, 0);
    return narrow.ofNumber(sign, text.substring(0, whole), text.substring(whole), 3);
  }

  private static void refuse(boolean isWrong, String problem) {
    if (isWrong) {
      throw new NDArrayException(ErrorCode.VALUE, problem);
    }
  }
}
