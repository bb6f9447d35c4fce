package io.github.sparkndarray.integration;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.integration.Fixture.Relative;
import io.github.sparkndarray.integration.Fixture.Tolerance;
import io.github.sparkndarray.integration.Fixture.Ulps;
import java.util.Arrays;

/** Compares arrays: dtype and shape always, elements as exactly as a tolerance says. */
final class ArrayComparison {
  private final HostArray actual;
  private final HostArray expected;
  private final Tolerance tolerance;

  private ArrayComparison(HostArray actual, HostArray expected, Tolerance tolerance) {
    this.actual = actual;
    this.expected = expected;
    this.tolerance = tolerance;
  }

  /** Fails, naming the first element that differs, unless the arrays agree. */
  static void requireEqual(HostArray actual, HostArray expected, Tolerance tolerance) {
    if (actual.dtype() != expected.dtype() || !actual.shape().equals(expected.shape())) {
      throw new AssertionError(
          String.format(
              "NumPy gives a %s array of shape %s, and this is a %s array of shape %s",
              expected.dtype(), expected.shape(), actual.dtype(), actual.shape()));
    }
    if (expected.dtype().isComplex() && tolerance instanceof Ulps ulps && ulps.count() > 0) {
      requireCloseNumbers(actual, expected, ulps.count());
      return;
    }
    new ArrayComparison(actual.asParts(), expected.asParts(), tolerance).requireEqualElements();
  }

  /** Complex numbers are measured as a whole: what is small in one part may be off by more. */
  private static void requireCloseNumbers(HostArray actual, HostArray expected, int ulps) {
    double epsilon = expected.dtype() == DType.COMPLEX64 ? Math.ulp(1f) : Math.ulp(1.0);
    for (int i = 0; i < expected.size(); i++) {
      double real = expected.getDouble(i);
      double imaginary = expected.getImaginary(i);
      double bound = ulps * epsilon * Math.hypot(real, imaginary);
      if (!isClose(actual.getDouble(i), real, bound)
          || !isClose(actual.getImaginary(i), imaginary, bound)) {
        throw new AssertionError(
            String.format(
                "Element %d of %d: NumPy gives %s%+fj, and this is %s%+fj (%d ulps)",
                i,
                expected.size(),
                real,
                imaginary,
                actual.getDouble(i),
                actual.getImaginary(i),
                ulps));
      }
    }
  }

  private static boolean isClose(double a, double e, double bound) {
    return Double.isNaN(e) ? Double.isNaN(a) : a == e || Math.abs(a - e) <= bound;
  }

  private void requireEqualElements() {
    for (int i = 0; i < expected.size(); i++) {
      if (!agree(i)) {
        throw new AssertionError(
            String.format(
                "Element %d of %d: NumPy gives %s, and this is %s (%s)",
                i, expected.size(), text(expected, i), text(actual, i), tolerance));
      }
    }
  }

  private static String text(HostArray array, int i) {
    return array.dtype().isFloat()
        ? Double.toString(array.getDouble(i))
        : Long.toString(array.getLong(i));
  }

  private boolean agree(int i) {
    if (!expected.dtype().isFloat()) {
      return actual.getLong(i) == expected.getLong(i);
    }
    double a = actual.getDouble(i);
    double e = expected.getDouble(i);
    if (Double.isNaN(a) || Double.isNaN(e)) {
      return Double.isNaN(a) == Double.isNaN(e);
    }
    if (tolerance instanceof Relative relative) {
      return a == e || Math.abs(a - e) <= relative.bound() * largest();
    }
    return distance(a, e) <= ((Ulps) tolerance).count();
  }

  /** How many floating-point numbers of the dtype lie between; zeros of both signs are two. */
  private long distance(double a, double b) {
    return expected.dtype() == DType.FLOAT32
        ? Math.abs(position((float) a) - position((float) b))
        : Math.abs(Math.subtractExact(position(a), position(b)));
  }

  private static long position(float x) {
    int bits = Float.floatToRawIntBits(x);
    return bits < 0 ? -1L - (bits & 0x7fffffffL) : bits;
  }

  private static long position(double x) {
    long bits = Double.doubleToRawLongBits(x);
    return bits < 0 ? -1L - (bits & Long.MAX_VALUE) : bits;
  }

  private double largest() {
    double[] sizes = new double[expected.size()];
    for (int i = 0; i < sizes.length; i++) {
      double size = Math.abs(expected.getDouble(i));
      sizes[i] = Double.isFinite(size) ? size : 0;
    }
    return Arrays.stream(sizes).max().orElse(0);
  }
}
