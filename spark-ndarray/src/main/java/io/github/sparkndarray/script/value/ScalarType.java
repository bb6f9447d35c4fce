package io.github.sparkndarray.script.value;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.dtype.WeakKind;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.PythonScalar;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;

/**
 * A type that makes scalars and names a dtype: {@code np.float32}, {@code float}.
 *
 * @param name without a module
 * @param isPython whether it makes Python numbers and not NumPy scalars
 */
public record ScalarType(String name, DType dtype, boolean isPython) implements Value.Callable {
  private static final Signature SIGNATURE = Signature.parse("x=0");
  private static final Signature COMPLEX = Signature.parse("real=0, imag=0");

  /** Python's four, which as dtypes mean bool, int64, float64 and complex128. */
  public static final List<ScalarType> PYTHON =
      List.of(
          new ScalarType("bool", DType.BOOL, true),
          new ScalarType("int", DType.INT64, true),
          new ScalarType("float", DType.FLOAT64, true),
          new ScalarType("complex", DType.COMPLEX128, true));

  @Override
  public String typeName() {
    return "type";
  }

  @Override
  public Value call(Arguments arguments, Environment environment) {
    if (dtype.isComplex()) {
      return complex(COMPLEX.bind(name, arguments, environment));
    }
    BoundArguments bound = SIGNATURE.bind(name, arguments, environment);
    Value value = bound.value("x");
    if (!isPython) {
      Value number = value instanceof Text text ? new Scalar(parse(text.text())) : value;
      if (number instanceof Scalar scalar) {
        PythonScalar python = scalar.scalar();
        return ArrayValue.computed((dtype.isInteger() ? toInt(python) : python).as(dtype));
      }
      return ArrayValue.computed(
          Convert.unsafely(Conversions.toArray(number, environment).expr(), dtype));
    }
    if (dtype == DType.BOOL) {
      return Value.of(Conversions.truth(value, environment));
    }
    // Nothing is added where there is nothing: 0.0 would take a zero's sign away.
    PythonScalar number =
        value instanceof Text text ? parse(text.text()) : toNumber(value, environment);
    return dtype == DType.INT64 ? new Scalar(toInt(number)) : Value.of(number.real());
  }

  /** {@code complex(real, imag)}, of which both may be complex. */
  private Value complex(BoundArguments bound) {
    if (!isPython && bound.value("real") instanceof ArrayValue array) {
      return ArrayValue.computed(Convert.of(array.expr(), dtype));
    }
    PythonScalar real = bound.anyNumber("real");
    PythonScalar imaginary = bound.anyNumber("imag");
    PythonScalar number =
        PythonScalar.of(
            imaginary.isComplex() ? real.real() - imaginary.imaginary() : real.real(),
            real.isComplex() ? real.imaginary() + imaginary.real() : imaginary.real());
    return isPython ? new Scalar(number) : ArrayValue.computed(number.as(dtype));
  }

  private PythonScalar toNumber(Value value, Environment environment) {
    if (value instanceof Scalar || value instanceof ArrayValue) {
      PythonScalar number = Conversions.toNumber(value, environment);
      if (!number.isComplex()) {
        return number;
      }
    }
    throw NDArrayException.of(
        ErrorCode.DTYPE,
        "%s() argument must be a string or a real number, not '%s'",
        name,
        value.typeName());
  }

  private PythonScalar parse(String text) {
    String stripped = text.strip();
    try {
      if (dtype.isFloat()) {
        return PythonScalar.of(parseReal(stripped));
      }
      return PythonScalar.of(new BigInteger(stripped.replace("_", "")));
    } catch (NumberFormatException e) {
      throw new NDArrayException(
          ErrorCode.VALUE,
          dtype.isFloat()
              ? "could not convert string to float: '" + text + "'"
              : "invalid literal for int() with base 10: '" + text + "'",
          e);
    }
  }

  private static double parseReal(String text) {
    String lower = text.toLowerCase(Locale.ROOT).replace("infinity", "inf");
    return switch (lower) {
      case "nan", "+nan", "-nan" -> Double.NaN;
      case "inf", "+inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      // Not Double.parseDouble, which takes hexadecimal floats and suffixes too.
      default -> new BigDecimal(lower.replace("_", "")).doubleValue();
    };
  }

  /** Truncated towards zero, as Python's {@code int} does. */
  private static PythonScalar toInt(PythonScalar number) {
    if (number.kind() != WeakKind.FLOAT) {
      return PythonScalar.of(number.whole());
    }
    double real = number.real();
    if (Double.isNaN(real)) {
      throw NDArrayException.of(ErrorCode.VALUE, "cannot convert float NaN to integer");
    }
    if (Double.isInfinite(real)) {
      throw NDArrayException.of(ErrorCode.VALUE, "cannot convert float infinity to integer");
    }
    return PythonScalar.of(new BigDecimal(real).toBigInteger());
  }
}
