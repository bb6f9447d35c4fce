package io.github.sparkndarray.kernel.codegen;

import static io.github.sparkndarray.kernel.codegen.Problem.apply;
import static io.github.sparkndarray.kernel.codegen.Problem.value;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Scalar;
import io.github.sparkndarray.kernel.reference.ReferenceInterpreter;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Reductions to several slots: the k least and greatest values, counts of numbers. */
class WideReductionTest {
  private static final DType[] DTYPES = {
    DType.BOOL, DType.INT32, DType.INT64, DType.FLOAT32, DType.FLOAT64
  };
  private static final long SEED = 20261123;

  static List<Arguments> slotsAndDTypes() {
    List<Arguments> cases = new ArrayList<>();
    for (int k : new int[] {1, 5, 13, 100}) {
      for (DType dtype : DTYPES) {
        cases.add(Arguments.of(k, dtype));
      }
    }
    return cases;
  }

  /** Values with many ties, both zeros, infinities and NaN among the floats. */
  private static HostArray values(DType dtype, long... extents) {
    Random random = new Random(SEED);
    return Runs.random(dtype, random, extents);
  }

  private static Problem selectAll(Problem problem, Scalar body) {
    return problem
        .output(Reduction.SMALLEST, body)
        .output(Reduction.ARGSMALLEST, body)
        .output(Reduction.LARGEST, body)
        .output(Reduction.ARGLARGEST, body);
  }

  /** The axis inside the body has a letter, which no variable of what is selected may have. */
  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"FLOAT32", "FLOAT64"})
  void ofALongSumInsideTheBody(DType dtype) {
    Random random = new Random(SEED);
    Problem problem = new Problem().parallel(5).slots(3).reduced(207).inner(70);
    Scalar a = problem.load(Runs.plain(dtype, random, 5, 70), 0, 3);
    Scalar b = problem.load(Runs.plain(dtype, random, 207, 70), 2, 3);
    // Whole numbers, whose sums are exact in any order.
    Scalar whole = apply(Operator.FLOOR, apply(Operator.MINIMUM, a, b));
    Expect.sameBits(selectAll(problem, Problem.inner(Reduction.SUM, whole, 3)));
  }

  @ParameterizedTest
  @MethodSource("slotsAndDTypes")
  void alongTheLastAxis(int k, DType dtype) {
    for (long extent : new long[] {13, 207, 1300}) {
      Problem problem = new Problem().parallel(30).slots(k).reduced(extent);
      Expect.sameBits(selectAll(problem, problem.load(values(dtype, 30, extent), 0, 2)));
    }
  }

  @ParameterizedTest
  @MethodSource("slotsAndDTypes")
  void alongTheFirstAxis(int k, DType dtype) {
    Problem problem = new Problem().parallel(90).slots(k).reduced(130);
    Expect.sameBits(selectAll(problem, problem.load(values(dtype, 130, 90), 2, 0)));
  }

  @ParameterizedTest
  @MethodSource("slotsAndDTypes")
  void overAllAxesOfPairs(int k, DType dtype) {
    Problem problem = new Problem().slots(k).reduced(70, 80);
    Scalar a = problem.load(values(dtype, 70), 1);
    Scalar b = problem.load(values(dtype, 80), 2);
    Expect.sameBits(selectAll(problem, apply(Operator.MAXIMUM, a, b)));
  }

  /** Blocks may have fewer elements than are selected. */
  @ParameterizedTest
  @MethodSource("slotsAndDTypes")
  void inBlocksOfTheReducedAxes(int k, DType dtype) {
    Problem problem = new Problem().parallel(9).slots(k).reduced(21, 34);
    selectAll(problem, problem.load(values(dtype, 21, 9, 34), 2, 0, 3));
    var nest = problem.nest();
    var expected =
        Runs.run(new ReferenceInterpreter(nest), nest, problem.inputs(), Shape.of(9, k, 21, 34));
    for (Kernels kernels : List.of(Expect.VECTOR, Expect.SCALAR)) {
      for (Shape block : List.of(Shape.of(4, k, 5, 8), Shape.of(9, k, 1, 2))) {
        var actual = Runs.run(kernels.compile(nest), nest, problem.inputs(), block);
        for (int output = 0; output < actual.size(); output++) {
          Expect.bits(actual.get(output), expected.get(output));
        }
      }
    }
  }

  /** Square roots are compared by what is under them, also where several have one root. */
  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"FLOAT32", "FLOAT64"})
  void squareRoots(DType dtype) {
    for (double scale : new double[] {1, 1e-36, 1e-306, 1e-320}) {
      Problem problem = new Problem().parallel(60).slots(7).reduced(300);
      HostArray squares = HostArray.allocate(dtype, Shape.of(60, 300));
      var buffer = squares.writableBuffer();
      Random random = new Random(SEED);
      for (int i = 0; i < squares.size(); i++) {
        // Few of them, and many that differ by little.
        double x = scale * random.nextInt(12);
        int steps = random.nextInt(3);
        if (dtype == DType.FLOAT32) {
          buffer.putFloat((float) x + steps * Math.ulp((float) x));
        } else {
          buffer.putDouble(x + steps * Math.ulp(x));
        }
      }
      selectAll(problem, apply(Operator.SQRT, problem.load(squares, 0, 2)));
      Expect.sameBits(problem);
    }
  }

  @Test
  void countsOfNumbersInRange() {
    for (long extent : new long[] {1, 13, 700, 3000}) {
      Problem problem = new Problem().parallel(3).slots(5).reduced(extent);
      Scalar x = problem.load(values(DType.FLOAT64, 3, extent), 0, 2);
      Scalar small = apply(Operator.MULTIPLY, x, value(0.1));
      problem.output(Reduction.BINCOUNT, small).output(Reduction.BINCOUNT, x);
      Expect.sameBits(problem);
    }
  }

  @Test
  void countsOverPairs() {
    Problem problem = new Problem().slots(40).reduced(500, 90);
    Scalar a = problem.load(values(DType.INT64, 500), 1);
    Scalar b = problem.load(values(DType.INT64, 90), 2);
    problem.output(Reduction.BINCOUNT, apply(Operator.SUBTRACT, a, b));
    Expect.sameBits(problem);
  }
}
