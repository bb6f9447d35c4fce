package io.github.sparkndarray.kernel.reference;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Operator;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * What each operator gives for one element, written down from NumPy's documentation and sources.
 */
final class NumpyScalars {
  private NumpyScalars() {}

  /**
   * Floating operators; float32 is computed in double and rounded, which is exact for + - * / sqrt.
   */
  static double real(Operator operator, DType dtype, double a, double b) {
    double result =
        switch (operator) {
          case ADD -> a + b;
          case SUBTRACT -> a - b;
          case MULTIPLY -> a * b;
          case DIVIDE -> a / b;
          case SQUARE -> a * a;
          case FLOOR_DIVIDE -> divmod(dtype, a, b)[0];
          case REMAINDER -> divmod(dtype, a, b)[1];
          case POWER -> power(a, b);
          case NEGATIVE -> -a;
          case POSITIVE -> a;
          case ABSOLUTE -> Math.abs(a);
          case SQRT -> Math.sqrt(a);
          case CBRT -> StrictMath.cbrt(a);
          case EXP -> StrictMath.exp(a);
          case EXPM1 -> StrictMath.expm1(a);
          case LOG -> StrictMath.log(a);
          case LOG1P -> StrictMath.log1p(a);
          case LOG2 -> log2(a);
          case LOG10 -> StrictMath.log10(a);
          case SIN -> StrictMath.sin(a);
          case COS -> StrictMath.cos(a);
          case TAN -> StrictMath.tan(a);
          case SINH -> StrictMath.sinh(a);
          case COSH -> StrictMath.cosh(a);
          case TANH -> StrictMath.tanh(a);
          case ARCSIN -> StrictMath.asin(a);
          case ARCCOS -> StrictMath.acos(a);
          case ARCTAN -> StrictMath.atan(a);
          case ARCTAN2 -> StrictMath.atan2(a, b);
          case HYPOT -> StrictMath.hypot(a, b);
          case ARCSINH -> arcsinh(a);
          case ARCCOSH -> arccosh(a);
          case ARCTANH -> arctanh(a);
          case TRUNC -> a < 0 ? Math.ceil(a) : Math.floor(a);
          case RINT -> Math.rint(a);
          case SIGN -> a == 0 ? 0 : Math.signum(a);
          case RECIPROCAL -> 1 / a;
          case COPYSIGN -> Math.copySign(a, b);
          case NEXTAFTER ->
              dtype == DType.FLOAT32 ? Math.nextAfter((float) a, b) : Math.nextAfter(a, b);
          case HEAVISIDE -> Double.isNaN(a) ? a : a < 0 ? 0 : a > 0 ? 1 : b;
          case FMOD -> a % b;
          case FMIN -> Double.isNaN(b) || a < b ? a : b;
          case FMAX -> Double.isNaN(b) || a > b ? a : b;
          case FLOOR -> Math.floor(a);
          case CEIL -> Math.ceil(a);
          case MINIMUM -> Double.isNaN(a) || a < b ? a : b;
          case MAXIMUM -> Double.isNaN(a) || a > b ? a : b;
          default -> throw noSuch(operator, dtype);
        };
    return dtype == DType.FLOAT32 ? (float) result : result;
  }

  /**
   * The exponent and the logarithm of the rest, which is multiplied by 1 / ln 2 as the sum of two
   * doubles; exact for powers of two.
   */
  private static double log2(double x) {
    if (!(x > 0 && x <= Double.MAX_VALUE)) {
      return StrictMath.log(x);
    }
    double normal = x < Double.MIN_NORMAL ? x * 0x1p54 : x;
    int exponent = Math.getExponent(normal);
    double rest = Math.scalb(normal, -exponent);
    if (rest > Math.sqrt(2)) {
      rest /= 2;
      exponent++;
    }
    double log = StrictMath.log(rest);
    double product = log * 0x1.71547652b82fep0;
    double error =
        Math.fma(log, 0x1.777d0ffda0d24p-56, Math.fma(log, 0x1.71547652b82fep0, -product));
    return (exponent - (x < Double.MIN_NORMAL ? 54 : 0)) + (product + error);
  }

  /** C's pow, where Java's gives NaN for (+-1) ** inf and 1 ** nan. */
  private static double power(double a, double b) {
    if (a == 1 || (a == -1 && Double.isInfinite(b))) {
      return 1;
    }
    return StrictMath.pow(a, b);
  }

  private static double arcsinh(double x) {
    double a = Math.abs(x);
    double log =
        a > 0x1p500
            ? StrictMath.log(a) + StrictMath.log(2)
            : StrictMath.log1p(a + a * a / (1 + Math.sqrt(1 + a * a)));
    return Math.copySign(log, x);
  }

  private static double arccosh(double x) {
    double t = x - 1;
    return x > 0x1p500
        ? StrictMath.log(x) + StrictMath.log(2)
        : t < 0 ? Double.NaN : StrictMath.log1p(t + Math.sqrt(t * (x + 1)));
  }

  private static double arctanh(double x) {
    double a = Math.abs(x);
    return Math.copySign(StrictMath.log1p(2 * a / (1 - a)) / 2, x);
  }

  private static double round(DType dtype, double x) {
    return dtype == DType.FLOAT32 ? (float) x : x;
  }

  /** {@code npy_divmod}, rounding each step to the dtype. */
  private static double[] divmod(DType dtype, double a, double b) {
    double mod = a % b;
    if (b == 0) {
      return new double[] {a / b, mod};
    }
    double div = round(dtype, round(dtype, a - mod) / b);
    if (mod != 0) {
      if ((b < 0) != (mod < 0)) {
        mod = round(dtype, mod + b);
        div = round(dtype, div - 1);
      }
    } else {
      mod = Math.copySign(0.0, b);
    }
    double floor;
    if (div != 0) {
      floor = Math.floor(div);
      if (div - floor > 0.5) {
        floor += 1;
      }
    } else {
      floor = Math.copySign(0.0, a / b);
    }
    return new double[] {floor, mod};
  }

  static long integer(Operator operator, DType dtype, long a, long b) {
    BigInteger x = BigInteger.valueOf(a);
    BigInteger y = BigInteger.valueOf(b);
    BigInteger result =
        switch (operator) {
          case ADD -> x.add(y);
          case SUBTRACT -> x.subtract(y);
          case MULTIPLY -> x.multiply(y);
          case SQUARE -> x.multiply(x);
          case FLOOR_DIVIDE -> b == 0 ? BigInteger.ZERO : floorDivide(x, y);
          case REMAINDER -> b == 0 ? BigInteger.ZERO : x.subtract(floorDivide(x, y).multiply(y));
          case POWER -> {
            if (b < 0) {
              throw new NDArrayException(
                  ErrorCode.VALUE, "Integers to negative integer powers are not allowed.");
            }
            yield x.modPow(y, BigInteger.ONE.shiftLeft(64));
          }
          case NEGATIVE -> x.negate();
          case POSITIVE, FLOOR, CEIL, TRUNC -> x;
          case SIGN -> BigInteger.valueOf(x.signum());
          case RECIPROCAL ->
              a == 0
                  ? BigInteger.valueOf(dtype == DType.INT32 ? Integer.MIN_VALUE : Long.MIN_VALUE)
                  : BigInteger.ONE.divide(x);
          case FMOD -> b == 0 ? BigInteger.ZERO : x.remainder(y);
          case GCD -> x.gcd(y);
          case LCM -> {
            BigInteger divisor = x.gcd(y);
            yield divisor.signum() == 0 ? divisor : lcm(x, y, divisor, dtype);
          }
          case LEFT_SHIFT -> shifts(b, dtype) ? x.shiftLeft((int) b) : BigInteger.ZERO;
          case RIGHT_SHIFT -> shifts(b, dtype) ? x.shiftRight((int) b) : x.shiftRight(64);
          case ABSOLUTE -> x.abs();
          case BITWISE_AND -> x.and(y);
          case BITWISE_OR -> x.or(y);
          case BITWISE_XOR -> x.xor(y);
          case INVERT -> x.not();
          case MINIMUM, FMIN -> x.min(y);
          case MAXIMUM, FMAX -> x.max(y);
          default -> throw noSuch(operator, dtype);
        };
    return dtype == DType.INT32 ? result.intValue() : result.longValue();
  }

  /** The quotient and the product in the dtype's bits, and the absolute value of that. */
  private static BigInteger lcm(BigInteger x, BigInteger y, BigInteger divisor, DType dtype) {
    int bits = 8 * dtype.itemSize();
    BigInteger held = wrap(divisor, bits);
    return wrap(wrap(x.divide(held), bits).multiply(y), bits).abs();
  }

  private static BigInteger wrap(BigInteger x, int bits) {
    return BigInteger.valueOf(bits == 32 ? x.intValue() : x.longValue());
  }

  private static boolean shifts(long count, DType dtype) {
    return count >= 0 && count < 8L * dtype.itemSize();
  }

  private static BigInteger floorDivide(BigInteger x, BigInteger y) {
    BigInteger[] parts = x.divideAndRemainder(y);
    boolean below = parts[1].signum() != 0 && parts[1].signum() != y.signum();
    return below ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  static boolean bool(Operator operator, boolean a, boolean b) {
    return switch (operator) {
      case ADD, BITWISE_OR, LOGICAL_OR, MAXIMUM, FMAX -> a || b;
      case MULTIPLY, BITWISE_AND, LOGICAL_AND, MINIMUM, FMIN -> a && b;
      case BITWISE_XOR, LOGICAL_XOR -> a != b;
      case INVERT, LOGICAL_NOT -> !a;
      case ABSOLUTE, FLOOR, CEIL, TRUNC -> a;
      default -> throw noSuch(operator, DType.BOOL);
    };
  }

  /** Comparisons of two numbers given how they compare, or that they do not. */
  static boolean compare(Operator operator, boolean less, boolean equal) {
    return switch (operator) {
      case EQUAL -> equal;
      case NOT_EQUAL -> !equal;
      case LESS -> less;
      case LESS_EQUAL -> less || equal;
      default -> throw noSuch(operator, DType.BOOL);
    };
  }

  /** {@code astype} from floating point: what x86-64 makes of values that do not fit. */
  static long truncate(DType to, double x) {
    if (to == DType.UINT64 && x >= 9223372036854775808.0 && x < 18446744073709551616.0) {
      return new BigDecimal(x).toBigInteger().longValue();
    }
    boolean narrow = to.computed() == DType.INT32;
    double limit = narrow ? 2147483648.0 : 9223372036854775808.0;
    double whole = x < 0 ? Math.ceil(x) : Math.floor(x);
    if (Double.isNaN(x) || whole >= limit || whole < -limit) {
      return to == DType.UINT64 && whole >= limit ? 0 : narrow ? Integer.MIN_VALUE : Long.MIN_VALUE;
    }
    return (long) whole;
  }

  private static NDArrayException noSuch(Operator operator, DType dtype) {
    return NDArrayException.of(ErrorCode.INTERNAL, "no %s for %s", operator, dtype);
  }
}
