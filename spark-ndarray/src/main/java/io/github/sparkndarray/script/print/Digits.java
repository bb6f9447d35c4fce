package io.github.sparkndarray.script.print;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A decimal number that is not negative.
 *
 * @param digits the digits from the first that is not zero, without zeros at the end; "0" for zero
 * @param exponent the power of ten of the first digit
 */
record Digits(String digits, int exponent) {
  /** As many digits as any double needs. */
  private static final int MAX_DIGITS = 17;

  private static final Digits ZERO = new Digits("0", 0);

  /**
   * The shortest digits that are read back as the same number, and the nearest to it among those.
   * {@code Double.toString} gives more than it has to before JDK 19 (JDK-4511638).
   *
   * @param isSingle whether the number is a float32
   */
  static Digits shortest(double value, boolean isSingle) {
    if (value == 0) {
      return ZERO;
    }
    BigDecimal exact = new BigDecimal(Math.abs(value));
    BigDecimal best = exact.round(new MathContext(MAX_DIGITS, RoundingMode.HALF_EVEN));
    // Mostly Java is right, and one digit less does not do.
    for (int precision = javasDigits(value, isSingle); precision > 0; precision--) {
      BigDecimal candidate = roundTrip(exact, precision, isSingle);
      if (candidate == null) {
        break;
      }
      best = candidate;
    }
    return of(best);
  }

  /** The number of digits with which Java would write a number: enough, now and then too many. */
  private static int javasDigits(double value, boolean isSingle) {
    String text = isSingle ? Float.toString((float) value) : Double.toString(value);
    int exponent = text.indexOf('E');
    String digits = (exponent < 0 ? text : text.substring(0, exponent)).replaceAll("[-.]", "");
    return digits.replaceAll("^0+|0+$", "").length();
  }

  private static @Nullable BigDecimal roundTrip(BigDecimal exact, int precision, boolean isSingle) {
    BigDecimal nearest = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
    if (isSame(nearest, exact, isSingle)) {
      return nearest;
    }
    // Below a power of two numbers lie closer: the nearest may be too far, and the next not.
    BigDecimal above = exact.round(new MathContext(precision, RoundingMode.CEILING));
    return isSame(above, exact, isSingle) ? above : null;
  }

  private static boolean isSame(BigDecimal candidate, BigDecimal exact, boolean isSingle) {
    return isSingle
        ? candidate.floatValue() == exact.floatValue()
        : candidate.doubleValue() == exact.doubleValue();
  }

  /** The exact value rounded to a number of digits after the point, half to even. */
  static Digits fixed(double value, int fractionDigits) {
    return of(new BigDecimal(Math.abs(value)).setScale(fractionDigits, RoundingMode.HALF_EVEN));
  }

  /** The exact value rounded to a number of digits in all, half to even. */
  static Digits rounded(double value, int precision) {
    return of(
        new BigDecimal(Math.abs(value)).round(new MathContext(precision, RoundingMode.HALF_EVEN)));
  }

  private static Digits of(BigDecimal value) {
    if (value.signum() == 0) {
      return ZERO;
    }
    BigDecimal stripped = value.stripTrailingZeros();
    String digits = stripped.unscaledValue().toString();
    return new Digits(digits, digits.length() - 1 - stripped.scale());
  }

  /** The digits before the point; at least "0". */
  String integerPart() {
    if (exponent < 0) {
      return "0";
    }
    int end = exponent + 1;
    return end <= digits.length()
        ? digits.substring(0, end)
        : digits + "0".repeat(end - digits.length());
  }

  /** The digits after the point, without zeros at the end. */
  String fractionPart() {
    if (digits.equals("0")) {
      return "";
    }
    if (exponent < 0) {
      return "0".repeat(-exponent - 1) + digits;
    }
    return exponent + 1 < digits.length() ? digits.substring(exponent + 1) : "";
  }

  /** The number of digits after the point. */
  int fractionLength() {
    return digits.equals("0") ? 0 : Math.max(0, digits.length() - 1 - exponent);
  }

  /** The digits after the first one. */
  String mantissaFraction() {
    return digits.substring(1);
  }

  /** The exponent with its sign and at least the given number of digits. */
  String exponentText(int minDigits) {
    String text = Integer.toString(Math.abs(exponent));
    String zeros = "0".repeat(Math.max(0, minDigits - text.length()));
    return (exponent < 0 ? "-" : "+") + zeros + text;
  }
}
