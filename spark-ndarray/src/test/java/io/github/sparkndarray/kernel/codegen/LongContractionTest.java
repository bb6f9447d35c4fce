package io.github.sparkndarray.kernel.codegen;

import static io.github.sparkndarray.kernel.codegen.Problem.apply;
import static io.github.sparkndarray.kernel.codegen.Problem.inner;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Scalar;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sums within a body have the bits of those that are a pass of their own, so that a planner may
 * choose either.
 */
class LongContractionTest {
  private static final long SEED = 20261127;
  private static final int ROWS = 9;
  private static final int COLUMNS = 70;

  /** The sum over k of what is made of a[i, k] and b[j, k]. */
  private static Scalar term(Problem problem, DType dtype, long terms, boolean isProduct) {
    Random random = new Random(SEED + terms);
    Scalar a = problem.load(Runs.plain(dtype, random, ROWS, terms), 0, 2);
    Scalar b = problem.load(Runs.plain(dtype, random, COLUMNS, terms), 1, 2);
    if (isProduct) {
      return apply(Operator.MULTIPLY, a, b);
    }
    Scalar apart = apply(Operator.SUBTRACT, a, b);
    return apply(Operator.MULTIPLY, apart, apart);
  }

  private static HostArray only(Kernels kernels, Problem problem) {
    LoopNest nest = problem.nest();
    return Runs.run(kernels.compile(nest), nest, problem.inputs(), Runs.space(nest)).get(0);
  }

  @ParameterizedTest
  @ValueSource(longs = {33, 512, 513, 768, 1030, 1500, 4096})
  void itMakesNoDifferenceWhere(long terms) {
    for (DType dtype : List.of(DType.FLOAT64, DType.FLOAT32)) {
      for (boolean isProduct : new boolean[] {true, false}) {
        Problem apart = new Problem().parallel(ROWS, COLUMNS).reduced(terms);
        apart.output(Reduction.SUM, term(apart, dtype, terms, isProduct));
        assertThat(apart.nest().isContraction()).isTrue();
        HostArray sums = only(Expect.VECTOR, apart);

        Problem mapped = new Problem().parallel(ROWS, COLUMNS).inner(terms);
        Scalar sum = inner(Reduction.SUM, term(mapped, dtype, terms, isProduct), 2);
        mapped.output(apply(Operator.POSITIVE, sum));
        Problem reduced = new Problem().parallel(ROWS).reduced(COLUMNS).inner(terms);
        sum = inner(Reduction.SUM, term(reduced, dtype, terms, isProduct), 2);
        reduced.output(Reduction.MAX, sum);
        Problem ofMade = new Problem().parallel(ROWS).reduced(COLUMNS);
        ofMade.output(Reduction.MAX, ofMade.load(sums, 0, 1));
        HostArray largest = only(Expect.VECTOR, ofMade);
        for (Kernels kernels : List.of(Expect.VECTOR, Expect.SCALAR)) {
          Expect.bits(only(kernels, apart), sums);
          Expect.bits(only(kernels, mapped), sums);
          Expect.bits(only(kernels, reduced), largest);
        }
      }
    }
  }
}
