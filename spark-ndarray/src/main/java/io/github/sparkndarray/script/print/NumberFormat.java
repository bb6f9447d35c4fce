package io.github.sparkndarray.script.print;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.script.value.PrintOptions;
import io.github.sparkndarray.script.value.PrintOptions.Sign;

/** How the elements of one array are written, so that they line up. */
interface NumberFormat {

  /** The element at a C-ordered position of the array that the format was made for. */
  String format(int position);

  static NumberFormat of(HostArray array, PrintOptions options) {
    if (array.dtype().isComplex()) {
      NumberFormat real = FloatFormat.of(array.part(0), options, options.sign());
      NumberFormat imaginary = FloatFormat.of(array.part(1), options, Sign.PLUS);
      return position -> real.format(position) + withUnit(imaginary.format(position));
    }
    if (array.dtype().isFloat()) {
      return FloatFormat.of(array, options, options.sign());
    }
    if (array.dtype() == DType.BOOL) {
      String yes = array.shape().rank() == 0 ? "True" : " True";
      return position -> array.getBoolean(position) ? yes : "False";
    }
    boolean anyNegative = false;
    for (int i = 0; i < array.size(); i++) {
      anyNegative |= ScalarText.ofInteger(array, i).startsWith("-");
    }
    Sign sign = options.sign() == Sign.SPACE && anyNegative ? Sign.MINUS : options.sign();
    int width = 0;
    for (int i = 0; i < array.size(); i++) {
      width = Math.max(width, signed(ScalarText.ofInteger(array, i), sign).length());
    }
    int common = width;
    return position -> padLeft(signed(ScalarText.ofInteger(array, position), sign), common);
  }

  private static String signed(String digits, Sign sign) {
    if (digits.startsWith("-") || sign == Sign.MINUS) {
      return digits;
    }
    return (sign == Sign.PLUS ? "+" : " ") + digits;
  }

  /** With a j after the digits, before the blanks that follow them. */
  private static String withUnit(String imaginary) {
    String digits = imaginary.stripTrailing();
    return digits + "j" + imaginary.substring(digits.length());
  }

  static String padLeft(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
