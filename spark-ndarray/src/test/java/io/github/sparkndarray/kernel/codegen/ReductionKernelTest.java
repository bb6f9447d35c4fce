package io.github.sparkndarray.kernel.codegen;

import static io.github.sparkndarray.kernel.codegen.Problem.apply;
import static io.github.sparkndarray.kernel.codegen.Problem.inner;
import static io.github.sparkndarray.kernel.codegen.Problem.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Generator;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Partials;
import io.github.sparkndarray.kernel.Scalar;
import io.github.sparkndarray.kernel.reference.ReferenceInterpreter;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReductionKernelTest {
  /** Where vectors are narrow, a dtype of each width and kind that sums tell apart is enough. */
  private static final DType[] DTYPES =
      Arrays.stream(
              System.getProperty("tested.dtypes", "BOOL INT32 INT64 FLOAT32 FLOAT64").split(" "))
          .map(DType::valueOf)
          .toArray(DType[]::new);

  private static final long SEED = 20260418;

  static List<Arguments> reductionsAndDTypes() {
    List<Arguments> cases = new ArrayList<>();
    for (Reduction reduction : Reduction.values()) {
      for (DType dtype : reduction.isFunction() ? DTYPES : new DType[0]) {
        cases.add(Arguments.of(reduction, dtype));
      }
    }
    return cases;
  }

  /**
   * In units of the result's last place. Numbers of both signs cancel, so that a sum's last place
   * is far finer than that of what was added; {@link SumAccuracyTest} holds sums to their bound.
   */
  private static double tolerance(Reduction reduction, DType dtype) {
    // A product's error grows with every factor.
    return !dtype.isFloat()
        ? 0
        : reduction == Reduction.SUM ? 32 : reduction == Reduction.PROD ? 4100 : 0;
  }

  private static HostArray values(DType dtype, Reduction reduction, long... extents) {
    Random random = new Random(SEED);
    if (reduction == Reduction.PROD && dtype.isFloat()) {
      return Runs.nearOne(dtype, random, extents);
    }
    return reduction == Reduction.SUM && dtype.isFloat()
        ? Runs.plain(dtype, random, extents)
        : Runs.random(dtype, random, extents);
  }

  @ParameterizedTest
  @MethodSource("reductionsAndDTypes")
  void alongTheLastAxis(Reduction reduction, DType dtype) {
    for (long extent : new long[] {1, 4, 6, 13, 207, 702, 4098}) {
      Problem problem = new Problem().parallel(70).reduced(extent);
      problem.output(reduction, problem.load(values(dtype, reduction, 70, extent), 0, 1));
      Expect.near(problem, tolerance(reduction, dtype));
    }
  }

  @ParameterizedTest
  @MethodSource("reductionsAndDTypes")
  void alongTheFirstAxis(Reduction reduction, DType dtype) {
    for (long extent : new long[] {1, 4, 6, 13, 207, 702, 1300}) {
      Problem problem = new Problem().parallel(extent).reduced(100);
      problem.output(reduction, problem.load(values(dtype, reduction, 100, extent), 1, 0));
      Expect.near(problem, tolerance(reduction, dtype));
    }
  }

  @ParameterizedTest
  @MethodSource("reductionsAndDTypes")
  void overAllAxes(Reduction reduction, DType dtype) {
    for (long extent : new long[] {1, 4, 13, 207, 1300}) {
      Problem problem = new Problem().reduced(extent, 3);
      problem.output(reduction, problem.load(values(dtype, reduction, 3, extent), 1, 0));
      Expect.near(problem, tolerance(reduction, dtype));
    }
  }

  /** Nothing may be better than what is looked for but what is there, in any width. */
  @ParameterizedTest
  @EnumSource(
      value = Reduction.class,
      names = {"MIN", "MAX", "ARGMIN", "ARGMAX"})
  void ofIntegersOfOneSign(Reduction reduction) {
    for (DType dtype : List.of(DType.INT32, DType.INT64)) {
      for (boolean negative : new boolean[] {false, true}) {
        Problem problem = new Problem().parallel(3).reduced(50);
        Scalar x = problem.load(Runs.plain(dtype, new Random(SEED), 3, 50), 0, 1);
        problem.output(reduction, negative ? apply(Operator.INVERT, x) : x);
        Expect.sameBits(problem);
      }
    }
  }

  /** Operands that lack the first reduced axis; more rows than are kept at a time. */
  @ParameterizedTest
  @MethodSource("reductionsAndDTypes")
  void overRowsOfPairs(Reduction reduction, DType dtype) {
    for (long[] extents : new long[][] {{1, 30, 70}, {2, 5000, 19}, {2, 1, 300}}) {
      Problem problem = new Problem().parallel(extents[0]).reduced(1, extents[1], extents[2]);
      Scalar a = problem.load(values(dtype, reduction, extents[1]), 2);
      Scalar b = problem.load(values(dtype, reduction, extents[0], extents[2]), 0, 3);
      problem.output(reduction, apply(Operator.MAXIMUM, a, b));
      problem.output(reduction, apply(Operator.MINIMUM, b, a));
      Expect.near(problem, 8 * tolerance(reduction, dtype));
    }
  }

  @ParameterizedTest
  @MethodSource("reductionsAndDTypes")
  void overSeveralAxesInBlocksOfThem(Reduction reduction, DType dtype) {
    Problem problem = new Problem().parallel(65).reduced(21, 34);
    problem.output(reduction, problem.load(values(dtype, reduction, 21, 65, 34), 1, 0, 2));
    var nest = problem.nest();
    var expected =
        Runs.run(new ReferenceInterpreter(nest), nest, problem.inputs(), Shape.of(65, 21, 34));
    for (Kernels kernels : List.of(Expect.VECTOR, Expect.SCALAR)) {
      var actual = Runs.run(kernels.compile(nest), nest, problem.inputs(), Shape.of(20, 5, 8));
      Expect.close(actual.get(0), expected.get(0), tolerance(reduction, dtype));
    }
  }

  @ParameterizedTest
  @MethodSource("reductionsAndDTypes")
  void insideABody(Reduction reduction, DType dtype) {
    for (long extent : new long[] {1, 8, 9, 300}) {
      Problem problem = new Problem().parallel(5, 70).inner(extent);
      Scalar a = problem.load(values(dtype, reduction, 5, extent), 0, 2);
      Scalar b = problem.load(values(dtype, reduction, 70, extent), 1, 2);
      Scalar both = apply(Operator.MAXIMUM, a, b);
      Scalar reduced = inner(reduction, both, 2);
      problem.output(reduced).output(inner(reduction, a, 2)).output(inner(reduction, b, 2));
      Expect.near(problem, tolerance(reduction, dtype));
    }
  }

  @ParameterizedTest
  @MethodSource("reductionsAndDTypes")
  void ofAFunctionInsideABody(Reduction reduction, DType dtype) {
    if (!dtype.isFloat()) {
      return;
    }
    for (long extent : new long[] {1, 3, 9, 50}) {
      Problem problem = new Problem().parallel(5, 150).inner(2, extent);
      Scalar a = problem.load(values(dtype, reduction, 5, extent), 0, 3);
      Scalar b = problem.load(values(dtype, reduction, 150, extent, 2), 1, 3, 2);
      Scalar both = apply(Operator.ADD, apply(Operator.SIN, a), apply(Operator.COS, b));
      problem.output(inner(reduction, apply(Operator.ADD, both, a), 2, 3));
      Expect.near(problem, tolerance(reduction, dtype) + 16);
    }
  }

  @ParameterizedTest
  @MethodSource("reductionsAndDTypes")
  void contractions(Reduction reduction, DType dtype) {
    for (long extent : new long[] {1, 8, 9, 1030}) {
      Problem problem = new Problem().parallel(5, 40).reduced(extent);
      Scalar a = problem.load(values(dtype, reduction, 5, extent), 0, 2);
      Scalar b = problem.load(values(dtype, reduction, extent, 40), 2, 1);
      problem.output(reduction, apply(Operator.MULTIPLY, a, b));
      Expect.near(problem, tolerance(reduction, dtype));
    }
  }

  /** More columns than a tile has, rows left over, and operands that are read across memory. */
  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"FLOAT32", "FLOAT64", "INT64", "INT32"})
  void contractionsOfManyColumns(DType dtype) {
    Random random = new Random(SEED);
    for (long[] size : new long[][] {{64, 33}, {70, 130}, {515, 70}, {1100, 33}}) {
      long columns = size[0];
      long extent = size[1];
      HostArray rows = Runs.plain(dtype, random, 7, extent);

      Problem squares = new Problem().parallel(7, columns).reduced(extent);
      Scalar a = squares.load(rows, 0, 2);
      Scalar across = squares.load(Runs.plain(dtype, random, columns, extent), 1, 2);
      Scalar apart = apply(Operator.SUBTRACT, a, across);
      squares.output(Reduction.SUM, apply(Operator.MULTIPLY, apart, apart));
      Expect.near(squares, tolerance(Reduction.SUM, dtype));

      Problem product = new Problem().parallel(7, columns).reduced(extent);
      a = product.load(rows, 0, 2);
      Scalar along = product.load(Runs.plain(dtype, random, extent, columns), 2, 1);
      Scalar scale = product.load(Runs.plain(dtype, random, columns), 1);
      Scalar scaled = apply(Operator.MULTIPLY, along, scale);
      product.output(Reduction.SUM, apply(Operator.MULTIPLY, a, scaled));
      Expect.near(product, tolerance(Reduction.SUM, dtype));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 3", "3, 3", "13, 3", "60, 3", "300, 3", "70, 40", "9, 784"})
  void pairwiseDistances(long rows, long columns) {
    Random random = new Random(SEED);
    Problem problem = new Problem().parallel(rows).reduced(rows).inner(columns);
    Scalar a = problem.load(Runs.plain(DType.FLOAT64, random, rows, columns), 0, 2);
    Scalar b = problem.again(0, 1, 2);
    Scalar square = apply(Operator.POWER, apply(Operator.SUBTRACT, a, b), value(2));
    Scalar distance = apply(Operator.SQRT, inner(Reduction.SUM, square, 2));
    Generator range = new Generator.IntegerRange(DType.INT64, 0, 1);
    Scalar i = problem.generate(range, Shape.of(rows), 0);
    Scalar j = problem.generate(range, Shape.of(rows), 1);
    Scalar same = apply(Operator.EQUAL, i, j);
    Scalar others = apply(Operator.WHERE, same, value(Double.POSITIVE_INFINITY), distance);
    problem.output(Reduction.ARGMIN, others).output(Reduction.MIN, others);
    problem.output(Reduction.MAX, distance).output(Reduction.ARGMAX, distance);
    Expect.near(problem, 4);
  }

  /** {@code (a != b).sum(-1)}, as it is and as part of what is computed in floats. */
  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"BOOL", "INT32", "INT64", "FLOAT32", "FLOAT64"})
  void countsInsideTheBody(DType dtype) {
    Random random = new Random(SEED);
    for (long extent : new long[] {1, 5, 70}) {
      Problem problem = new Problem().parallel(5, 70).inner(extent);
      Scalar a = problem.load(Runs.random(dtype, random, 5, extent), 0, 2);
      Scalar b = problem.load(Runs.random(dtype, random, 70, extent), 1, 2);
      Scalar differs = apply(Operator.NOT_EQUAL, a, b);
      Scalar count = inner(Reduction.SUM, differs, 2);
      problem.output(count);
      problem.output(
          apply(Operator.DIVIDE, new Scalar.Cast(DType.FLOAT64, count), value((double) extent)));
      problem.output(
          inner(Reduction.SUM, apply(Operator.BITWISE_OR, differs, apply(Operator.LESS, a, b)), 2));
      Expect.sameBits(problem);
    }
  }

  /** Distances are computed in blocks of rows also where they are counts. */
  @Test
  void countsAreContractionsLikeAnyOther() {
    Problem problem = new Problem().parallel(500, 500).inner(100);
    Scalar a = problem.load(Runs.plain(DType.FLOAT64, new Random(SEED), 500, 100), 0, 2);
    Scalar b = problem.again(0, 1, 2);
    Scalar count = inner(Reduction.SUM, apply(Operator.NOT_EQUAL, a, b), 2);
    problem.output(apply(Operator.DIVIDE, new Scalar.Cast(DType.FLOAT64, count), value(100)));
    assertThat(Expect.VECTOR.source(problem.nest()))
        .contains("private void block(int r, int from, int to)");
  }

  /** Neighbours of points of many dimensions: sums that are loops inside what is tracked. */
  @ParameterizedTest
  @EnumSource(
      value = Reduction.class,
      names = {"MIN", "MAX", "ARGMIN", "ARGMAX", "SUM", "ANY", "ALL"})
  void ofLongSumsInsideTheBody(Reduction reduction) {
    Random random = new Random(SEED);
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
      for (long extent : new long[] {9, 600}) {
        Problem problem = new Problem().parallel(3).reduced(71).inner(extent);
        Scalar a = problem.load(Runs.plain(dtype, random, 3, extent), 0, 2);
        Scalar b = problem.load(Runs.plain(dtype, random, 71, extent), 1, 2);
        // Whole numbers, whose sums are exact in any order.
        Scalar least = apply(Operator.FLOOR, apply(Operator.MINIMUM, a, b));
        Scalar sum = inner(Reduction.SUM, least, 2);
        boolean tests = reduction == Reduction.ANY || reduction == Reduction.ALL;
        Scalar few = value(dtype, 0.4 * extent);
        problem.output(reduction, tests ? apply(Operator.LESS, sum, few) : sum);
        Expect.sameBits(problem);
      }
    }
  }

  /** Whether any or all of a row's comparisons hold, as loops inside a body. */
  @ParameterizedTest
  @EnumSource(
      value = Reduction.class,
      names = {"ANY", "ALL", "MIN", "MAX"})
  void ofTestsInsideTheBody(Reduction reduction) {
    Random random = new Random(SEED);
    for (DType dtype : List.of(DType.FLOAT32, DType.INT64)) {
      for (long extent : new long[] {9, 600}) {
        Problem problem = new Problem().parallel(71).inner(extent);
        Scalar a = problem.load(Runs.plain(dtype, random, 71, extent), 0, 1);
        Scalar b = problem.load(Runs.plain(dtype, random, 71), 0);
        problem.output(inner(reduction, apply(Operator.LESS, a, b), 1));
        problem.output(
            apply(Operator.LOGICAL_NOT, inner(reduction, apply(Operator.EQUAL, a, b), 1)));
        Expect.sameBits(problem);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"FLOAT32", "FLOAT64"})
  void sumsKeepInfinitiesAndNaNAndAreNeverNegativeZero(DType dtype) {
    for (double[] values :
        new double[][] {
          {1, Double.POSITIVE_INFINITY, 2},
          {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 1},
          {Double.NaN, 1, 2},
          {-0.0, -0.0, -0.0},
          {-0.0, 0.0, -0.0},
        }) {
      for (int count : new int[] {3, 300}) {
        HostArray input = HostArray.allocate(dtype, Shape.of(count, 100));
        var buffer = input.writableBuffer();
        for (int i = 0; i < 100 * count; i++) {
          double x = values[i / 100 / (count / 3)];
          if (dtype == DType.FLOAT32) {
            buffer.putFloat((float) x);
          } else {
            buffer.putDouble(x);
          }
        }
        Problem overRows = new Problem().parallel(100).reduced(count);
        overRows.output(Reduction.SUM, overRows.load(input, 1, 0));
        Expect.sameBits(overRows);
        Problem alongTile = new Problem().parallel(100).reduced(count);
        alongTile.output(Reduction.SUM, alongTile.load(transposed(input), 0, 1));
        Expect.sameBits(alongTile);
        Problem inside = new Problem().parallel(100).inner(count);
        inside.output(inner(Reduction.SUM, inside.load(input, 1, 0), 1));
        Expect.sameBits(inside);
      }
    }
  }

  private static HostArray transposed(HostArray x) {
    long rows = x.shape().extent(0);
    long columns = x.shape().extent(1);
    HostArray result = HostArray.allocate(x.dtype(), Shape.of(columns, rows));
    var buffer = result.writableBuffer();
    for (long i = 0; i < rows * columns; i++) {
      double value = x.getDouble((int) (i % rows * columns + i / rows));
      if (x.dtype() == DType.FLOAT32) {
        buffer.putFloat((float) value);
      } else {
        buffer.putDouble(value);
      }
    }
    return result;
  }

  /** A number of another dtype than the loop's, which only scalars inside of it read. */
  @Test
  void insideALoopScalarsOfAnotherDType() {
    Random random = new Random(SEED);
    Problem problem = new Problem().parallel(5, 150).inner(40);
    Scalar x = problem.load(Runs.plain(DType.FLOAT64, random, 150), 1);
    Scalar y = problem.load(Runs.plain(DType.FLOAT64, random, 40), 2);
    Scalar sixty = value(60);
    Scalar a = new Scalar.Cast(DType.INT64, apply(Operator.MULTIPLY, x, sixty));
    Scalar b = new Scalar.Cast(DType.INT64, apply(Operator.MULTIPLY, y, sixty));
    problem.output(inner(Reduction.SUM, apply(Operator.BITWISE_AND, a, b), 2));
    Expect.sameBits(problem);
  }

  @Test
  void nothingSumsToZero() {
    Problem problem = new Problem().parallel(5).reduced(0);
    problem.output(
        Reduction.SUM, problem.load(Runs.plain(DType.FLOAT64, new Random(1), 5, 0), 0, 1));
    var block = Box.whole(Shape.of(5, 0));
    var nest = problem.nest();
    var partials =
        Expect.VECTOR.compile(nest).reduce(block, Runs.regions(nest, problem.inputs(), block));
    assertThat(Partials.finish(partials.get(0)))
        .isEqualTo(HostArray.ofDoubles(Shape.of(5), 0, 0, 0, 0, 0));
  }
}
