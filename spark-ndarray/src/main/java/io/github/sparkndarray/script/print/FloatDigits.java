package io.github.sparkndarray.script.print;

import java.util.Locale;

/** A floating number as C and Python write it, in one of their formats. */
final class FloatDigits {
  /** Where Python goes over to exponents in {@code repr}. */
  private static final int REPR_PRECISION = 16;

  private FloatDigits() {}

  /**
   * The text of a number without its sign.
   *
   * @param type one of {@code e f g} and their capitals, or {@code r} for as many digits as tell it
   *     from its neighbours
   * @param isAlternate whether there is a point always, and with {@code g} zeros at the end
   * @param withPoint whether what has no exponent has a digit after the point, with {@code g} and
   *     {@code r}
   */
  static String of(double value, char type, int precision, boolean isAlternate, boolean withPoint) {
    char kind = Character.toLowerCase(type);
    String text;
    if (Double.isNaN(value)) {
      text = "nan";
    } else if (Double.isInfinite(value)) {
      text = "inf";
    } else {
      text =
          switch (kind) {
            case 'f' -> fixed(value, precision, isAlternate);
            case 'e' ->
                scientific(Digits.rounded(value, precision + 1), precision, isAlternate, true);
            default -> general(value, kind, precision, isAlternate, withPoint);
          };
    }
    return Character.isUpperCase(type) ? text.toUpperCase(Locale.ROOT) : text;
  }

  private static String fixed(double value, int precision, boolean isAlternate) {
    Digits digits = Digits.fixed(value, precision);
    String fraction = digits.fractionPart();
    String text = digits.integerPart();
    return precision == 0 && !isAlternate
        ? text
        : text + "." + fraction + "0".repeat(precision - fraction.length());
  }

  private static String scientific(
      Digits digits, int precision, boolean isAlternate, boolean isPadded) {
    String fraction = digits.mantissaFraction();
    if (isPadded) {
      fraction += "0".repeat(precision - fraction.length());
    }
    boolean hasPoint = !fraction.isEmpty() || isAlternate;
    return digits.digits().charAt(0)
        + (hasPoint ? "." : "")
        + fraction
        + "e"
        + digits.exponentText(2);
  }

  private static String general(
      double value, char kind, int precision, boolean isAlternate, boolean withPoint) {
    boolean isRepr = kind == 'r';
    int significant = isRepr ? REPR_PRECISION : Math.max(1, precision);
    Digits digits = isRepr ? Digits.shortest(value, false) : Digits.rounded(value, significant);
    int point = digits.exponent() + 1;
    int most = significant - (withPoint && !isRepr ? 1 : 0);
    if (point <= -4 || point > most) {
      boolean isPadded = isAlternate && !isRepr;
      return scientific(digits, significant - 1, isAlternate, isPadded);
    }
    String whole = digits.integerPart();
    String fraction = digits.fractionPart();
    if (isAlternate && !isRepr) {
      int shown = whole.equals("0") ? significant - point : significant - whole.length();
      int wanted = value == 0 ? significant - 1 : shown;
      fraction += "0".repeat(Math.max(0, wanted - fraction.length()));
    }
    if (fraction.isEmpty()) {
      return whole + (withPoint ? ".0" : isAlternate ? "." : "");
    }
    return whole + "." + fraction;
  }
}
