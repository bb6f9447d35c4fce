package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Broadcasting;
import io.github.sparkndarray.shape.Shape;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** NumPy's elementwise functions that are made of operators, as NumPy makes them. */
public final class ElementwiseFunctions {
  private static final double LN_2 = 0x1.62e42fefa39efp-1;

  private ElementwiseFunctions() {}

  /**
   * {@code np.clip}: {@code minimum(maximum(x, lower), upper)}.
   *
   * @param lower nothing where it is null
   * @param upper nothing where it is null
   */
  public static Expr clip(Expr x, @Nullable Operand lower, @Nullable Operand upper) {
    Broadcasting.broadcast(
        Stream.of(x, lower, upper)
            .filter(Objects::nonNull)
            .map(operand -> operand instanceof Expr array ? array.shape() : Shape.SCALAR)
            .toList());
    // The bound first: of equal operands the second one is taken, which is a zero with its sign.
    Expr raised = lower == null ? x : bounded(Operator.MAXIMUM, lower, x);
    return upper == null ? raised : bounded(Operator.MINIMUM, upper, raised);
  }

  private static Expr bounded(Operator operator, Operand bound, Expr x) {
    return apply(operator, bound, x);
  }

  /** {@code np.round}: to the nearest multiple of 10<sup>-decimals</sup>, ties to even. */
  public static Expr round(Expr x, long decimals) {
    if (x instanceof Complex z) {
      return z.map(part -> round(part, decimals));
    }
    if (x.dtype().isInteger()) {
      return decimals >= 0
          ? x
          : Convert.of(round(Convert.of(x, DType.FLOAT64), decimals), x.dtype());
    }
    if (decimals == 0) {
      return apply(Operator.RINT, x);
    }
    Operand power = PythonScalar.of(powerOfTen(Math.abs(decimals)));
    boolean small = decimals > 0;
    Expr scaled = apply(small ? Operator.MULTIPLY : Operator.DIVIDE, x, power);
    return apply(small ? Operator.DIVIDE : Operator.MULTIPLY, apply(Operator.RINT, scaled), power);
  }

  private static double powerOfTen(long exponent) {
    if (exponent > 400) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "Cannot round to %d decimals: no double has that many", exponent);
    }
    return BigDecimal.TEN.pow((int) exponent).doubleValue();
  }

  /** {@code log(exp(a) + exp(b))} without overflow. */
  public static Expr logAddExp(Operand a, Operand b) {
    refuseComplex("logaddexp", a, b);
    Expr apart = apply(Operator.ABSOLUTE, floating(apply(Operator.SUBTRACT, a, b)));
    Expr rest = apply(Operator.LOG1P, apply(Operator.EXP, apply(Operator.NEGATIVE, apart)));
    return logSum(a, b, rest, LN_2);
  }

  /** {@code log2(2 ** a + 2 ** b)} without overflow. */
  public static Expr logAddExp2(Operand a, Operand b) {
    refuseComplex("logaddexp2", a, b);
    Expr apart = apply(Operator.ABSOLUTE, floating(apply(Operator.SUBTRACT, a, b)));
    Expr rest = apply(Operator.LOG1P, exp2(apply(Operator.NEGATIVE, apart)));
    return logSum(a, b, apply(Operator.MULTIPLY, rest, PythonScalar.of(1 / LN_2)), 1);
  }

  /** Equal operands apart, of which infinite ones have no difference. */
  private static Expr logSum(Operand a, Operand b, Expr rest, double logOfTwo) {
    return apply(
        Operator.WHERE,
        apply(Operator.EQUAL, a, b),
        apply(Operator.ADD, a, PythonScalar.of(logOfTwo)),
        apply(Operator.ADD, apply(Operator.MAXIMUM, a, b), rest));
  }

  /** {@code 2 ** x} in floating point. */
  public static Expr exp2(Operand x) {
    return x instanceof Expr array
        ? apply(Operator.POWER, PythonScalar.of(2.0), floating(array))
        : apply(Operator.POWER, PythonScalar.of(2.0), x);
  }

  /** {@code x1 ** x2} in float64, or in complex128. */
  public static Expr floatPower(Expr x1, Expr x2) {
    DType dtype =
        x1.dtype().isComplex() || x2.dtype().isComplex() ? DType.COMPLEX128 : DType.FLOAT64;
    return apply(Operator.POWER, Convert.of(x1, dtype), Convert.of(x2, dtype));
  }

  /** Degrees as radians. */
  public static Expr radians(Expr x) {
    Expr real = floating(x);
    boolean narrow = real.dtype() == DType.FLOAT32;
    double factor = narrow ? (float) Math.PI / 180f : Math.PI / 180;
    return apply(Operator.MULTIPLY, real, PythonScalar.of(factor));
  }

  /** Radians as degrees. */
  public static Expr degrees(Expr x) {
    Expr real = floating(x);
    boolean narrow = real.dtype() == DType.FLOAT32;
    double factor = narrow ? 180f / (float) Math.PI : 180 / Math.PI;
    return apply(Operator.MULTIPLY, real, PythonScalar.of(factor));
  }

  /** {@code sin(πx) / (πx)}, and 1 at 0. */
  public static Expr sinc(Expr x) {
    Expr scaled = apply(Operator.MULTIPLY, floating(x), PythonScalar.of(Math.PI));
    double epsilon = scaled.dtype().part() == DType.FLOAT32 ? Math.ulp(1f) : Math.ulp(1.0);
    Expr angle =
        apply(
            Operator.WHERE,
            apply(Operator.NOT_EQUAL, scaled, PythonScalar.of(0L)),
            scaled,
            PythonScalar.of(epsilon));
    return apply(Operator.DIVIDE, apply(Operator.SIN, angle), angle);
  }

  /**
   * {@code np.nan_to_num}: numbers in place of NaN and infinities.
   *
   * @param above in place of infinity; the greatest number of the dtype where it is null
   * @param below in place of minus infinity; the least number of the dtype where it is null
   */
  public static Expr nanToNum(
      Expr x, PythonScalar nan, @Nullable PythonScalar above, @Nullable PythonScalar below) {
    if (x instanceof Complex z) {
      return z.map(part -> nanToNum(part, nan, above, below));
    }
    if (!x.dtype().isFloat()) {
      return x;
    }
    double greatest = x.dtype() == DType.FLOAT32 ? Float.MAX_VALUE : Double.MAX_VALUE;
    Expr finite = replace(x, Double.POSITIVE_INFINITY, above, greatest);
    finite = replace(finite, Double.NEGATIVE_INFINITY, below, -greatest);
    return apply(Operator.WHERE, apply(Operator.ISNAN, x), nan, finite);
  }

  private static Expr replace(Expr x, double from, @Nullable PythonScalar to, double otherwise) {
    return apply(
        Operator.WHERE,
        apply(Operator.EQUAL, x, PythonScalar.of(from)),
        to == null ? PythonScalar.of(otherwise) : to,
        x);
  }

  /** The real parts: of real numbers they themselves. */
  public static Expr real(Expr x) {
    return x instanceof Complex z ? z.real() : x;
  }

  /** The conjugates: of real numbers they themselves. */
  public static Expr conjugate(Expr x) {
    return x instanceof Complex z ? ComplexFunctions.conjugate(z) : x;
  }

  /** The imaginary parts: of real numbers zeros. */
  public static Expr imag(Expr x) {
    if (x instanceof Complex z) {
      return z.imaginary();
    }
    return Constant.of(x.dtype(), 0L).filling(x.shape());
  }

  /** The angle of numbers in the complex plane; of real ones 0 or π. */
  public static Expr angle(Expr x) {
    if (x instanceof Complex z) {
      return apply(Operator.ARCTAN2, z.imaginary(), z.real());
    }
    return apply(Operator.ARCTAN2, PythonScalar.of(0.0), floating(x));
  }

  /**
   * Refuses complex arguments of a function that is of real numbers.
   *
   * @throws NDArrayException in NumPy's words
   */
  public static void refuseComplex(String function, Operand... operands) {
    if (Elementwise.promote(List.of(operands)).isComplex()) {
      throw ComplexOperators.refused(function);
    }
  }

  /** The array itself where it is floating or complex, else as float64. */
  public static Expr floating(Expr x) {
    return x.dtype().isInexact() ? x : Convert.of(x, DType.FLOAT64);
  }

  private static Expr apply(Operator operator, Operand... operands) {
    return Elementwise.of(operator, operands);
  }
}
