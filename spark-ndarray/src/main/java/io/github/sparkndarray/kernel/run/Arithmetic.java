package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;

/**
 * NumPy's arithmetic where Java's differs: division and remainder with Python's signs and without
 * traps, powers of integers, minimum and maximum, conversions from floats. Public for generated
 * code.
 *
 * @see <a
 *     href="https://github.com/numpy/numpy/blob/main/numpy/_core/src/npymath/npy_math_internal.h.src">
 *     npy_divmod</a>
 */
public final class Arithmetic {
  private Arithmetic() {}

  public static double floorDivide(double a, double b) {
    if (b == 0) {
      return a / b;
    }
    double mod = a % b;
    double div = (a - mod) / b;
    if (mod != 0 && b < 0 != mod < 0) {
      div -= 1;
    }
    if (div == 0) {
      return Math.copySign(0.0, a / b);
    }
    double floor = Math.floor(div);
    return div - floor > 0.5 ? floor + 1 : floor;
  }

  public static float floorDivide(float a, float b) {
    if (b == 0) {
      return a / b;
    }
    float mod = a % b;
    float div = (a - mod) / b;
    if (mod != 0 && b < 0 != mod < 0) {
      div -= 1;
    }
    if (div == 0) {
      return Math.copySign(0.0f, a / b);
    }
    float floor = (float) Math.floor(div);
    return div - floor > 0.5f ? floor + 1 : floor;
  }

  public static long floorDivide(long a, long b) {
    return b == 0 ? 0 : Math.floorDiv(a, b);
  }

  public static int floorDivide(int a, int b) {
    return b == 0 ? 0 : Math.floorDiv(a, b);
  }

  public static double remainder(double a, double b) {
    double mod = a % b;
    if (b == 0) {
      return mod;
    }
    if (mod == 0) {
      return Math.copySign(0.0, b);
    }
    return b < 0 != mod < 0 ? mod + b : mod;
  }

  public static float remainder(float a, float b) {
    float mod = a % b;
    if (b == 0) {
      return mod;
    }
    if (mod == 0) {
      return Math.copySign(0.0f, b);
    }
    return b < 0 != mod < 0 ? mod + b : mod;
  }

  public static long remainder(long a, long b) {
    return b == 0 ? 0 : Math.floorMod(a, b);
  }

  public static int remainder(int a, int b) {
    return b == 0 ? 0 : Math.floorMod(a, b);
  }

  /**
   * @throws NDArrayException in NumPy's words for a negative exponent
   */
  public static long power(long base, long exponent) {
    if (exponent < 0) {
      throw new NDArrayException(
          ErrorCode.VALUE, "Integers to negative integer powers are not allowed.");
    }
    long power = 1;
    long factor = base;
    for (long rest = exponent; rest != 0; rest >>= 1) {
      if ((rest & 1) != 0) {
        power *= factor;
      }
      factor *= factor;
    }
    return power;
  }

  /** As {@link #power(long, long)}. */
  public static int power(int base, int exponent) {
    return (int) power((long) base, exponent);
  }

  public static double minimum(double a, double b) {
    return a < b || a != a ? a : b;
  }

  public static float minimum(float a, float b) {
    return a < b || a != a ? a : b;
  }

  public static double maximum(double a, double b) {
    return a > b || a != a ? a : b;
  }

  public static float maximum(float a, float b) {
    return a > b || a != a ? a : b;
  }

  /** Shifts by as many bits as there are or more, or by less than none, leave nothing. */
  public static long leftShift(long a, long b) {
    return b >= 0 && b < Long.SIZE ? a << b : 0;
  }

  /** As {@link #leftShift(long, long)}. */
  public static int leftShift(int a, int b) {
    return b >= 0 && b < java.lang.Integer.SIZE ? a << b : 0;
  }

  /** Shifts by as many bits as there are or more, or by less than none, leave the sign. */
  public static long rightShift(long a, long b) {
    return b >= 0 && b < Long.SIZE ? a >> b : a < 0 ? -1 : 0;
  }

  /** As {@link #rightShift(long, long)}. */
  public static int rightShift(int a, int b) {
    return b >= 0 && b < java.lang.Integer.SIZE ? a >> b : a < 0 ? -1 : 0;
  }

  public static double trunc(double x) {
    return Math.copySign(Math.floor(Math.abs(x)), x);
  }

  public static float trunc(float x) {
    return Math.copySign((float) Math.floor(Math.abs(x)), x);
  }

  public static double sign(double x) {
    return x > 0 ? 1 : x < 0 ? -1 : x == 0 ? 0 : x;
  }

  public static float sign(float x) {
    return x > 0 ? 1 : x < 0 ? -1 : x == 0 ? 0 : x;
  }

  public static long sign(long x) {
    return Long.signum(x);
  }

  public static int sign(int x) {
    return java.lang.Integer.signum(x);
  }

  /** Truncated; the least integer for 0, as x86-64 converts infinity. */
  public static long reciprocal(long x) {
    return x == 0 ? Long.MIN_VALUE : 1 / x;
  }

  /** As {@link #reciprocal(long)}. */
  public static int reciprocal(int x) {
    return x == 0 ? java.lang.Integer.MIN_VALUE : 1 / x;
  }

  public static double heaviside(double x, double atZero) {
    return x < 0 ? 0 : x == 0 ? atZero : x > 0 ? 1 : x;
  }

  public static float heaviside(float x, float atZero) {
    return x < 0 ? 0 : x == 0 ? atZero : x > 0 ? 1 : x;
  }

  /** C's remainder, which has the dividend's sign; 0 for a division by 0. */
  public static long fmod(long a, long b) {
    return b == 0 ? 0 : a % b;
  }

  /** As {@link #fmod(long, long)}. */
  public static int fmod(int a, int b) {
    return b == 0 ? 0 : a % b;
  }

  /** Euclid's. The greatest common divisor of the least integer and 0 overflows to itself. */
  public static long gcd(long a, long b) {
    long x = a;
    long y = b;
    while (y != 0) {
      long rest = x % y;
      x = y;
      y = rest;
    }
    return Math.abs(x);
  }

  /** As {@link #gcd(long, long)}. */
  public static int gcd(int a, int b) {
    return (int) gcd((long) a, (long) b);
  }

  /** 0 if either is. */
  public static long lcm(long a, long b) {
    long divisor = gcd(a, b);
    return divisor == 0 ? 0 : Math.abs(a / divisor * b);
  }

  /** As {@link #lcm(long, long)}. */
  public static int lcm(int a, int b) {
    int divisor = gcd(a, b);
    return divisor == 0 ? 0 : Math.abs(a / divisor * b);
  }

  public static double fmin(double a, double b) {
    return a < b || b != b ? a : b;
  }

  public static float fmin(float a, float b) {
    return a < b || b != b ? a : b;
  }

  public static double fmax(double a, double b) {
    return a > b || b != b ? a : b;
  }

  public static float fmax(float a, float b) {
    return a > b || b != b ? a : b;
  }

  public static boolean signbit(double x) {
    return Double.doubleToRawLongBits(x) < 0;
  }

  /** As x86-64 converts: the smallest value stands for all that are out of range, and for NaN. */
  public static long toInt64(double x) {
    return x < 0x1p63 && x >= -0x1p63 ? (long) x : Long.MIN_VALUE;
  }

  /** As {@link #toInt64}. */
  public static int toInt32(double x) {
    return x < 0x1p31 && x > -0x1.00000002p31 ? (int) x : java.lang.Integer.MIN_VALUE;
  }

  /** As {@link #toInt64}, of the values that fit 64 bits without a sign. */
  public static long toUint64(double x) {
    return x >= 0x1p63 ? toInt64(x - 0x1p63) ^ Long.MIN_VALUE : toInt64(x);
  }

  /** The double nearest to 64 bits without a sign. */
  public static double unsignedToDouble(long bits) {
    // Halved with the lost bit kept, so that it rounds as the whole would.
    return bits >= 0 ? bits : (bits >>> 1 | bits & 1) * 2.0;
  }

  /** As {@link #unsignedToDouble}. */
  public static float unsignedToFloat(long bits) {
    return bits >= 0 ? bits : (bits >>> 1 | bits & 1) * 2.0f;
  }
}
