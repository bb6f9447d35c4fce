package io.github.sparkndarray.kernel.codegen;

import static io.github.sparkndarray.kernel.codegen.Problem.apply;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.kernel.Scalar;
import io.github.sparkndarray.shape.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElementwiseKernelTest {
  private static final DType[] DTYPES = {
    DType.BOOL, DType.INT32, DType.INT64, DType.FLOAT32, DType.FLOAT64
  };
  private static final long[] SIZES = {1, 4, 6, 13, 207, 702, 4098, 8199};
  private static final long SEED = 20260417;

  static List<Arguments> operatorsAndDTypes() {
    List<Arguments> cases = new ArrayList<>();
    for (Operator operator : Operator.values()) {
      for (DType dtype : DTYPES) {
        if (computesIn(operator, dtype)) {
          cases.add(Arguments.of(operator, dtype));
        }
      }
    }
    return cases;
  }

  private static boolean computesIn(Operator operator, DType dtype) {
    try {
      return operator.typeRule().computeDType(operator, dtype) == dtype;
    } catch (NDArrayException e) {
      return false;
    }
  }

  /** Transcendental functions are within 2 ulp, of the largest value here; all else is exact. */
  private static double tolerance(Operator operator, DType dtype) {
    return OperatorCode.of(operator).call(dtype) == null ? 0 : 3;
  }

  @ParameterizedTest
  @MethodSource("operatorsAndDTypes")
  void everyOperatorComputesWhatNumpyDoes(Operator operator, DType dtype) {
    for (long size : SIZES) {
      Random random = new Random(SEED + size);
      Problem problem = new Problem().parallel(size);
      Scalar[] arguments = new Scalar[operator.arity()];
      for (int i = 0; i < arguments.length; i++) {
        boolean condition = operator == Operator.WHERE && i == 0;
        var values = Runs.random(condition ? DType.BOOL : dtype, random, size);
        if (operator == Operator.POWER && dtype.isInteger() && i == 1) {
          values = Runs.plain(dtype, random, size);
        }
        arguments[i] = problem.load(values, 0);
      }
      problem.output(apply(operator, arguments));
      Expect.near(problem, tolerance(operator, dtype));
    }
  }

  static List<Arguments> conversions() {
    List<Arguments> cases = new ArrayList<>();
    for (DType from : DTYPES) {
      for (DType to : DTYPES) {
        cases.add(Arguments.of(from, to));
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("conversions")
  void conversionsAreThoseOfAstype(DType from, DType to) {
    for (long size : SIZES) {
      Problem problem = new Problem().parallel(size);
      Scalar x = problem.load(Runs.random(from, new Random(SEED), size), 0);
      problem.output(from == to ? x : new Scalar.Cast(to, x));
      Expect.sameBits(problem);
    }
  }

  /** Doubles have fewer bits than long integers: halves are rounded to even. */
  @Test
  void longIntegersAreRoundedOnce() {
    Random random = new Random(SEED);
    HostArray longs = HostArray.allocate(DType.INT64, Shape.of(1003));
    ByteBuffer buffer = longs.writableBuffer();
    while (buffer.hasRemaining()) {
      long bit = 1L << random.nextInt(64);
      buffer.putLong(random.nextBoolean() ? random.nextLong() : bit + random.nextInt(3) - 1);
    }
    Problem problem = new Problem().parallel(1003);
    Scalar x = problem.load(longs, 0);
    problem.output(new Scalar.Cast(DType.FLOAT64, x));
    problem.output(new Scalar.Cast(DType.FLOAT32, new Scalar.Cast(DType.INT32, x)));
    Expect.sameBits(problem);
  }

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"INT32", "INT64", "FLOAT32", "FLOAT64", "BOOL"})
  void stridesMayBeAnything(DType dtype) {
    Random random = new Random(SEED);
    Problem problem = new Problem().parallel(37, 61);
    Operator add = Operator.MAXIMUM;
    Scalar plain = problem.load(Runs.random(dtype, random, 37, 61), 0, 1);
    Scalar transposed = problem.load(Runs.random(dtype, random, 61, 37), 1, 0);
    Scalar flipped =
        problem.strided(
            Runs.random(dtype, random, 37, 61),
            new int[] {0, 1},
            new long[] {36, 60},
            new long[] {-1, -1});
    Scalar second =
        problem.strided(
            Runs.random(dtype, random, 80, 130),
            new int[] {0, 1},
            new long[] {3, 1},
            new long[] {2, 2});
    Scalar row = problem.load(Runs.random(dtype, random, 61), 1);
    Scalar column = problem.load(Runs.random(dtype, random, 37), 0);
    Scalar one = problem.load(Runs.random(dtype, random, 1), -1);
    Scalar sum = apply(add, plain, apply(add, transposed, apply(add, flipped, second)));
    problem.output(apply(add, apply(add, sum, row), apply(add, column, one)));
    problem.output(transposed).output(column).output(one);
    Expect.sameBits(problem);
  }

  @Test
  void shortAxesAreExpandedIntoTheTile() {
    Random random = new Random(SEED);
    Problem problem = new Problem().parallel(500, 3, 2);
    Scalar x = problem.load(Runs.random(DType.FLOAT64, random, 500, 3, 2), 0, 1, 2);
    Scalar point = problem.load(Runs.random(DType.FLOAT64, random, 500), 0);
    Scalar mean = problem.load(Runs.random(DType.FLOAT64, random, 3, 2), 1, 2);
    Scalar turned = problem.load(Runs.random(DType.FLOAT64, random, 2, 500), 2, 0);
    Scalar last = problem.load(Runs.random(DType.FLOAT64, random, 2), 2);
    problem.output(
        apply(
            Operator.MAXIMUM,
            apply(Operator.SUBTRACT, x, mean),
            apply(Operator.ADD, apply(Operator.MULTIPLY, point, turned), last)));
    Expect.sameBits(problem);
  }

  @Test
  void integersToNegativePowersAreRefused() {
    for (DType dtype : new DType[] {DType.INT32, DType.INT64}) {
      Problem problem = new Problem().parallel(300);
      Scalar x = problem.load(Runs.plain(dtype, new Random(SEED), 300), 0);
      problem.output(apply(Operator.POWER, x, new Scalar.Value(dtype, -1, -1)));
      assertThatThrownBy(() -> Expect.sameBits(problem))
          .isInstanceOf(NDArrayException.class)
          .hasMessage("Integers to negative integer powers are not allowed.");
      var nest = problem.nest();
      assertThatThrownBy(
              () -> Runs.run(Expect.VECTOR.compile(nest), nest, problem.inputs(), Runs.space(nest)))
          .isInstanceOf(NDArrayException.class)
          .hasMessage("Integers to negative integer powers are not allowed.");
    }
  }

  /** {@code x ** 2, x ** 0.5, x ** 1, x ** 0, x ** -1}: what NumPy does for array ** scalar. */
  @ParameterizedTest
  @ValueSource(doubles = {2, 0.5, 1, 0, -1})
  void specialPowers(double exponent) {
    for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
      Problem problem = new Problem().parallel(702);
      Scalar x = problem.load(Runs.random(dtype, new Random(SEED), 702), 0);
      problem.output(apply(Operator.POWER, x, Problem.value(dtype, exponent)));
      Expect.sameBits(problem);
    }
  }

  @Test
  void functionsOfARowAreComputedOncePerTile() {
    Random random = new Random(SEED);
    Problem problem = new Problem().parallel(40, 700);
    Scalar row = problem.load(Runs.plain(DType.FLOAT64, random, 700), 1);
    Scalar column = problem.load(Runs.plain(DType.FLOAT64, random, 40), 0);
    problem.output(apply(Operator.MULTIPLY, apply(Operator.COS, row), apply(Operator.SIN, column)));
    Expect.near(problem, 8);
  }

  @Test
  void widthsMayBeMixed() {
    Random random = new Random(SEED);
    Problem problem = new Problem().parallel(1000);
    Scalar d = problem.load(Runs.random(DType.FLOAT64, random, 1000), 0);
    Scalar f = problem.load(Runs.random(DType.FLOAT32, random, 1000), 0);
    Scalar l = problem.load(Runs.random(DType.INT64, random, 1000), 0);
    Scalar i = problem.load(Runs.random(DType.INT32, random, 1000), 0);
    Scalar b = problem.load(Runs.random(DType.BOOL, random, 1000), 0);
    Scalar small = apply(Operator.LESS, f, new Scalar.Cast(DType.FLOAT32, i));
    Scalar even =
        apply(
            Operator.EQUAL,
            apply(Operator.REMAINDER, l, new Scalar.Value(DType.INT64, 2, 2)),
            new Scalar.Cast(DType.INT64, b));
    Scalar both =
        apply(
            Operator.BITWISE_XOR,
            apply(Operator.BITWISE_AND, small, even),
            apply(Operator.ISNAN, d));
    Scalar sum = apply(Operator.ADD, d, new Scalar.Cast(DType.FLOAT64, f));
    problem.output(apply(Operator.WHERE, both, sum, new Scalar.Cast(DType.FLOAT64, l)));
    problem.output(both).output(apply(Operator.WHERE, apply(Operator.INVERT, both), i, i));
    Expect.sameBits(problem);
  }

  @Test
  void rowsAndColumnsOfALargeProduct() {
    Random random = new Random(SEED);
    Problem problem = new Problem().parallel(5, 3000);
    Scalar column = problem.load(Runs.random(DType.FLOAT64, random, 5), 0);
    Scalar row = problem.load(Runs.random(DType.FLOAT64, random, 3000), 1);
    problem.output(apply(Operator.ADD, apply(Operator.SQRT, row), apply(Operator.FLOOR, column)));
    Expect.sameBits(problem);
  }
}
