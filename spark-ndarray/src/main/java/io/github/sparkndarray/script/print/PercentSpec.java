package io.github.sparkndarray.script.print;

import io.github.sparkndarray.dtype.WeakKind;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.PythonScalar;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;

/**
 * A conversion specifier of Python's {@code %}, such as {@code %-8.3f}.
 *
 * @param flags those of {@code - + # 0} and the blank that are given
 * @param width how many characters there are at least
 * @param precision -1 where none is given
 * @param type the last letter
 */
public record PercentSpec(String flags, int width, int precision, char type) {
  private static final int DEFAULT_PRECISION = 6;

  /** Reads a specifier without its per cent sign: flags, width, precision and type, all checked. */
  static PercentSpec parse(String text) {
    int end = text.length() - 1;
    int at = 0;
    while ("-+ #0".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    int dot = text.indexOf('.');
    String width = text.substring(at, dot < 0 ? end : dot);
    String precision = dot < 0 ? "" : text.substring(dot + 1, end);
    return new PercentSpec(
        text.substring(0, at),
        width.isEmpty() ? 0 : Integer.parseInt(width),
        dot < 0 ? -1 : precision.isEmpty() ? 0 : Integer.parseInt(precision),
        text.charAt(end));
  }

  /** Whether it takes any value as text. */
  boolean isText() {
    return "sra".indexOf(type) >= 0;
  }

  private boolean has(char flag) {
    return flags.indexOf(flag) >= 0;
  }

  /** The text of a value, cut to the precision. */
  String ofText(String text) {
    int length = text.codePointCount(0, text.length());
    boolean isLong = precision >= 0 && precision < length;
    return filled(
        "", isLong ? text.substring(0, text.offsetByCodePoints(0, precision)) : text, false);
  }

  /**
   * The text of a number.
   *
   * @param typeName Python's name of its type, for errors
   */
  String ofNumber(PythonScalar number, String typeName) {
    if ("eEfFgG".indexOf(type) >= 0) {
      return real(number, typeName);
    }
    if (type == 'c') {
      if (!number.isIntegral()) {
        throw unfit(typeName);
      }
      return filled("", Character.toString((int) number.integer()), false);
    }
    boolean isDecimal = "diu".indexOf(type) >= 0;
    if (number.isComplex() || (!isDecimal && !number.isIntegral())) {
      throw unfit(typeName);
    }
    BigInteger whole = number.kind() == WeakKind.FLOAT ? truncated(number.real()) : number.whole();
    int base = isDecimal ? 10 : type == 'o' ? 8 : 16;
    String digits = whole.abs().toString(base);
    String padded = "0".repeat(Math.max(0, precision - digits.length())) + digits;
    String prefix = has('#') && !isDecimal ? "0" + type : "";
    return filled(
        sign(whole.signum() < 0) + prefix,
        type == 'X' ? padded.toUpperCase(Locale.ROOT) : padded,
        true);
  }

  /** The error of a value that is no number, or not such a one. */
  NDArrayException unfit(String typeName) {
    return NDArrayException.of(
        ErrorCode.DTYPE,
        switch (type) {
          case 'd', 'i', 'u' -> "%%%s format: a real number is required, not %s";
          case 'o', 'x', 'X' -> "%%%s format: an integer is required, not %s";
          case 'c' -> "%%c requires int or char";
          default -> "must be real number, not %2$s";
        },
        type,
        typeName);
  }

  private static BigInteger truncated(double value) {
    if (!Double.isFinite(value)) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "cannot convert float %s to integer",
          Double.isNaN(value) ? "NaN" : "infinity");
    }
    return new BigDecimal(value).toBigInteger();
  }

  private String real(PythonScalar number, String typeName) {
    if (number.isComplex()) {
      throw unfit(typeName);
    }
    double value = number.kind() == WeakKind.FLOAT ? number.real() : number.whole().doubleValue();
    if (number.isIntegral() && Double.isInfinite(value)) {
      throw NDArrayException.of(ErrorCode.VALUE, "int too large to convert to float");
    }
    int digits = precision < 0 ? DEFAULT_PRECISION : precision;
    boolean isNegative = Double.doubleToRawLongBits(value) < 0 && !Double.isNaN(value);
    return filled(sign(isNegative), FloatDigits.of(value, type, digits, has('#'), false), true);
  }

  private String sign(boolean isNegative) {
    return isNegative ? "-" : has('+') ? "+" : has(' ') ? " " : "";
  }

  private String filled(String prefix, String text, boolean isNumber) {
    int length = prefix.length() + text.codePointCount(0, text.length());
    int missing = Math.max(0, width - length);
    if (has('-')) {
      return prefix + text + " ".repeat(missing);
    }
    return isNumber && has('0')
        ? prefix + "0".repeat(missing) + text
        : " ".repeat(missing) + prefix + text;
  }
}
