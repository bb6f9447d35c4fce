package io.github.sparkndarray.kernel.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C99's annex F, which NumPy follows: signed zeros, infinities, NaN. */
class SpecialValuesTest {
  @ParameterizedTest
  @CsvSource({
    "SIN, 0.0, 0.0",
    "SIN, -0.0, -0.0",
    "SIN, Infinity, NaN",
    "SIN, -Infinity, NaN",
    "SIN, NaN, NaN",
    "COS, 0.0, 1.0",
    "COS, -0.0, 1.0",
    "COS, Infinity, NaN",
    "COS, -Infinity, NaN",
    "COS, NaN, NaN",
    "TAN, 0.0, 0.0",
    "TAN, -0.0, -0.0",
    "TAN, Infinity, NaN",
    "TAN, NaN, NaN",
    "EXP, 0.0, 1.0",
    "EXP, -0.0, 1.0",
    "EXP, Infinity, Infinity",
    "EXP, -Infinity, 0.0",
    "EXP, NaN, NaN",
    "EXP, 710.0, Infinity",
    "EXP, -746.0, 0.0",
    "LOG, 1.0, 0.0",
    "LOG, 0.0, -Infinity",
    "LOG, -0.0, -Infinity",
    "LOG, -1.0, NaN",
    "LOG, -4.9e-324, NaN",
    "LOG, Infinity, Infinity",
    "LOG, -Infinity, NaN",
    "LOG, NaN, NaN",
    "EXPM1, 0.0, 0.0",
    "EXPM1, -0.0, -0.0",
    "EXPM1, Infinity, Infinity",
    "EXPM1, -Infinity, -1.0",
    "EXPM1, NaN, NaN",
    "EXPM1, 710.0, Infinity",
    "EXPM1, -40.0, -1.0",
    "EXPM1, -800.0, -1.0",
    "EXPM1, 4.9e-324, 4.9e-324",
    "EXPM1, -4.9e-324, -4.9e-324",
    "LOG1P, 0.0, 0.0",
    "LOG1P, -0.0, -0.0",
    "LOG1P, -1.0, -Infinity",
    "LOG1P, -1.0000000000000002, NaN",
    "LOG1P, -2.0, NaN",
    "LOG1P, Infinity, Infinity",
    "LOG1P, -Infinity, NaN",
    "LOG1P, NaN, NaN",
    "LOG1P, 4.9e-324, 4.9e-324",
    "LOG1P, -4.9e-324, -4.9e-324",
    "LOG2, 1.0, 0.0",
    "LOG2, 0.0, -Infinity",
    "LOG2, -0.0, -Infinity",
    "LOG2, -1.0, NaN",
    "LOG2, -4.9e-324, NaN",
    "LOG2, 4.9e-324, -1074.0",
    "LOG2, Infinity, Infinity",
    "LOG2, -Infinity, NaN",
    "LOG2, NaN, NaN",
    "LOG10, 1.0, 0.0",
    "LOG10, 0.0, -Infinity",
    "LOG10, -0.0, -Infinity",
    "LOG10, -1.0, NaN",
    "LOG10, -4.9e-324, NaN",
    "LOG10, Infinity, Infinity",
    "LOG10, -Infinity, NaN",
    "LOG10, NaN, NaN",
    "CBRT, 0.0, 0.0",
    "CBRT, -0.0, -0.0",
    "CBRT, -27.0, -3.0",
    "CBRT, Infinity, Infinity",
    "CBRT, -Infinity, -Infinity",
    "CBRT, NaN, NaN",
    "SINH, 0.0, 0.0",
    "SINH, -0.0, -0.0",
    "SINH, Infinity, Infinity",
    "SINH, -Infinity, -Infinity",
    "SINH, NaN, NaN",
    "SINH, 711.0, Infinity",
    "SINH, -711.0, -Infinity",
    "SINH, 710.475860073944, Infinity",
    "SINH, -4.9e-324, -4.9e-324",
    "COSH, 0.0, 1.0",
    "COSH, -0.0, 1.0",
    "COSH, 4.9e-324, 1.0",
    "COSH, Infinity, Infinity",
    "COSH, -Infinity, Infinity",
    "COSH, NaN, NaN",
    "COSH, 711.0, Infinity",
    "COSH, -711.0, Infinity",
    "COSH, 710.475860073944, Infinity",
    "TANH, 0.0, 0.0",
    "TANH, -0.0, -0.0",
    "TANH, Infinity, 1.0",
    "TANH, -Infinity, -1.0",
    "TANH, NaN, NaN",
    "TANH, 22.0, 1.0",
    "TANH, -710.0, -1.0",
    "TANH, 4.9e-324, 4.9e-324",
    "TANH, -4.9e-324, -4.9e-324",
    "ARCSIN, 0.0, 0.0",
    "ARCSIN, -0.0, -0.0",
    "ARCSIN, 1.0000000000000002, NaN",
    "ARCSIN, -2.0, NaN",
    "ARCSIN, Infinity, NaN",
    "ARCSIN, NaN, NaN",
    "ARCCOS, 1.0, 0.0",
    "ARCCOS, 1.0000000000000002, NaN",
    "ARCCOS, -1.0000000000000002, NaN",
    "ARCCOS, -Infinity, NaN",
    "ARCCOS, NaN, NaN",
    "ARCTAN, 0.0, 0.0",
    "ARCTAN, -0.0, -0.0",
    "ARCTAN, Infinity, 1.5707963267948966",
    "ARCTAN, -Infinity, -1.5707963267948966",
    "ARCTAN, NaN, NaN",
  })
  void unary(Unary function, double x, double expected) {
    double[] value = {x};
    float[] floatValue = {(float) x};
    function.scalar.apply(value, 0, value, 0, 1);
    function.floatScalar.apply(floatValue, 0, floatValue, 0, 1);
    same(value[0], expected);
    same(function.of(x), expected);
    if ((float) x == x || x != x) {
      same(floatValue[0], (float) expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // arctan2(y, x)
    "ARCTAN2, 0.0, 0.0, 0.0",
    "ARCTAN2, -0.0, 0.0, -0.0",
    "ARCTAN2, 0.0, -0.0, 3.141592653589793",
    "ARCTAN2, -0.0, -0.0, -3.141592653589793",
    "ARCTAN2, 0.0, 2.0, 0.0",
    "ARCTAN2, -0.0, 2.0, -0.0",
    "ARCTAN2, 0.0, -2.0, 3.141592653589793",
    "ARCTAN2, -0.0, -2.0, -3.141592653589793",
    "ARCTAN2, 2.0, 0.0, 1.5707963267948966",
    "ARCTAN2, 2.0, -0.0, 1.5707963267948966",
    "ARCTAN2, -2.0, 0.0, -1.5707963267948966",
    "ARCTAN2, -2.0, -0.0, -1.5707963267948966",
    "ARCTAN2, 2.0, Infinity, 0.0",
    "ARCTAN2, -2.0, Infinity, -0.0",
    "ARCTAN2, 2.0, -Infinity, 3.141592653589793",
    "ARCTAN2, -2.0, -Infinity, -3.141592653589793",
    "ARCTAN2, Infinity, 2.0, 1.5707963267948966",
    "ARCTAN2, -Infinity, -2.0, -1.5707963267948966",
    "ARCTAN2, Infinity, Infinity, 0.7853981633974483",
    "ARCTAN2, -Infinity, Infinity, -0.7853981633974483",
    "ARCTAN2, Infinity, -Infinity, 2.356194490192345",
    "ARCTAN2, -Infinity, -Infinity, -2.356194490192345",
    "ARCTAN2, NaN, 1.0, NaN",
    "ARCTAN2, 1.0, NaN, NaN",
    "ARCTAN2, Infinity, NaN, NaN",
    // hypot(x, y)
    "HYPOT, 0.0, 0.0, 0.0",
    "HYPOT, -0.0, 0.0, 0.0",
    "HYPOT, -0.0, -3.0, 3.0",
    "HYPOT, Infinity, NaN, Infinity",
    "HYPOT, NaN, -Infinity, Infinity",
    "HYPOT, -Infinity, 1.0, Infinity",
    "HYPOT, NaN, 1.0, NaN",
    "HYPOT, 1.0, NaN, NaN",
    "HYPOT, 0.0, NaN, NaN",
    // pow(x, y)
    "POW, NaN, 0.0, 1.0",
    "POW, NaN, -0.0, 1.0",
    "POW, 0.0, 0.0, 1.0",
    "POW, Infinity, 0.0, 1.0",
    "POW, 1.0, NaN, 1.0",
    "POW, 1.0, Infinity, 1.0",
    "POW, 1.0, -Infinity, 1.0",
    "POW, -1.0, Infinity, 1.0",
    "POW, -1.0, -Infinity, 1.0",
    "POW, NaN, 1.0, NaN",
    "POW, 2.0, NaN, NaN",
    "POW, -1.0, NaN, NaN",
    "POW, 0.0, 3.0, 0.0",
    "POW, -0.0, 3.0, -0.0",
    "POW, -0.0, 2.0, 0.0",
    "POW, -0.0, 2.5, 0.0",
    "POW, 0.0, -3.0, Infinity",
    "POW, -0.0, -3.0, -Infinity",
    "POW, -0.0, -2.0, Infinity",
    "POW, -0.0, -2.5, Infinity",
    "POW, 0.0, Infinity, 0.0",
    "POW, 0.0, -Infinity, Infinity",
    "POW, -2.0, 0.5, NaN",
    "POW, -2.0, -1.5, NaN",
    "POW, -2.0, 3.0, -8.0",
    "POW, -2.0, -2.0, 0.25",
    "POW, 0.5, Infinity, 0.0",
    "POW, -0.5, Infinity, 0.0",
    "POW, 0.5, -Infinity, Infinity",
    "POW, 2.0, Infinity, Infinity",
    "POW, -2.0, Infinity, Infinity",
    "POW, 2.0, -Infinity, 0.0",
    "POW, Infinity, 2.0, Infinity",
    "POW, Infinity, -2.0, 0.0",
    "POW, -Infinity, 3.0, -Infinity",
    "POW, -Infinity, 2.0, Infinity",
    "POW, -Infinity, 2.5, Infinity",
    "POW, -Infinity, -3.0, -0.0",
    "POW, -Infinity, -2.0, 0.0",
    "POW, -Infinity, Infinity, Infinity",
  })
  void binary(Binary function, double x, double y, double expected) {
    double[] first = {x};
    double[] second = {y};
    float[] firstFloat = {(float) x};
    float[] secondFloat = {(float) y};
    function.scalar.apply(first, 0, second, 0, first, 0, 1);
    function.floatScalar.apply(firstFloat, 0, secondFloat, 0, firstFloat, 0, 1);
    same(first[0], expected);
    same(function.of(x, y), expected);
    same(firstFloat[0], (float) expected);
  }

  /** As objects: NaN equals NaN, and -0 does not equal 0. */
  private static void same(Object actual, Object expected) {
    assertThat(actual).isEqualTo(expected);
  }
}
