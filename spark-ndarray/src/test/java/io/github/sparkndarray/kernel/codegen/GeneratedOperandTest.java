package io.github.sparkndarray.kernel.codegen;

import static io.github.sparkndarray.kernel.codegen.Problem.apply;
import static io.github.sparkndarray.kernel.codegen.Problem.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Generator;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Scalar;
import io.github.sparkndarray.shape.Shape;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class GeneratedOperandTest {
  private static final Generator.Pcg PCG =
      new Generator.Pcg(
          0x123456789abcdefL, 0x7766554433221100L, 0x1111222233334444L, 0x5555666677778889L);

  static List<Generator> generators() {
    return List.of(
        new Generator.IntegerRange(DType.INT64, 5, -3),
        new Generator.IntegerRange(DType.INT32, -7, 2),
        new Generator.RealRange(DType.FLOAT64, 0.1, 0.3),
        new Generator.RealRange(DType.FLOAT32, 0.1, 0.3),
        new Generator.Linspace(DType.FLOAT64, 0, 1, 1.0 / 4199, 4200, true),
        new Generator.Linspace(DType.FLOAT32, 0, 1, 1.0 / 4199, 4200, true),
        new Generator.SplitMix(0x0123456789abcdefL),
        PCG,
        new Generator.PcgFloats(PCG, false, 0),
        new Generator.PcgFloats(PCG, true, 0xfedcba98));
  }

  @ParameterizedTest
  @MethodSource("generators")
  void positionsAreThoseOfTheWholeArray(Generator generator) {
    for (boolean transposed : new boolean[] {false, true}) {
      Problem problem = new Problem().parallel(60, 70);
      Scalar x =
          transposed
              ? problem.generate(generator, Shape.of(70, 60), 1, 0)
              : problem.generate(generator, Shape.of(60, 70), 0, 1);
      problem.output(x).output(apply(Operator.ADD, x, x));
      Expect.sameBits(problem);
    }
  }

  /** {@code np.random.default_rng(42).random(3)}. */
  @Test
  void randomNumbersAreNumpys() {
    var state = io.github.sparkndarray.kernel.random.Pcg64.fromSeed(42);
    Generator generator =
        new Generator.Pcg(state.stateHi(), state.stateLo(), state.incHi(), state.incLo());
    Problem problem = new Problem().parallel(3);
    problem.output(problem.generate(generator, Shape.of(3), 0));
    Expect.sameBits(problem);
    var drawn =
        Runs.run(Expect.VECTOR.compile(problem.nest()), problem.nest(), List.of(), Shape.of(3));
    assertThat(drawn.get(0).getDouble(0)).isEqualTo(0.7739560485559633);
    assertThat(drawn.get(0).getDouble(1)).isEqualTo(0.4388784397520523);
    assertThat(drawn.get(0).getDouble(2)).isEqualTo(0.8585979199113825);
  }

  @ParameterizedTest
  @EnumSource(
      value = Operator.class,
      names = {"EQUAL", "NOT_EQUAL", "LESS", "LESS_EQUAL", "GREATER", "GREATER_EQUAL"})
  void comparisonsOfPositionsMayBeDecidedForWholeTiles(Operator comparison) {
    Random random = new Random(7);
    for (long step : new long[] {1, -2}) {
      Problem problem = new Problem().parallel(60, 2500);
      Scalar i =
          problem.generate(new Generator.IntegerRange(DType.INT64, 1000, step), Shape.of(60), 0);
      Scalar j = problem.generate(new Generator.IntegerRange(DType.INT64, 0, 1), Shape.of(2500), 1);
      Scalar x = problem.load(Runs.plain(DType.FLOAT64, random, 60, 2500), 0, 1);
      Scalar chosen = apply(Operator.WHERE, apply(comparison, i, j), value(7), x);
      problem.output(chosen).output(apply(comparison, j, i));
      Expect.sameBits(problem);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Operator.class,
      names = {"EQUAL", "LESS", "GREATER_EQUAL"})
  void extremesOfWhatPositionsChoose(Operator comparison) {
    Random random = new Random(8);
    Problem problem = new Problem().parallel(90).reduced(3000);
    Generator range = new Generator.IntegerRange(DType.INT64, 0, 1);
    Scalar i = problem.generate(new Generator.IntegerRange(DType.INT64, 0, 30), Shape.of(90), 0);
    Scalar j = problem.generate(range, Shape.of(3000), 1);
    Scalar x = problem.load(Runs.plain(DType.FLOAT64, random, 3000), 1);
    Scalar root = apply(Operator.SQRT, apply(Operator.ABSOLUTE, x));
    Scalar y = problem.load(Runs.plain(DType.FLOAT64, random, 90), 0);
    Scalar distance =
        apply(Operator.SQRT, apply(Operator.SQUARE, apply(Operator.SUBTRACT, y, root)));
    Scalar body =
        apply(Operator.WHERE, apply(comparison, i, j), value(Double.POSITIVE_INFINITY), distance);
    for (Reduction reduction :
        new Reduction[] {Reduction.MIN, Reduction.ARGMIN, Reduction.MAX, Reduction.ARGMAX}) {
      problem.output(reduction, body);
    }
    Expect.sameBits(problem);
  }

  /** Where ranges meet within a tile, rows are computed in pieces, by several variants. */
  @ParameterizedTest
  @CsvSource({
    "EQUAL, 17, 1, 2500",
    "NOT_EQUAL, 17, 1, 2500",
    "LESS, 17, 1, 2500",
    "LESS_EQUAL, 31, 1, 1100",
    "GREATER, 31, 3, 1100",
    "GREATER_EQUAL, 1, 1, 65",
    "EQUAL, 1, 1, 130",
    "EQUAL, -40, -1, 2500",
    "LESS, 40, -2, 2500",
    "GREATER, 8, 7, 1031"
  })
  void rowsAreComputedInPieces(Operator comparison, long stepOfRows, long step, long columns) {
    Random random = new Random(9);
    for (DType dtype : new DType[] {DType.FLOAT64, DType.FLOAT32}) {
      for (Reduction reduction : new Reduction[] {Reduction.ARGMIN, Reduction.MAX, null}) {
        Problem problem =
            reduction == null
                ? new Problem().parallel(130, columns)
                : new Problem().parallel(130).reduced(columns);
        Scalar i =
            problem.generate(
                new Generator.IntegerRange(DType.INT64, -200, stepOfRows), Shape.of(130), 0);
        Scalar j =
            problem.generate(
                new Generator.IntegerRange(DType.INT64, 3, step), Shape.of(columns), 1);
        Scalar far =
            problem.generate(
                new Generator.IntegerRange(DType.INT64, 90, step), Shape.of(columns), 1);
        Scalar x = problem.load(Runs.plain(dtype, random, columns), 1);
        Scalar y = problem.load(Runs.plain(dtype, random, 130), 0);
        Scalar distance = apply(Operator.SQUARE, apply(Operator.SUBTRACT, y, x));
        boolean isOrder = comparison != Operator.EQUAL && comparison != Operator.NOT_EQUAL;
        Scalar filling =
            isOrder
                ? apply(Operator.ABSOLUTE, apply(Operator.ADD, y, x))
                : new Scalar.Cast(dtype, value(reduction == Reduction.MAX ? -1.0 : 99.0));
        Scalar body = apply(Operator.WHERE, apply(comparison, i, j), filling, distance);
        if (comparison == Operator.EQUAL) {
          body = apply(Operator.WHERE, apply(Operator.NOT_EQUAL, far, i), body, filling);
        }
        if (reduction == null) {
          problem.output(body);
        } else {
          problem.output(reduction, body);
        }
        Expect.sameBits(problem);
      }
    }
  }
}
