package io.github.sparkndarray.plan.rule;

import static io.github.sparkndarray.plan.Arrays.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.expr.Constant;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.shape.Index;
import io.github.sparkndarray.shape.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RuleTest {

  @ParameterizedTest
  @EnumSource(names = {"MIN", "MAX", "ARGMIN", "ARGMAX"})
  void aReductionOfUnitAxesIsAView(Reduction reduction) {
    Expr reduce = Reduce.of(reduction, file("x", 1, 5), new int[] {0}, false);

    Expr rewritten = new DropReductionOfUnitAxes().apply(reduce).orElseThrow();

    assertThat(rewritten).isInstanceOf(reduction.isPosition() ? Constant.class : View.class);
    assertThat(rewritten.shape()).isEqualTo(Shape.of(5));
    assertThat(rewritten.dtype()).isEqualTo(reduce.dtype());
  }

  @Test
  void aSumOfOneElementIsThatElementButForTheSignOfZero() {
    Expr sum = Reduce.of(Reduction.SUM, file("x", 1, 5), new int[] {0}, false);

    Expr rewritten = new DropReductionOfUnitAxes().apply(sum).orElseThrow();

    assertThat(((Elementwise) rewritten).operator()).isEqualTo(Operator.ADD);
    assertThat(rewritten.shape()).isEqualTo(Shape.of(5));
  }

  @Test
  void aReductionOfMoreThanOneElementStays() {
    assertThat(apply(new DropReductionOfUnitAxes(), Reduction.SUM, 0, 2, 1)).isFalse();
    assertThat(apply(new DropReductionOfUnitAxes(), Reduction.SUM, 1, 2, 1)).isTrue();
  }

  @Test
  void aReductionOfNothingIsItsIdentity() {
    Expr sum = Reduce.of(Reduction.SUM, file("x", 4, 0), new int[] {1}, false);

    Expr rewritten = new ReplaceReductionOfNothing().apply(sum).orElseThrow();

    assertThat(((Constant) rewritten).real()).isZero();
    assertThat(rewritten.shape()).isEqualTo(Shape.of(4));
    assertThat(apply(new ReplaceReductionOfNothing(), Reduction.ALL, 0, 0, 3)).isTrue();
    assertThat(apply(new ReplaceReductionOfNothing(), Reduction.SUM, 1, 0, 3)).isFalse();
    assertThat(apply(new ReplaceReductionOfNothing(), Reduction.SUM, 0, 2, 3)).isFalse();
  }

  @Test
  void partOfAResultIsAReductionOfPartOfTheInput() {
    // argmin(x, axis=0)[1:3]  =>  argmin over the rows of x[:, 1:3]
    Expr part =
        View.index(
            Reduce.of(Reduction.ARGMIN, file("x", 7, 5), new int[] {0}, false),
            List.of(new Index.Range(1L, 3L, null)));

    Reduce rewritten = (Reduce) new PushViewThroughReduction().apply(part).orElseThrow();

    assertThat(rewritten.shape()).isEqualTo(Shape.of(2));
    assertThat(((View) rewritten.input()).map()).hasToString("(2, 7) -> [i1, 1+i0]");
    assertThat(rewritten.axes()).containsExactly(1);
  }

  @Test
  void aViewOfAWholeResultStays() {
    Expr sum = Reduce.of(Reduction.SUM, file("x", 7, 5), new int[] {0}, true);

    assertThat(new PushViewThroughReduction().apply(sum)).isEmpty();
  }

  @Test
  void aSquareIsAProduct() {
    Expr square = Elementwise.of(Operator.POWER, file("x", 3), PythonScalar.of(2));
    Expr cube = Elementwise.of(Operator.POWER, file("x", 3), PythonScalar.of(3));

    Expr rewritten = new ReplacePowerOfTwo().apply(square).orElseThrow();

    assertThat(((Elementwise) rewritten).operator()).isEqualTo(Operator.SQUARE);
    assertThat(new ReplacePowerOfTwo().apply(cube)).isEmpty();
  }

  private static boolean apply(Rule rule, Reduction reduction, int axis, long... shape) {
    return rule.apply(Reduce.of(reduction, file("x", shape), new int[] {axis}, false)).isPresent();
  }

  private static Expr squaredDeviations(Expr x, Expr mean, int... axes) {
    Expr apart = Elementwise.of(Operator.SUBTRACT, x, mean);
    return Reduce.of(Reduction.SUM, Elementwise.of(Operator.SQUARE, apart), axes, false);
  }

  @Test
  void deviationsFromTheMeanAreAddedUpWithIt() {
    Expr x = file("x", 7, 5, 3);
    Expr power =
        Elementwise.of(
            Operator.POWER,
            Elementwise.of(Operator.SUBTRACT, x, Reduce.mean(x, new int[] {0}, false)),
            PythonScalar.of(2));
    Expr apart = Elementwise.of(Operator.SUBTRACT, x, Reduce.mean(x, null, false));
    Expr product = Elementwise.of(Operator.MULTIPLY, apart, apart);
    for (Expr sum :
        List.of(
            squaredDeviations(x, Reduce.mean(x, new int[] {0}, false), 0),
            squaredDeviations(x, Reduce.mean(x, new int[] {1}, true), 1),
            squaredDeviations(x, Reduce.mean(x, new int[] {0, 2}, true), 0, 2),
            squaredDeviations(x, Reduce.mean(x, null, false), 0, 1, 2),
            Reduce.of(Reduction.SUM, power, new int[] {0}, false),
            Reduce.of(Reduction.SUM, product, null, false))) {
      Reduce rewritten = (Reduce) new FuseSquaredDeviations().apply(sum).orElseThrow();

      assertThat(rewritten.reduction()).isEqualTo(Reduction.SQUARED_DEVIATIONS);
      assertThat(rewritten.input()).isSameAs(x);
      assertThat(rewritten.axes()).isEqualTo(((Reduce) sum).axes());
    }
  }

  @Test
  void deviationsFromSomethingElseStay() {
    Expr x = file("x", 5, 5);
    Expr total = Reduce.of(Reduction.SUM, x, new int[] {0}, true);
    Expr mean = Reduce.mean(x, new int[] {0}, true);
    for (Expr sum :
        List.of(
            squaredDeviations(x, Reduce.mean(x, new int[] {1}, true), 0), // other axes
            squaredDeviations(x, Reduce.mean(x, new int[] {1}, false), 1), // along the wrong axis
            squaredDeviations(x, mean, 0, 1), // over more axes
            squaredDeviations(x, Reduce.mean(file("y", 5, 5), new int[] {0}, true), 0),
            squaredDeviations(x, total, 0),
            squaredDeviations(x, Elementwise.of(Operator.DIVIDE, total, PythonScalar.of(4.0)), 0),
            Reduce.of(
                Reduction.MAX,
                Elementwise.of(Operator.SQUARE, Elementwise.of(Operator.SUBTRACT, x, mean)),
                new int[] {0},
                false),
            Reduce.of(
                Reduction.SUM, Elementwise.of(Operator.SUBTRACT, x, mean), new int[] {0}, false))) {
      assertThat(new FuseSquaredDeviations().apply(sum)).isEmpty();
    }
  }
}
