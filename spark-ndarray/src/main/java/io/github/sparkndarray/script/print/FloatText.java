package io.github.sparkndarray.script.print;

/**
 * One floating number as {@code np.format_float_positional} and {@code np.format_float_scientific}
 * write it.
 *
 * @param precision how many digits there are at most; -1 for as many as tell it from its neighbours
 * @param isUnique whether no digits are written beyond those; else there are as many as the
 *     precision says
 * @param isFractional whether digits are counted from the point on, not from the first
 * @param trim what becomes of zeros at the end: one of {@code k . 0 -}
 * @param hasSign whether a plus is written
 * @param left how many characters there are before the point at least
 * @param right how many there are after it
 * @param exponentDigits how many digits an exponent has at least
 * @param least how many digits there are after the point at least
 */
public record FloatText(
    int precision,
    boolean isUnique,
    boolean isFractional,
    char trim,
    boolean hasSign,
    int left,
    int right,
    int exponentDigits,
    int least) {

  /** Without an exponent. */
  public String positional(double value, boolean isSingle) {
    if (!Double.isFinite(value)) {
      return unusual(value);
    }
    Digits digits = Digits.shortest(value, isSingle);
    int length = isFractional ? digits.fractionLength() : digits.digits().length();
    if (!isUnique || (precision >= 0 && length > precision)) {
      digits =
          isFractional
              ? Digits.fixed(value, precision)
              : Digits.rounded(value, Math.max(1, precision));
    }
    String whole = digits.integerPart();
    int wanted = isFractional ? precision : precision - digits.exponent() - 1;
    return text(value, whole, digits.fractionPart(), wanted, "");
  }

  /** With an exponent. */
  public String scientific(double value, boolean isSingle) {
    if (!Double.isFinite(value)) {
      return unusual(value);
    }
    Digits digits = Digits.shortest(value, isSingle);
    if (!isUnique || (precision >= 0 && digits.digits().length() - 1 > precision)) {
      digits = Digits.rounded(value, precision + 1);
    }
    return text(
        value,
        digits.digits().substring(0, 1),
        digits.mantissaFraction(),
        precision,
        "e" + digits.exponentText(exponentDigits));
  }

  private String unusual(double value) {
    String name = Double.isNaN(value) ? "nan" : "inf";
    return value < 0 ? "-" + name : (hasSign ? "+" : "") + name;
  }

  private String text(double value, String whole, String digits, int wanted, String exponent) {
    String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : hasSign ? "+" : "";
    int kept = Math.max(isUnique || trim != 'k' ? 0 : wanted, least);
    String fraction = digits + "0".repeat(Math.max(0, kept - digits.length()));
    if (fraction.isEmpty() && trim == '0') {
      fraction = "0";
    }
    String point = fraction.isEmpty() && trim == '-' ? "" : ".";
    String before = sign + whole;
    return " ".repeat(Math.max(0, left - before.length()))
        + before
        + point
        + fraction
        + exponent
        + " ".repeat(Math.max(0, right - fraction.length()));
  }
}
