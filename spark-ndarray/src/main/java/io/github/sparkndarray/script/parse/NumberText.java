package io.github.sparkndarray.script.parse;

import java.math.BigInteger;
import java.util.Locale;

/** Python's spellings of numbers. */
public final class NumberText {
  private NumberText() {}

  /** The value of an integer literal: decimal, {@code 0x}, {@code 0o} or {@code 0b}. */
  public static BigInteger integer(String literal) {
    String digits = literal.replace("_", "").toLowerCase(Locale.ROOT);
    if (digits.startsWith("0x")) {
      return new BigInteger(digits.substring(2), 16);
    }
    if (digits.startsWith("0o")) {
      return new BigInteger(digits.substring(2), 8);
    }
    if (digits.startsWith("0b")) {
      return new BigInteger(digits.substring(2), 2);
    }
    return new BigInteger(digits);
  }

  /** The value of a float literal. */
  public static double real(String literal) {
    return Double.parseDouble(literal.replace("_", ""));
  }
}
