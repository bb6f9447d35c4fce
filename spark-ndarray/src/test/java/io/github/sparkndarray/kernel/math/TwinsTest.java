package io.github.sparkndarray.kernel.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The vector and the scalar twin give the same bits, for awkward lengths and offsets. */
class TwinsTest {
  private static final int[] LENGTHS = {0, 1, 4, 6, 13, 207, 702, 1024};
  private static final int[] OFFSETS = {0, 1, 3};

  private final long seed = Operands.seed();
  private final Random random = new Random(seed);

  /** Doubles of all kinds mixed, so that common and rare lanes share vectors. */
  private double[] mixed(double low, double high, int n) {
    Operands.Kind[] kinds = Operands.Kind.values();
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      Operands.Kind kind =
          random.nextInt(8) == 0 ? kinds[random.nextInt(kinds.length)] : Operands.Kind.USUAL;
      values[i] = Operands.next(random, kind, low, high);
    }
    return values;
  }

  @ParameterizedTest
  @EnumSource
  void unary(Unary function) {
    for (int n : LENGTHS) {
      for (int offset : OFFSETS) {
        double[] x = mixed(function.low, function.high, n + 8);
        double[] expected = filled(n + 8);
        double[] actual = filled(n + 8);
        function.scalar.apply(x, offset, expected, 3 - offset, n);
        function.vector.apply(x, offset, actual, 3 - offset, n);
        same(actual, expected, function, n, offset);

        float[] floats = Operands.floats(x);
        float[] expectedFloats = Operands.floats(expected);
        float[] actualFloats = Operands.floats(expected);
        function.floatScalar.apply(floats, offset, expectedFloats, 3 - offset, n);
        function.floatVector.apply(floats, offset, actualFloats, 3 - offset, n);
        same(actualFloats, expectedFloats, function, n, offset);

        function.scalar.apply(x, offset, expected, offset, n);
        System.arraycopy(expected, offset, expected, 0, n);
        function.vector.apply(x, offset, x, offset, n);
        same(
            Arrays.copyOfRange(x, offset, offset + n), Arrays.copyOf(expected, n), function, n, -1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void binary(Binary function) {
    for (int n : LENGTHS) {
      for (int offset : OFFSETS) {
        double[] x = mixed(function.low, function.high, n + 8);
        double[] y = mixed(function.secondLow, function.secondHigh, n + 8);
        double[] expected = filled(n + 8);
        double[] actual = filled(n + 8);
        function.scalar.apply(x, offset, y, 2, expected, 3 - offset, n);
        function.vector.apply(x, offset, y, 2, actual, 3 - offset, n);
        same(actual, expected, function, n, offset);

        float[] expectedFloats = Operands.floats(expected);
        float[] actualFloats = Operands.floats(expected);
        float[] first = Operands.floats(x);
        float[] second = Operands.floats(y);
        function.floatScalar.apply(first, offset, second, 2, expectedFloats, 3 - offset, n);
        function.floatVector.apply(first, offset, second, 2, actualFloats, 3 - offset, n);
        same(actualFloats, expectedFloats, function, n, offset);

        // The result may replace either operand.
        function.scalar.apply(x, offset, y, 2, expected, 0, n);
        double[] second2 = y.clone();
        function.vector.apply(x, offset, second2, 2, second2, 2, n);
        same(Arrays.copyOfRange(second2, 2, 2 + n), Arrays.copyOf(expected, n), function, n, -1);
        function.vector.apply(x, offset, y, 2, x, offset, n);
        same(
            Arrays.copyOfRange(x, offset, offset + n), Arrays.copyOf(expected, n), function, n, -1);
      }
    }
  }

  private static double[] filled(int n) {
    double[] values = new double[n];
    Arrays.fill(values, -7);
    return values;
  }

  private void same(double[] actual, double[] expected, Enum<?> function, int n, int offset) {
    for (int i = 0; i < expected.length; i++) {
      if (Double.doubleToLongBits(actual[i]) != Double.doubleToLongBits(expected[i])) {
        assertThat(actual)
            .as("%s, n = %d, offset %d, -Dmath.seed=%d", function, n, offset, seed)
            .isEqualTo(expected);
      }
    }
  }

  private void same(float[] actual, float[] expected, Enum<?> function, int n, int offset) {
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToIntBits(actual[i]) != Float.floatToIntBits(expected[i])) {
        assertThat(actual)
            .as("%s of floats, n = %d, offset %d, -Dmath.seed=%d", function, n, offset, seed)
            .isEqualTo(expected);
      }
    }
  }
}
