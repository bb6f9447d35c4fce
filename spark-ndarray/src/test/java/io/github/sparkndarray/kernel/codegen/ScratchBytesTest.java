package io.github.sparkndarray.kernel.codegen;

import static io.github.sparkndarray.kernel.codegen.Problem.apply;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.ArrayRegion;
import io.github.sparkndarray.kernel.BlockKernel;
import io.github.sparkndarray.kernel.BlockWork;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Scalar;
import io.github.sparkndarray.kernel.run.Instructions;
import io.github.sparkndarray.kernel.run.Simd;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What kernels say beforehand that they will keep is what they keep when they have run. */
class ScratchBytesTest {
  private static final Random RANDOM = new Random(20261127);

  private static Problem product(DType dtype, Reduction reduction, int rows, int inner) {
    Problem problem = new Problem().parallel(rows, 300).reduced(inner);
    Scalar a = problem.load(Runs.plain(dtype, RANDOM, rows, inner), 0, 2);
    Scalar b = problem.load(Runs.plain(dtype, RANDOM, inner, 300), 2, 1);
    return problem.output(reduction, apply(Operator.MULTIPLY, a, b));
  }

  private static Problem distances(DType dtype, int rows, int columns, int dimensions) {
    Problem problem = new Problem().parallel(rows, columns).inner(dimensions);
    Scalar a = problem.load(Runs.plain(dtype, RANDOM, rows, dimensions), 0, 2);
    Scalar b = problem.load(Runs.plain(dtype, RANDOM, columns, dimensions), 1, 2);
    Scalar squares = apply(Operator.SQUARE, apply(Operator.SUBTRACT, a, b));
    Scalar sums = new Scalar.Inner(Reduction.SUM, new int[] {2}, squares);
    return problem.output(apply(Operator.SQRT, sums));
  }

  private static Problem nearest(Reduction reduction, int slots) {
    Problem problem = new Problem().parallel(130);
    if (slots > 0) {
      problem.slots(slots);
    }
    int reduced = slots > 0 ? 2 : 1;
    problem.reduced(3000);
    Scalar a = problem.load(Runs.plain(DType.FLOAT64, RANDOM, 130), 0);
    Scalar b = problem.load(Runs.plain(DType.FLOAT64, RANDOM, 3000), reduced);
    return problem.output(reduction, apply(Operator.ABSOLUTE, apply(Operator.SUBTRACT, a, b)));
  }

  private static Problem columns(Reduction reduction, DType dtype) {
    Problem problem = new Problem().parallel(700).reduced(5000);
    return problem.output(reduction, problem.load(Runs.plain(dtype, RANDOM, 5000, 700), 1, 0));
  }

  private static Problem chain(int steps, boolean transposed) {
    Problem problem = new Problem().parallel(300, 900);
    Scalar a = problem.load(Runs.plain(DType.FLOAT64, RANDOM, 300, 900), 0, 1);
    Scalar b =
        transposed
            ? problem.load(Runs.plain(DType.FLOAT64, RANDOM, 900, 300), 1, 0)
            : problem.load(Runs.plain(DType.FLOAT64, RANDOM, 900), 1);
    Scalar x = a;
    for (int step = 0; step < steps; step++) {
      x = apply(Operator.TANH, apply(Operator.ADD, apply(Operator.SIN, x), b));
    }
    return problem.output(x);
  }

  private static Stream<Arguments> problems() {
    return Stream.of(
        Arguments.of("product", product(DType.FLOAT64, Reduction.SUM, 700, 1300), 400),
        Arguments.of("product of floats", product(DType.FLOAT32, Reduction.SUM, 30, 64), 30),
        Arguments.of("product of integers", product(DType.INT64, Reduction.SUM, 90, 700), 90),
        Arguments.of("tropical product", product(DType.FLOAT64, Reduction.MIN, 90, 700), 50),
        Arguments.of("distances", distances(DType.FLOAT64, 200, 3000, 3), 70),
        Arguments.of("long distances", distances(DType.FLOAT32, 200, 1000, 300), 70),
        Arguments.of("few distances", distances(DType.FLOAT64, 3, 40, 3), 2),
        Arguments.of("nearest", nearest(Reduction.ARGMIN, 0), 64),
        Arguments.of("several nearest", nearest(Reduction.ARGSMALLEST, 5), 64),
        Arguments.of("sums of columns", columns(Reduction.SUM, DType.FLOAT64), 700),
        Arguments.of("extremes of columns", columns(Reduction.MAX, DType.INT32), 300),
        Arguments.of("functions", chain(1, false), 100),
        Arguments.of("functions of functions", chain(40, false), 100),
        Arguments.of("functions of transposed", chain(3, true), 100));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("problems")
  void isWhatIsKept(String name, Problem problem, long rows) {
    for (Instructions instructions : List.of(Simd.preferred(), Instructions.SCALAR)) {
      LoopNest nest = problem.nest();
      long[] cut = Runs.space(nest).extents();
      cut[0] = rows;
      Shape blocks = Shape.of(cut);
      BlockKernel kernel = new Kernels(instructions, 64).compile(nest);
      long projected =
          kernel.scratchBytes(
              new ChunkGrid(Runs.space(nest), blocks)
                  .shapes().stream().map(box -> work(nest, problem, box)).toList());
      assertThat(kernel.scratchBytes()).isZero();

      Runs.run(kernel, nest, problem.inputs(), blocks);

      assertThat(projected)
          .as("%s, %s", name, instructions)
          .isBetween(kernel.scratchBytes(), kernel.scratchBytes() * 5 / 4 + 1024);
    }
  }

  /** The work without the elements. */
  private static BlockWork work(LoopNest nest, Problem problem, Box block) {
    List<ArrayRegion> regions = new ArrayList<>();
    for (ArrayRegion region : Runs.regions(nest, problem.inputs(), block)) {
      regions.add(new ArrayRegion(region.dtype(), region.box(), BlockWork.NOTHING));
    }
    return new BlockWork(block, regions);
  }
}
