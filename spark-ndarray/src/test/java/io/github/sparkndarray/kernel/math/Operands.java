package io.github.sparkndarray.kernel.math;

import java.util.Random;

/** Random operands of several kinds, and the special ones. */
final class Operands {
  static final double[] SPECIAL = {
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    -0.5,
    2.0,
    -3.0,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MIN_NORMAL,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    1e300,
    1e-300,
    Math.PI,
    Math.PI / 2,
    -800.0,
    710.0
  };

  enum Kind {
    /** Uniform over the function's usual range. */
    USUAL,
    /** Any bits. */
    BITS,
    /** Magnitudes between 2⁻³⁰ and 2³⁰, either sign. */
    MODERATE,
    SPECIAL
  }

  private Operands() {}

  /** The seed of this run; {@code -Dmath.seed=…} replays another. */
  static long seed() {
    return Long.getLong("math.seed", System.nanoTime());
  }

  static double next(Random random, Kind kind, double low, double high) {
    return switch (kind) {
      case USUAL -> low + (high - low) * random.nextDouble();
      case BITS -> Double.longBitsToDouble(random.nextLong());
      case MODERATE ->
          (random.nextBoolean() ? 1 : -1)
              * Math.scalb(1 + random.nextDouble(), random.nextInt(60) - 30);
      case SPECIAL -> SPECIAL[random.nextInt(SPECIAL.length)];
    };
  }

  static double[] array(Random random, Kind kind, double low, double high, int n) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = next(random, kind, low, high);
    }
    return values;
  }

  static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  static float[] floatBits(Random random, int n) {
    float[] floats = new float[n];
    for (int i = 0; i < n; i++) {
      floats[i] = Float.intBitsToFloat(random.nextInt());
    }
    return floats;
  }
}
