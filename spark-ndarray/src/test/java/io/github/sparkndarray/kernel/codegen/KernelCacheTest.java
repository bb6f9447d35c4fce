package io.github.sparkndarray.kernel.codegen;

import static io.github.sparkndarray.kernel.codegen.Problem.apply;
import static io.github.sparkndarray.kernel.codegen.Problem.inner;
import static io.github.sparkndarray.kernel.codegen.Problem.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Scalar;
import io.github.sparkndarray.kernel.run.Simd;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KernelCacheTest {
  private final Random random = new Random(20260419);

  private Problem scaled(double factor, long rows, long columns) {
    Problem problem = new Problem().parallel(rows, columns);
    Scalar x = problem.load(Runs.plain(DType.FLOAT64, random, rows, columns), 0, 1);
    return problem.output(apply(Operator.MULTIPLY, value(factor), x));
  }

  private static void run(Kernels kernels, Problem problem) {
    Runs.run(
        kernels.compile(problem.nest()),
        problem.nest(),
        problem.inputs(),
        Runs.space(problem.nest()));
  }

  @Test
  void literalsAndExtentsAreArguments() {
    Kernels kernels = new Kernels(Simd.preferred(), 10);
    run(kernels, scaled(2, 100, 300));
    run(kernels, scaled(4.5, 70, 5000));
    assertThat(kernels.statistics().misses()).isEqualTo(1);
    assertThat(kernels.statistics().hits()).isEqualTo(1);
    assertThat(kernels.statistics().size()).isEqualTo(1);
    assertThat(kernels.statistics().compileNanos()).isPositive();
  }

  @Test
  void otherStructuresAreOtherClasses() {
    Kernels kernels = new Kernels(Simd.preferred(), 10);
    run(kernels, scaled(2, 100, 300));
    Problem added = new Problem().parallel(100, 300);
    Scalar x = added.load(Runs.plain(DType.FLOAT64, random, 100, 300), 0, 1);
    run(kernels, added.output(apply(Operator.ADD, value(2), x)));
    assertThat(kernels.statistics().misses()).isEqualTo(2);
  }

  @Test
  void theCacheIsBounded() {
    Kernels kernels = new Kernels(Simd.preferred(), 2);
    for (Operator operator : new Operator[] {Operator.ADD, Operator.SUBTRACT, Operator.DIVIDE}) {
      Problem problem = new Problem().parallel(300);
      Scalar x = problem.load(Runs.plain(DType.FLOAT64, random, 300), 0);
      run(kernels, problem.output(apply(operator, x, value(3))));
    }
    assertThat(kernels.statistics().size()).isEqualTo(2);
  }

  @Test
  void aBodyOfTwoHundredOperatorsCompiles() {
    for (DType dtype : new DType[] {DType.FLOAT64, DType.INT32}) {
      Problem problem = new Problem().parallel(30, 700);
      Scalar x = problem.load(Runs.plain(dtype, random, 30, 700), 0, 1);
      Scalar y = problem.load(Runs.plain(dtype, random, 700), 1);
      Operator[] operators = {
        Operator.ADD, Operator.MULTIPLY, Operator.SUBTRACT, Operator.MAXIMUM, Operator.FLOOR_DIVIDE
      };
      Scalar body = x;
      for (int i = 0; i < 200; i++) {
        Scalar with = i % 3 == 0 ? y : i % 3 == 1 ? x : new Scalar.Value(dtype, i % 7, i % 7);
        body = apply(operators[i % operators.length], body, with);
      }
      problem.output(body);
      Expect.sameBits(problem);
    }
  }

  @Test
  void theSourceNamesAxesAndOperands() {
    Problem problem = new Problem().parallel(1000).reduced(1000).inner(3);
    Scalar a = problem.load(Runs.plain(DType.FLOAT64, random, 1000, 3), 0, 2);
    Scalar b = problem.again(0, 1, 2);
    Scalar square = apply(Operator.SQUARE, apply(Operator.SUBTRACT, a, b));
    problem.output(Reduction.ARGMIN, apply(Operator.SQRT, inner(Reduction.SUM, square, 2)));
    assertThat(Expect.VECTOR.source(problem.nest()))
        .contains("axes     i parallel, j reduced, k inner")
        .contains("operand  a = input0[i, k] float64, along rows")
        .contains("output   argmin(sqrt(sum_k(square((a - b)))))")
        .contains("form     reduction along the tile");
  }
}
