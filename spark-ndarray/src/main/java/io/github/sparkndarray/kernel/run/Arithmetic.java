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

  /** As x86-64 converts: the smallest value stands for all that are out of range, and for NaN. */
  public static long toInt64(double x) {
    return x < 0x1p63 && x >= -0x1p63 ? (long) x : Long.MIN_VALUE;
  }

  /** As {@link #toInt64}. */
  public static int toInt32(double x) {
    return x < 0x1p31 && x > -0x1.00000002p31 ? (int) x : java.lang.Integer.MIN_VALUE;
  }
}
