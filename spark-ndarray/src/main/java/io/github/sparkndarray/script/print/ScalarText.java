package io.github.sparkndarray.script.print;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.dtype.WeakKind;
import io.github.sparkndarray.expr.PythonScalar;
import java.util.Locale;

/** Single numbers and strings, as Python and NumPy spell them. */
public final class ScalarText {
  private ScalarText() {}

  /** A Python number, the same as {@code str} and as {@code repr}. */
  public static String of(PythonScalar number) {
    if (number.isComplex()) {
      return ofComplex(number.real(), number.imaginary(), false);
    }
    if (number.kind() == WeakKind.FLOAT) {
      return ofFloat(number.real(), false);
    }
    return number.kind() == WeakKind.BOOL
        ? ofBool(number.integer() != 0)
        : number.whole().toString();
  }

  /** {@code str} of the element at a position, for example {@code 6.0}. */
  public static String str(HostArray array, int position) {
    if (array.dtype().isComplex()) {
      return ofComplex(
          array.getDouble(position),
          array.getImaginary(position),
          array.dtype() == DType.COMPLEX64);
    }
    if (array.dtype().isFloat()) {
      return ofFloat(array.getDouble(position), array.dtype() == DType.FLOAT32);
    }
    return array.dtype() == DType.BOOL
        ? ofBool(array.getBoolean(position))
        : ofInteger(array, position);
  }

  /** {@code repr} of a NumPy scalar, for example {@code np.float64(6.0)}. */
  public static String repr(HostArray array, int position) {
    String text = str(array, position);
    if (array.dtype().isComplex() && text.startsWith("(")) {
      return "np." + array.dtype().numpyName() + text;
    }
    return array.dtype() == DType.BOOL
        ? "np." + text + "_"
        : "np." + array.dtype().numpyName() + "(" + text + ")";
  }

  /** The digits of an element of an integer array. */
  static String ofInteger(HostArray array, int position) {
    long value = array.getLong(position);
    return array.dtype() == DType.UINT64 ? Long.toUnsignedString(value) : Long.toString(value);
  }

  private static String ofBool(boolean value) {
    return value ? "True" : "False";
  }

  /** As Python has it: {@code 2j} where there is no real part, else {@code (1+2j)}. */
  private static String ofComplex(double real, double imaginary, boolean isSingle) {
    String last = withoutPoint(imaginary, isSingle) + "j";
    if (real == 0 && Double.doubleToRawLongBits(real) == 0) {
      return last;
    }
    String sign = last.startsWith("-") ? "" : "+";
    return "(" + withoutPoint(real, isSingle) + sign + last + ")";
  }

  private static String withoutPoint(double value, boolean isSingle) {
    String text = ofFloat(value, isSingle);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String ofFloat(double value, boolean isSingle) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "nan" : value < 0 ? "-inf" : "inf";
    }
    String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
    Digits digits = Digits.shortest(value, isSingle);
    double large = isSingle ? 1e6 : 1e16;
    if (value == 0 || (Math.abs(value) >= 1e-4 && Math.abs(value) < large)) {
      String fraction = digits.fractionPart();
      return sign + digits.integerPart() + "." + (fraction.isEmpty() ? "0" : fraction);
    }
    String fraction = digits.mantissaFraction();
    return sign
        + digits.digits().charAt(0)
        + (fraction.isEmpty() ? "" : "." + fraction)
        + "e"
        + digits.exponentText(2);
  }

  /** {@code ascii}: of a {@code repr}, with escapes for what is not ASCII. */
  static String ascii(String repr) {
    StringBuilder text = new StringBuilder();
    repr.codePoints()
        .forEach(
            c -> {
              if (c < 0x80) {
                text.appendCodePoint(c);
              } else {
                String form = c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x";
                text.append(String.format(Locale.ROOT, form, c));
              }
            });
    return text.toString();
  }

  /** {@code repr} of a Python string. */
  public static String repr(String text) {
    char quote = text.contains("'") && !text.contains("\"") ? '"' : '\'';
    StringBuilder quoted = new StringBuilder().append(quote);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '\\' -> quoted.append("\\\\");
                default -> {
                  if (c == quote) {
                    quoted.append('\\').append(quote);
                  } else if (Character.isISOControl(c)) {
                    quoted.append(String.format(Locale.ROOT, "\\x%02x", c));
                  } else {
                    quoted.appendCodePoint(c);
                  }
                }
              }
            });
    return quoted.append(quote).toString();
  }
}
