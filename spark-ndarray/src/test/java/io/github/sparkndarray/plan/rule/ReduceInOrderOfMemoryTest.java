package io.github.sparkndarray.plan.rule;

import static io.github.sparkndarray.plan.Arrays.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.View;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReduceInOrderOfMemoryTest {
  private static final Rule RULE = new ReduceInOrderOfMemory();

  private final Expr x = file("x", 20, 30, 40);

  private static Optional<Expr> apply(Reduction reduction, Expr input, int... axes) {
    return RULE.apply(Reduce.of(reduction, input, axes, false));
  }

  @Test
  void aReductionOfATransposedArrayIsATransposedReduction() {
    Expr twice = Elementwise.of(Operator.MULTIPLY, View.transpose(x), PythonScalar.of(2));

    View rewritten = (View) apply(Reduction.SUM, twice, 1).orElseThrow();

    // x.T[i, j, k] is x[k, j, i]: kept axes come as k, i, and the result is transposed.
    Reduce reduce = (Reduce) rewritten.base();
    assertThat(((View) reduce.input()).map()).hasToString("(20, 40, 30) -> [i1, i2, i0]");
    assertThat(reduce.axes()).containsExactly(2);
    assertThat(rewritten.map()).hasToString("(40, 20) -> [i1, i0]");
    assertThat(RULE.apply(reduce)).as("what is made is not matched again").isEmpty();
  }

  @Test
  void axesThatAreReducedComeInOrderOfMemory() {
    Reduce rewritten = (Reduce) apply(Reduction.MAX, View.transpose(x), 0, 1, 2).orElseThrow();

    assertThat(rewritten.input()).as("no view is left").isSameAs(x);
  }

  /** Positions over all axes are counted in C order of what is reduced, wherever it lies. */
  @Test
  void positionsStayAsTheyAre() {
    Expr transposed = View.transpose(x);
    assertThat(RULE.apply(Reduce.of(Reduction.ARGMAX, transposed, null, false))).isEmpty();
    assertThat(apply(Reduction.ARGMAX, transposed, 1)).isPresent();
  }

  @ParameterizedTest(name = "x.transpose({0}, {1}, {2}).sum({3})")
  @CsvSource({
    "0, 1, 2, 1, false", // As it lies.
    "0, 2, 1, 2, false", // Kept axes lie in order, and one axis has no order.
    "1, 0, 2, 1, false",
    "1, 0, 2, 2, true",
    "2, 1, 0, 0, true",
    "2, 0, 1, 0, false"
  })
  void onlyAxesThatAreOutOfOrderMatter(int a, int b, int c, int axis, boolean matches) {
    assertThat(apply(Reduction.SUM, View.transpose(x, a, b, c), axis).isPresent())
        .isEqualTo(matches);
  }

  @Test
  void arraysThatLieInDifferentOrdersStay() {
    Expr y = file("y", 40, 30, 20);
    Expr both = Elementwise.of(Operator.ADD, View.transpose(x), y);
    assertThat(apply(Reduction.SUM, both, 1)).isEmpty();
  }

  @Test
  void aResultThatIsNotMuchSmallerStays() {
    Expr few = View.transpose(file("x", 100, 3, 100));
    assertThat(apply(Reduction.SUM, few, 1)).isEmpty();
    assertThat(apply(Reduction.SUM, View.transpose(file("c", 100, 90)), 1)).isEmpty();
  }
}
