package io.github.sparkndarray.script.function;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.print.FloatText;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Value;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;

/** Single numbers and characters as text. */
final class NumberTextFunctions {
  private static final int MOST_BITS = 100_000;

  private NumberTextFunctions() {}

  static List<Function> rows() {
    return List.of(
        numpy(
            "format_float_positional",
            "x, precision=None, unique=True, fractional=True, trim='k', sign=False, pad_left=None,"
                + " pad_right=None, min_digits=None",
            a -> text(a, options(a, a.bool("fractional"), 0, count(a, "pad_right", 0)), false)),
        numpy(
            "format_float_scientific",
            "x, precision=None, unique=True, trim='k', sign=False, pad_left=None, exp_digits=None,"
                + " min_digits=None",
            a -> text(a, options(a, true, count(a, "exp_digits", 2), 0), true)),
        integer("bin", 2, "0b"),
        integer("oct", 8, "0o"),
        integer("hex", 16, "0x"),
        Function.of("chr", "i, /", NumberTextFunctions::character, Place.BUILTIN),
        Function.of("ord", "c, /", NumberTextFunctions::codePoint, Place.BUILTIN),
        numpy("base_repr", "number, base=2, padding=0", NumberTextFunctions::inBase),
        numpy("binary_repr", "num, width=None", NumberTextFunctions::binary));
  }

  private static Function numpy(String name, String signature, Function.Body body) {
    return Function.of(name, signature, body, Place.NUMPY);
  }

  private static Function integer(String name, int base, String prefix) {
    return Function.of(
        name,
        "number, /",
        a -> {
          BigInteger number = whole(a, "number");
          String sign = number.signum() < 0 ? "-" : "";
          return new Value.Text(sign + prefix + number.abs().toString(base));
        },
        Place.BUILTIN);
  }

  private static Value character(BoundArguments a) {
    BigInteger code = whole(a, "i");
    boolean exists =
        code.signum() >= 0 && code.compareTo(BigInteger.valueOf(Character.MAX_CODE_POINT)) <= 0;
    if (!exists) {
      throw NDArrayException.of(ErrorCode.VALUE, "chr() arg not in range(0x110000)");
    }
    return new Value.Text(Character.toString(code.intValue()));
  }

  private static Value codePoint(BoundArguments a) {
    if (!(a.value("c") instanceof Value.Text text)) {
      throw NDArrayException.of(
          ErrorCode.DTYPE,
          "ord() expected string of length 1, but %s found",
          a.value("c").typeName());
    }
    int length = text.text().codePointCount(0, text.text().length());
    if (length != 1) {
      throw NDArrayException.of(
          ErrorCode.DTYPE, "ord() expected a character, but string of length %d found", length);
    }
    return Value.of((long) text.text().codePointAt(0));
  }

  private static int count(BoundArguments a, String name, int absent) {
    return a.isNone(name) ? absent : (int) Math.max(0, Math.min(MOST_BITS, a.integer(name)));
  }

  private static FloatText options(
      BoundArguments a, boolean isFractional, int exponentDigits, int right) {
    int precision = count(a, "precision", -1);
    boolean isUnique = a.bool("unique");
    if (!isUnique && precision < 0) {
      throw NDArrayException.of(ErrorCode.DTYPE, "in non-unique mode `precision` must be supplied");
    }
    int least = count(a, "min_digits", 0);
    if (precision >= 0 && least > precision) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "min_digits must be less than or equal to precision");
    }
    boolean isKnown = List.of("k", ".", "0", "-").contains(a.text("trim"));
    if (!isKnown) {
      throw NDArrayException.of(
          ErrorCode.DTYPE,
          "if supplied, trim must be 'k', '.', '0' or '-' found `%s`",
          a.text("trim"));
    }
    return new FloatText(
        precision,
        isUnique,
        isFractional,
        a.text("trim").charAt(0),
        a.bool("sign"),
        count(a, "pad_left", 0),
        right,
        exponentDigits,
        least);
  }

  private static Value text(BoundArguments a, FloatText options, boolean isScientific) {
    Value x = a.value("x");
    boolean isNumber =
        x instanceof ArrayValue array
            ? !array.expr().dtype().isComplex()
            : x instanceof Value.Scalar scalar && !scalar.scalar().isComplex();
    if (!isNumber) {
      throw NDArrayException.of(ErrorCode.DTYPE, "must be real number, not %s", x.typeName());
    }
    boolean isSingle = x instanceof ArrayValue array && array.expr().dtype() == DType.FLOAT32;
    double value = a.number("x").real();
    return new Value.Text(
        isScientific ? options.scientific(value, isSingle) : options.positional(value, isSingle));
  }

  private static BigInteger whole(BoundArguments a, String name) {
    // Says what is no integer.
    return a.value(name) instanceof Value.Scalar scalar && scalar.scalar().isIntegral()
        ? scalar.scalar().whole()
        : BigInteger.valueOf(a.integer(name));
  }

  private static Value inBase(BoundArguments a) {
    long base = a.integer("base");
    if (base > Character.MAX_RADIX || base < Character.MIN_RADIX) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "Bases %s not handled in base_repr.",
          base < 2 ? "less than 2" : "greater than 36");
    }
    BigInteger number = whole(a, "number");
    String padding = "0".repeat(count(a, "padding", 0));
    String digits =
        number.signum() == 0 && !padding.isEmpty()
            ? ""
            : number.abs().toString((int) base).toUpperCase(Locale.ROOT);
    return new Value.Text((number.signum() < 0 ? "-" : "") + padding + digits);
  }

  /** Of a negative number with a width, its two's complement. */
  private static Value binary(BoundArguments a) {
    BigInteger number = whole(a, "num");
    if (a.isNone("width")) {
      return new Value.Text(number.toString(2));
    }
    int width = count(a, "width", 0);
    int needed = number.signum() < 0 ? number.bitLength() + 1 : Math.max(1, number.bitLength());
    if (needed > width) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "Insufficient bit width=%d provided for binwidth=%d", width, needed);
    }
    BigInteger bits = number.signum() < 0 ? BigInteger.ONE.shiftLeft(width).add(number) : number;
    String digits = bits.toString(2);
    return new Value.Text("0".repeat(width - digits.length()) + digits);
  }
}
