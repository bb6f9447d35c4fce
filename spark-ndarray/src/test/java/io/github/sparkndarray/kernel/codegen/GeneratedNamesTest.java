package io.github.sparkndarray.kernel.codegen;

import static io.github.sparkndarray.kernel.codegen.Problem.apply;
import static io.github.sparkndarray.kernel.codegen.Problem.inner;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Scalar;
import io.github.sparkndarray.kernel.run.Instructions;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Axes are named by their position: whatever letter they get, no other variable has it. */
class GeneratedNamesTest {
  private static final int COLUMNS = 70;
  private static final int SHORT_SUM = 9;
  private static final int LONG_SUM = 600;

  private final Random random = new Random(20261126);

  /**
   * Two sums that are loops, one of them in parts, after some parallel axes.
   *
   * @param selected how many values are selected of a last axis; 0: it is reduced to one; -1: it is
   *     a parallel one
   */
  private Problem sums(int parallel, int selected) {
    int[] twos = IntStream.range(0, parallel).map(axis -> 2).toArray();
    Problem problem = new Problem().parallel(IntStream.of(twos).asLongStream().toArray());
    if (selected > 0) {
      problem.slots(selected);
    }
    int column = parallel + (selected > 0 ? 1 : 0);
    problem = selected < 0 ? problem.parallel(COLUMNS) : problem.reduced(COLUMNS);
    problem.inner(SHORT_SUM, LONG_SUM);
    Scalar total = null;
    for (int axis : new int[] {column + 1, column + 2}) {
      int extent = axis == column + 1 ? SHORT_SUM : LONG_SUM;
      Scalar a = problem.load(Runs.plain(DType.FLOAT64, random, extent), axis);
      Scalar b = problem.load(Runs.plain(DType.FLOAT64, random, COLUMNS, extent), column, axis);
      Scalar sum =
          inner(Reduction.SUM, apply(Operator.ABSOLUTE, apply(Operator.SUBTRACT, a, b)), axis);
      total = total == null ? sum : apply(Operator.ADD, total, sum);
    }
    if (selected < 0) {
      return problem.output(total);
    }
    return problem.output(selected > 0 ? Reduction.ARGSMALLEST : Reduction.ARGMIN, total);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
  void kernelsCompileWhateverTheNumberOfAxes(int parallel) {
    for (Instructions instructions : Instructions.values()) {
      Kernels kernels = new Kernels(instructions, 10);
      for (int selected : new int[] {-1, 0, 3}) {
        var nest = sums(parallel, selected).nest();
        assertThatCode(() -> kernels.prepare(nest))
            .as("%d axes, %d selected, %s", parallel, selected, instructions)
            .doesNotThrowAnyException();
      }
    }
  }
}
