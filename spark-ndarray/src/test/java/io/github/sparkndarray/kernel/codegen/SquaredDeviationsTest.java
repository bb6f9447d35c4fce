package io.github.sparkndarray.kernel.codegen;

import static io.github.sparkndarray.kernel.codegen.Problem.apply;
import static io.github.sparkndarray.kernel.codegen.Problem.inner;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Partial;
import io.github.sparkndarray.kernel.PartialRows;
import io.github.sparkndarray.kernel.Partials;
import io.github.sparkndarray.kernel.Scalar;
import io.github.sparkndarray.kernel.reference.ReferenceInterpreter;
import io.github.sparkndarray.shape.Shape;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Squared deviations from the mean in one pass, against the exact ones. */
class SquaredDeviationsTest {
  private static final long SEED = 20260912;
  private static final double ULPS = 16;

  private static HostArray around(DType dtype, double mean, long... extents) {
    Random random = new Random(SEED);
    HostArray array = HostArray.allocate(dtype, Shape.of(extents));
    var to = array.writableBuffer();
    for (int i = 0; i < array.size(); i++) {
      double value = mean + random.nextGaussian();
      if (dtype == DType.FLOAT32) {
        to.putFloat((float) value);
      } else {
        to.putDouble(value);
      }
    }
    return array;
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void alongEitherAxis(DType dtype) {
    for (long extent : new long[] {1, 2, 13, 129, 700}) {
      Problem last = new Problem().parallel(70).reduced(extent);
      last.output(Reduction.SQUARED_DEVIATIONS, last.load(around(dtype, 3, 70, extent), 0, 1));
      Expect.near(last, ULPS);
      Problem first = new Problem().parallel(100).reduced(extent);
      first.output(Reduction.SQUARED_DEVIATIONS, first.load(around(dtype, 3, extent, 100), 1, 0));
      Expect.near(first, ULPS);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void besideASum(DType dtype) {
    Problem problem = new Problem().parallel(100).reduced(300);
    var x = problem.load(around(dtype, 0.5, 300, 100), 1, 0);
    problem.output(Reduction.SUM, x);
    problem.output(Reduction.SQUARED_DEVIATIONS, x);
    Expect.near(problem, 64);
  }

  /** Of what is computed of two operands each of which lacks an axis, as variances of distances. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void ofPairs(DType dtype) {
    for (long extent : new long[] {1, 3, 40}) {
      Problem problem = new Problem().parallel(70).reduced(300).inner(extent);
      Scalar a = problem.load(around(dtype, 3, 70, extent), 0, 2);
      Scalar b = problem.load(around(dtype, 1, 300, extent), 1, 2);
      Scalar square = apply(Operator.SQUARE, apply(Operator.SUBTRACT, a, b));
      problem.output(Reduction.SQUARED_DEVIATIONS, inner(Reduction.SUM, square, 2));
      Expect.near(problem, 64);
    }
  }

  /**
   * What a difference of sums of squares would lose all digits of. What is left is that the mean is
   * rounded.
   */
  @ParameterizedTest
  @ValueSource(doubles = {1e6, 1e12, -1e14})
  void farFromZero(double mean) {
    for (boolean rows : new boolean[] {false, true}) {
      Problem problem = new Problem().parallel(100).reduced(600);
      HostArray values = around(DType.FLOAT64, mean, 600, 100);
      problem.output(
          Reduction.SQUARED_DEVIATIONS,
          rows
              ? problem.load(values, 1, 0)
              : problem.load(values.reshaped(Shape.of(100, 600)), 0, 1));
      Expect.near(problem, ULPS);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void whatHasNoFiniteMeanHasNoDeviation(double special) {
    for (int count : new int[] {1, 5, 200}) {
      HostArray values = around(DType.FLOAT64, 0, count, 100);
      values.writableBuffer().putDouble(8 * 7, special);
      Problem problem = new Problem().parallel(100).reduced(count);
      problem.output(Reduction.SQUARED_DEVIATIONS, problem.load(values, 1, 0));
      Expect.near(problem, ULPS);
    }
  }

  /** A run that begins with its outlier, and squares beyond all numbers. */
  @ParameterizedTest
  @ValueSource(doubles = {1e9, -1e160, 1e300})
  void fromAnOutlier(double outlier) {
    HostArray values = around(DType.FLOAT64, 0, 200, 100);
    values.writableBuffer().putDouble(8 * 7, outlier);
    Problem overRows = new Problem().parallel(100).reduced(200);
    overRows.output(Reduction.SQUARED_DEVIATIONS, overRows.load(values, 1, 0));
    Expect.near(overRows, 64);
    Problem alongTile = new Problem().parallel(100).reduced(200);
    HostArray rows = values.reshaped(Shape.of(100, 200));
    alongTile.output(Reduction.SQUARED_DEVIATIONS, alongTile.load(rows, 0, 1));
    Expect.near(alongTile, 64);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void partsAreMerged(DType dtype) {
    Problem problem = new Problem().parallel(65).reduced(21, 34);
    problem.output(
        Reduction.SQUARED_DEVIATIONS, problem.load(around(dtype, -7, 21, 65, 34), 1, 0, 2));
    var nest = problem.nest();
    Shape whole = Shape.of(65, 21, 34);
    var expected = Runs.run(new ReferenceInterpreter(nest), nest, problem.inputs(), whole);
    for (Kernels kernels : List.of(Expect.VECTOR, Expect.SCALAR)) {
      var actual = Runs.run(kernels.compile(nest), nest, problem.inputs(), Shape.of(20, 5, 8));
      Expect.close(actual.get(0), expected.get(0), ULPS);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void rowsAreMerged(int count) {
    Partial rows =
        new Partial(
            Reduction.SQUARED_DEVIATIONS,
            DType.FLOAT64,
            List.of(
                reals(count, 2.0), // squares
                reals(count, 5.0), // means
                reals(count, 0.25), // offsets
                reals(count, 3.0))); // counts
    Partial reduced = PartialRows.reduce(rows, Shape.of(2), 0, 1);
    assertThat(Partials.finish(reduced).getDouble(1)).isEqualTo(2.0 * count);
    assertThat(reduced.state().get(1).getDouble(0)).isEqualTo(5.0);
    assertThat(reduced.state().get(2).getDouble(0)).isEqualTo(0.25);
    assertThat(reduced.state().get(3).getDouble(1)).isEqualTo(3.0 * count);
  }

  private static HostArray reals(int count, double value) {
    HostArray array = HostArray.allocate(DType.FLOAT64, Shape.of(2, count));
    var to = array.writableBuffer();
    for (int i = 0; i < array.size(); i++) {
      to.putDouble(value);
    }
    return array;
  }
}
