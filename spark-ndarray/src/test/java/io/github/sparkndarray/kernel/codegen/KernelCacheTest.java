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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        .contains("form     reduction along the tile: rows: i; tile: j")
        .contains("    // rows: i\n    for (; r < first + count; r++) {\n      row(r, n);\n    }\n")
        .contains("    // tile: j\n    for (int v = from; v < to;");
  }

  @Test
  void theSourceSaysWhichLoopIsWhich() {
    Problem problem = new Problem().parallel(1000, 1000).inner(100);
    Scalar a = problem.load(Runs.plain(DType.FLOAT64, random, 1000, 100), 0, 2);
    Scalar b = problem.again(0, 1, 2);
    problem.output(inner(Reduction.SUM, apply(Operator.MULTIPLY, a, b), 2));
    assertThat(Expect.VECTOR.source(problem.nest()))
        .contains(
            "    // rows: the first of i, j, 4 at a time\n"
                + "    for (; r <= first + count - 4; r += 4) {")
        .contains("    // tile: the last of i, j\n    for (int v = from; v < to;")
        .contains(
            "      // the sum over k: runs, for accuracy\n      for (int k_run = 0; k_run < n_k;")
        .contains(
            "\n        for (int k = k_run; k < k_runEnd; k++) {\n          final DoubleVector");
  }

  @ParameterizedTest
  @ValueSource(strings = {"map", "sum over rows", "sum along rows", "distances", "product"})
  void whatIsPreparedIsWhatRuns(String name) {
    Kernels kernels = new Kernels(Simd.preferred(), 10);
    Problem problem = problem(name);
    kernels.prepare(problem.nest());
    assertThat(kernels.statistics().misses()).isEqualTo(1);
    run(kernels, problem);
    assertThat(kernels.statistics().misses()).isEqualTo(1);
  }

  private Problem problem(String name) {
    int rows = 400;
    int columns = 512;
    return switch (name) {
      case "map" -> scaled(3, rows, columns);
      case "sum over rows", "sum along rows" -> {
        boolean along = name.equals("sum along rows");
        Problem sum =
            new Problem().parallel(along ? rows : columns).reduced(along ? columns : rows);
        Scalar x =
            along
                ? sum.load(Runs.plain(DType.FLOAT64, random, rows, columns), 0, 1)
                : sum.load(Runs.plain(DType.FLOAT64, random, rows, columns), 1, 0);
        yield sum.output(Reduction.SUM, x);
      }
      case "distances" -> {
        Problem distances = new Problem().parallel(rows, columns).inner(3);
        Scalar a = distances.load(Runs.plain(DType.FLOAT64, random, rows, 3), 0, 2);
        Scalar b = distances.load(Runs.plain(DType.FLOAT64, random, columns, 3), 1, 2);
        Scalar squares = apply(Operator.SQUARE, apply(Operator.SUBTRACT, a, b));
        yield distances.output(apply(Operator.SQRT, inner(Reduction.SUM, squares, 2)));
      }
      default -> {
        Problem product = new Problem().parallel(rows, columns).reduced(512);
        Scalar a = product.load(Runs.plain(DType.FLOAT64, random, rows, 512), 0, 2);
        Scalar b = product.load(Runs.plain(DType.FLOAT64, random, columns, 512), 1, 2);
        yield product.output(Reduction.SUM, apply(Operator.MULTIPLY, a, b));
      }
    };
  }

  @Test
  void aKernelCompilesInLessThan50MillisecondsOnceTheCompilerIsWarm() {
    Kernels kernels = new Kernels(Simd.preferred(), 200);
    List<Long> nanos = new ArrayList<>();
    for (int length = 1; length <= 40; length++) {
      Problem chain = new Problem().parallel(100, 300);
      Scalar x = chain.load(Runs.plain(DType.FLOAT64, random, 100, 300), 0, 1);
      Scalar y = x;
      for (int i = 0; i < length % 10 + 1; i++) {
        y = apply(i % 3 == length / 10 % 3 ? Operator.MULTIPLY : Operator.ADD, y, x);
      }
      long before = kernels.statistics().compileNanos();
      kernels.prepare(chain.output(y).nest());
      nanos.add(kernels.statistics().compileNanos() - before);
    }
    assertThat(median(nanos.subList(20, 40))).as("nanoseconds, median").isLessThan(50_000_000L);
    for (String name : List.of("sum over rows", "sum along rows", "distances", "product")) {
      List<Long> ofForm = new ArrayList<>();
      for (int round = 0; round < 9; round++) {
        Kernels others = new Kernels(Simd.preferred(), 10);
        others.prepare(problem(name).nest());
        ofForm.add(others.statistics().compileNanos());
      }
      assertThat(median(ofForm)).as("nanoseconds, %s, %s", name, ofForm).isLessThan(50_000_000L);
    }
  }

  private static long median(List<Long> nanos) {
    List<Long> sorted = nanos.stream().filter(n -> n > 0).sorted().toList();
    assertThat(sorted).isNotEmpty();
    return sorted.get(sorted.size() / 2);
  }
}
