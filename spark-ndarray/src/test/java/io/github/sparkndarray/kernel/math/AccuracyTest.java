package io.github.sparkndarray.kernel.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random sweeps: doubles within 2 ulp, floats within 0.51 ulp. */
class AccuracyTest {
  private static final double BOUND = 2;

  /** {@link StrictMath} is itself within one ulp, and the two may err in opposite directions. */
  private static final double STRICT_BOUND = BOUND + 1;

  private static final double FLOAT_BOUND = 0.51;

  private static final int EXACT_COUNT = 400;
  private static final int COUNT = 40_000;

  private final long seed = Operands.seed();
  private final Random random = new Random(seed);

  @ParameterizedTest
  @EnumSource
  void unaryAgreesWithPowerSeries(Unary function) {
    for (Operands.Kind kind : new Operands.Kind[] {Operands.Kind.USUAL, Operands.Kind.MODERATE}) {
      double[] x = Operands.array(random, kind, function.low, function.high, EXACT_COUNT);
      double[] y = new double[EXACT_COUNT];
      function.vector.apply(x, 0, y, 0, EXACT_COUNT);
      DoubleUnaryOperator strict = function.strict;
      for (int i = 0; i < EXACT_COUNT; i++) {
        double near = strict.applyAsDouble(x[i]);
        double ulps =
            Double.isFinite(near) && near != 0
                ? Ulps.between(y[i], function.exact.apply(new BigDecimal(x[i])))
                : Ulps.between(y[i], near);
        check(ulps, BOUND, function, y[i], near, x[i]);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void binaryAgreesWithPowerSeries(Binary function) {
    double[] x = usual(function, EXACT_COUNT);
    double[] y = usualSecond(function, EXACT_COUNT);
    double[] z = new double[EXACT_COUNT];
    function.vector.apply(x, 0, y, 0, z, 0, EXACT_COUNT);
    for (int i = 0; i < EXACT_COUNT; i++) {
      double near = function.strict.applyAsDouble(x[i], y[i]);
      double ulps =
          Ulps.between(z[i], function.exact.apply(new BigDecimal(x[i]), new BigDecimal(y[i])));
      check(ulps, BOUND, function, z[i], near, x[i], y[i]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void unaryAgreesWithStrictMath(Unary function) {
    for (Operands.Kind kind : Operands.Kind.values()) {
      double[] x = Operands.array(random, kind, function.low, function.high, COUNT);
      double[] y = new double[COUNT];
      function.vector.apply(x, 0, y, 0, COUNT);
      for (int i = 0; i < COUNT; i++) {
        double near = function.strict.applyAsDouble(x[i]);
        check(Ulps.between(y[i], near), STRICT_BOUND, function, y[i], near, x[i]);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void binaryAgreesWithStrictMath(Binary function) {
    for (Operands.Kind first : Operands.Kind.values()) {
      for (Operands.Kind second : Operands.Kind.values()) {
        int n = COUNT / 4;
        double[] x = Operands.array(random, first, function.low, function.high, n);
        double[] y = Operands.array(random, second, function.secondLow, function.secondHigh, n);
        double[] z = new double[n];
        function.vector.apply(x, 0, y, 0, z, 0, n);
        for (int i = 0; i < n; i++) {
          double near = function.strict.applyAsDouble(x[i], y[i]);
          check(Ulps.between(z[i], near), STRICT_BOUND, function, z[i], near, x[i], y[i]);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void unaryOfFloatsIsRoundedOnce(Unary function) {
    for (boolean usual : new boolean[] {true, false}) {
      float[] x =
          usual
              ? Operands.floats(
                  Operands.array(random, Operands.Kind.USUAL, function.low, function.high, COUNT))
              : Operands.floatBits(random, COUNT);
      float[] y = new float[COUNT];
      function.floatVector.apply(x, 0, y, 0, COUNT);
      for (int i = 0; i < COUNT; i++) {
        double near = function.strict.applyAsDouble(x[i]);
        check(floatUlps(y[i], near), FLOAT_BOUND, function, y[i], near, x[i]);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void binaryOfFloatsIsRoundedOnce(Binary function) {
    for (boolean usual : new boolean[] {true, false}) {
      float[] x =
          usual ? Operands.floats(usual(function, COUNT)) : Operands.floatBits(random, COUNT);
      float[] y =
          usual ? Operands.floats(usualSecond(function, COUNT)) : Operands.floatBits(random, COUNT);
      float[] z = new float[COUNT];
      function.floatVector.apply(x, 0, y, 0, z, 0, COUNT);
      DoubleBinaryOperator strict = function.strict;
      for (int i = 0; i < COUNT; i++) {
        double near = strict.applyAsDouble(x[i], y[i]);
        check(floatUlps(z[i], near), FLOAT_BOUND, function, z[i], near, x[i], y[i]);
      }
    }
  }

  private double[] usual(Binary function, int n) {
    return Operands.array(random, Operands.Kind.USUAL, function.low, function.high, n);
  }

  private double[] usualSecond(Binary function, int n) {
    return Operands.array(random, Operands.Kind.USUAL, function.secondLow, function.secondHigh, n);
  }

  private static double floatUlps(float actual, double expected) {
    float rounded = (float) expected;
    if (!Float.isFinite(actual) || !Float.isFinite(rounded)) {
      return Ulps.between(actual, rounded);
    }
    return Math.abs(actual - expected) / Math.ulp(rounded);
  }

  private void check(
      double ulps, double bound, Enum<?> function, double actual, double near, double... operands) {
    if (!(ulps <= bound)) {
      assertThat(ulps)
          .as(
              "ulps of %s%s = %s, near %s (-Dmath.seed=%d)",
              function, java.util.Arrays.toString(operands), actual, near, seed)
          .isLessThanOrEqualTo(bound);
    }
  }
}
