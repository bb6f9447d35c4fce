package io.github.sparkndarray.script.print;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.script.value.PrintOptions;
import org.jspecify.annotations.Nullable;

/**
 * NumPy's {@code FloatingFormat} of the print options: at most so many digits after the point, no
 * more than tell a number from its neighbours, and an exponent where the numbers differ too much.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.set_printoptions.html">
 *     numpy.set_printoptions</a>
 */
final class FloatFormat implements NumberFormat {
  private final HostArray array;
  private final PrintOptions options;
  private final boolean isSingle;
  private final boolean showsPlus;

  /** The shortest digits of each element, once they are known. */
  private final @Nullable Digits[] shortest;

  private boolean withExponent;
  private boolean hasNegativeInfinity;

  /** Characters before the point, and after it. */
  private int left;

  private int right;

  /** With an exponent: digits after the point, and digits of the exponent. */
  private int fractionDigits;

  private int exponentDigits;

  private FloatFormat(HostArray array, PrintOptions options, boolean showsPlus) {
    this.array = array;
    this.showsPlus = showsPlus;
    this.options = options;
    this.isSingle = array.dtype() == DType.FLOAT32;
    this.shortest = new Digits[array.size()];
  }

  /**
   * The format of some numbers.
   *
   * @param showsPlus whether positive numbers have a sign too, as imaginary parts do
   */
  static FloatFormat of(HostArray array, PrintOptions options, boolean showsPlus) {
    FloatFormat format = new FloatFormat(array, options, showsPlus);
    format.withExponent = format.needsExponent();
    boolean allFinite = format.measure();
    if (!allFinite) {
      int offset = format.right + 1;
      int longest = showsPlus || format.hasNegativeInfinity ? "-inf".length() : "inf".length();
      format.left = Math.max(format.left, longest - offset);
    }
    return format;
  }

  private boolean needsExponent() {
    double max = 0;
    double min = Double.POSITIVE_INFINITY;
    for (int i = 0; i < array.size(); i++) {
      double value = Math.abs(array.getDouble(i));
      if (value != 0 && Double.isFinite(value)) {
        max = Math.max(max, value);
        min = Math.min(min, value);
      }
    }
    if (max == 0) {
      return false;
    }
    if (isSingle) {
      return max >= 1e6
          || (!options.suppress() && ((float) min < 0.0001f || (float) max / (float) min > 1000f));
    }
    return max >= 1e8 || (!options.suppress() && (min < 0.0001 || max / min > 1000));
  }

  /** Finds the widths that hold every finite element; returns whether all of them are. */
  private boolean measure() {
    boolean allFinite = true;
    boolean anyFinite = false;
    for (int i = 0; i < array.size(); i++) {
      double value = array.getDouble(i);
      if (!Double.isFinite(value)) {
        allFinite = false;
        hasNegativeInfinity |= value == Double.NEGATIVE_INFINITY;
        continue;
      }
      anyFinite = true;
      int sign = sign(value).length();
      if (withExponent) {
        Digits digits = significant(i);
        left = Math.max(left, sign + 1);
        fractionDigits = Math.max(fractionDigits, digits.mantissaFraction().length());
        exponentDigits = Math.max(exponentDigits, digits.exponentText(2).length() - 1);
      } else {
        Digits digits = positional(i);
        left = Math.max(left, sign + digits.integerPart().length());
        right = Math.max(right, digits.fractionLength());
      }
    }
    if (withExponent && anyFinite) {
      right = exponentDigits + 2 + fractionDigits;
    }
    return allFinite;
  }

  private Digits shortest(int position) {
    Digits digits = shortest[position];
    if (digits == null) {
      digits = Digits.shortest(array.getDouble(position), isSingle);
      shortest[position] = digits;
    }
    return digits;
  }

  private Digits positional(int position) {
    Digits digits = shortest(position);
    return digits.fractionLength() <= options.precision()
        ? digits
        : Digits.fixed(array.getDouble(position), options.precision());
  }

  private Digits significant(int position) {
    Digits digits = shortest(position);
    return digits.digits().length() <= options.precision() + 1
        ? digits
        : Digits.rounded(array.getDouble(position), options.precision() + 1);
  }

  /** A minus sign also before a zero that has one. */
  private String sign(double value) {
    return Double.doubleToRawLongBits(value) < 0 ? "-" : showsPlus ? "+" : "";
  }

  @Override
  public String format(int position) {
    double value = array.getDouble(position);
    if (!Double.isFinite(value)) {
      String sign = value < 0 ? "-" : showsPlus ? "+" : "";
      String name = sign + (Double.isNaN(value) ? "nan" : "inf");
      return NumberFormat.padLeft(name, left + right + 1);
    }
    return withExponent ? scientific(position) : plain(position);
  }

  private String plain(int position) {
    Digits digits = positional(position);
    String fraction = digits.fractionPart();
    return NumberFormat.padLeft(sign(array.getDouble(position)) + digits.integerPart(), left)
        + "."
        + fraction
        + " ".repeat(Math.max(0, right - fraction.length()));
  }

  private String scientific(int position) {
    double value = array.getDouble(position);
    Digits digits = shortest(position);
    if (digits.digits().length() != fractionDigits + 1 && value != 0) {
      // More digits than tell the number apart are those of its exact value.
      digits = Digits.rounded(value, fractionDigits + 1);
    }
    String fraction = digits.mantissaFraction();
    return NumberFormat.padLeft(sign(value) + digits.digits().charAt(0), left)
        + "."
        + fraction
        + "0".repeat(fractionDigits - fraction.length())
        + "e"
        + digits.exponentText(exponentDigits);
  }
}
