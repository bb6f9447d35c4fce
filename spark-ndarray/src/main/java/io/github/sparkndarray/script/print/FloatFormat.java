package io.github.sparkndarray.script.print;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.script.value.PrintOptions;
import io.github.sparkndarray.script.value.PrintOptions.FloatMode;
import io.github.sparkndarray.script.value.PrintOptions.Sign;
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
  private final Sign sign;

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

  private FloatFormat(HostArray array, PrintOptions options, Sign sign) {
    this.array = array;
    this.sign = sign;
    this.options = options;
    this.isSingle = array.dtype() == DType.FLOAT32;
    this.shortest = new Digits[array.size()];
  }

  /**
   * The format of some numbers.
   *
   * @param sign what stands before positive numbers: before imaginary parts always a plus
   */
  static FloatFormat of(HostArray array, PrintOptions options, Sign sign) {
    FloatFormat format = new FloatFormat(array, options, sign);
    format.withExponent = format.needsExponent();
    boolean allFinite = format.measure();
    if (!allFinite) {
      int offset = format.right + 1;
      int signs = sign != Sign.MINUS || format.hasNegativeInfinity ? 1 : 0;
      int longest = Math.max(options.nan().length(), options.inf().length() + signs);
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
    boolean anyNegative = false;
    for (int i = 0; i < array.size(); i++) {
      double value = array.getDouble(i);
      if (!Double.isFinite(value)) {
        allFinite = false;
        hasNegativeInfinity |= value == Double.NEGATIVE_INFINITY;
        continue;
      }
      anyFinite = true;
      anyNegative |= isNegative(value);
      int signs = sign(value).length();
      if (withExponent) {
        Digits digits = significant(i);
        left = Math.max(left, signs + 1);
        fractionDigits = Math.max(fractionDigits, digits.mantissaFraction().length());
        exponentDigits = Math.max(exponentDigits, digits.exponentText(2).length() - 1);
      } else {
        Digits digits = positional(i);
        left = Math.max(left, signs + digits.integerPart().length());
        right = Math.max(right, digits.fractionLength());
      }
    }
    if (isFixed() && anyFinite) {
      fractionDigits = options.precision();
      right = options.precision();
    }
    if (withExponent && anyFinite) {
      right = exponentDigits + 2 + fractionDigits;
    }
    left += sign == Sign.SPACE && !anyNegative ? 1 : 0;
    return allFinite;
  }

  private boolean isFixed() {
    return options.floatMode() == FloatMode.FIXED;
  }

  /** Whether so many digits after the first or the point are written where they tell all. */
  private boolean suffices(int digits) {
    return options.floatMode() == FloatMode.UNIQUE || (!isFixed() && digits <= options.precision());
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
    return suffices(digits.fractionLength())
        ? digits
        : Digits.fixed(array.getDouble(position), options.precision());
  }

  private Digits significant(int position) {
    Digits digits = shortest(position);
    return suffices(digits.digits().length() - 1)
        ? digits
        : Digits.rounded(array.getDouble(position), options.precision() + 1);
  }

  /** A minus sign also before a zero that has one. */
  private String sign(double value) {
    return isNegative(value) ? "-" : sign == Sign.PLUS ? "+" : "";
  }

  private static boolean isNegative(double value) {
    return Double.doubleToRawLongBits(value) < 0;
  }

  @Override
  public String format(int position) {
    double value = array.getDouble(position);
    if (!Double.isFinite(value)) {
      String plus = sign == Sign.PLUS ? "+" : "";
      String name =
          Double.isNaN(value) ? plus + options.nan() : (value < 0 ? "-" : plus) + options.inf();
      return NumberFormat.padLeft(name, left + right + 1);
    }
    return withExponent ? scientific(position) : plain(position);
  }

  private String plain(int position) {
    double value = array.getDouble(position);
    Digits digits = positional(position);
    boolean isPadded = isFixed() || options.floatMode() == FloatMode.MAXPREC_EQUAL;
    if (isPadded && digits.fractionLength() < right) {
      // More digits than tell the number apart are those of its exact value.
      digits = Digits.fixed(value, right);
    }
    String fraction = digits.fractionPart();
    return NumberFormat.padLeft(sign(value) + digits.integerPart(), left)
        + "."
        + fraction
        + (isPadded ? "0" : " ").repeat(Math.max(0, right - fraction.length()));
  }

  private String scientific(int position) {
    double value = array.getDouble(position);
    Digits digits = shortest(position);
    if ((isFixed() || digits.digits().length() != fractionDigits + 1) && value != 0) {
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
