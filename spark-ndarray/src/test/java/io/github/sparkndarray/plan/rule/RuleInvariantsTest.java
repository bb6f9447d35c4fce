package io.github.sparkndarray.plan.rule;

import static io.github.sparkndarray.plan.Arrays.file;
import static io.github.sparkndarray.plan.Arrays.reduce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Literal;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.plan.logical.Lowering;
import io.github.sparkndarray.script.run.DirectHost;
import io.github.sparkndarray.shape.Index;
import io.github.sparkndarray.shape.IndexMap;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule that breaks something is named, wherever in lowering it was applied. */
class RuleInvariantsTest {
  private static final double NUMBER = 0.7;

  /** Forgets the last element: {@code x + y => (x + y)[:-1]}. */
  private record LoseTheLastElement() implements Rule {
    @Override
    public Optional<Expr> apply(Expr expr) {
      return isSum(expr)
          ? Optional.of(View.index(expr, List.of(new Index.Range(null, -1L, null))))
          : Optional.empty();
    }
  }

  /** Forgets the dtype: {@code x + y => (x + y).astype(float32)}. */
  private record LosePrecision() implements Rule {
    @Override
    public Optional<Expr> apply(Expr expr) {
      return isSum(expr) ? Optional.of(Convert.of(expr, DType.FLOAT32)) : Optional.empty();
    }
  }

  /** Reads each element's right neighbour, of which the last has none. */
  private record ReadTheNeighbour() implements Rule {
    @Override
    public Optional<Expr> apply(Expr expr) {
      IndexMap next = IndexMap.of(expr.shape(), new int[] {0}, new long[] {1}, new long[] {1});
      return isSum(expr)
          ? Optional.of(View.of(((Elementwise) expr).arguments().get(0), next))
          : Optional.empty();
    }
  }

  /** Makes what it matches. */
  private record SwapForEver() implements Rule {
    @Override
    public Optional<Expr> apply(Expr expr) {
      return isSum(expr)
          ? Optional.of(Elementwise.of(Operator.ADD, expr.inputs().get(1), expr.inputs().get(0)))
          : Optional.empty();
    }
  }

  private static boolean isSum(Expr expr) {
    return expr instanceof Elementwise sum && sum.operator() == Operator.ADD;
  }

  private static Stream<Arguments> brokenRules() {
    return Stream.of(
        Arguments.of(
            new LoseTheLastElement(),
            "LoseTheLastElement breaks an invariant of plans: the shape (5,) became (4,)"),
        Arguments.of(
            new LosePrecision(),
            "LosePrecision breaks an invariant of plans: the dtype float64 became float32"),
        Arguments.of(
            new ReadTheNeighbour(),
            "ReadTheNeighbour breaks an invariant of plans: a view (5,) -> [1+i0] reads outside of"
                + " an array of shape (5,)"),
        Arguments.of(new SwapForEver(), "SwapForEver matches what it makes, again and again"));
  }

  @ParameterizedTest
  @MethodSource("brokenRules")
  void aBrokenRuleIsNamed(Rule broken, String message) {
    // np.sqrt(x + y).max(): the sum lies deep inside of the expression
    Expr sum = Elementwise.of(Operator.ADD, file("x", 5), file("y", 5));
    Expr output = reduce(Reduction.MAX, Elementwise.of(Operator.SQRT, sum));
    List<Rule> rules = new ArrayList<>(Rule.ALL);
    rules.add(broken);

    assertThatThrownBy(() -> Lowering.lower(List.of(output), rules))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(message);
  }

  private static final Expr ROW =
      new Literal(HostArray.ofDoubles(Shape.of(1, 4), -0.0, 2.5, Double.NaN, -3));

  private static final Expr TABLE =
      new Literal(HostArray.ofDoubles(Shape.of(3, 4), 5, 1, 4, 1, -2, 8, 8, 0, 7, 7, -1, 3));

  private static final Expr NOTHING = new Literal(HostArray.ofDoubles(Shape.of(4, 0)));

  private static final Expr BOX =
      new Literal(
          HostArray.ofDoubles(
              Shape.of(2, 8, 3), IntStream.range(0, 48).mapToDouble(i -> i * 37 % 48).toArray()));

  private static Stream<Arguments> matches() {
    Expr smallest = reduce(Reduction.ARGMIN, TABLE, 1);
    Expr total = reduce(Reduction.SUM, TABLE, 0);
    return Stream.of(
        Arguments.of(new DropReductionOfUnitAxes(), reduce(Reduction.SUM, ROW, 0)),
        Arguments.of(new DropReductionOfUnitAxes(), reduce(Reduction.PROD, ROW, 0)),
        Arguments.of(new DropReductionOfUnitAxes(), reduce(Reduction.MIN, ROW, 0)),
        Arguments.of(new DropReductionOfUnitAxes(), reduce(Reduction.ARGMAX, ROW, 0)),
        Arguments.of(new ReplaceReductionOfNothing(), reduce(Reduction.SUM, NOTHING, 1)),
        Arguments.of(new ReplaceReductionOfNothing(), reduce(Reduction.PROD, NOTHING, 1)),
        Arguments.of(new ReplaceReductionOfNothing(), reduce(Reduction.ALL, NOTHING, 1)),
        Arguments.of(new ReplaceReductionOfNothing(), reduce(Reduction.ANY, NOTHING, 1)),
        Arguments.of(
            new PushViewThroughReduction(),
            View.index(smallest, List.of(new Index.Range(1L, 3L, null)))),
        Arguments.of(new ReduceInOrderOfMemory(), reduce(Reduction.ARGMIN, View.transpose(BOX), 1)),
        Arguments.of(
            new ReduceInOrderOfMemory(), reduce(Reduction.SUM, View.transpose(BOX), 0, 1, 2)),
        Arguments.of(
            new PushViewThroughReduction(),
            View.index(total, List.of(new Index.Range(null, null, -2L)))),
        Arguments.of(
            new PushViewThroughReduction(), View.index(smallest, List.of(new Index.At(2)))),
        Arguments.of(
            new PushViewThroughReduction(),
            View.index(reduce(Reduction.MAX, TABLE, 0), List.of(new Index.At(-1)))),
        Arguments.of(
            new ReplacePowerOfTwo(), Elementwise.of(Operator.POWER, ROW, PythonScalar.of(2))),
        underRoot(Operator.LESS, false),
        underRoot(Operator.LESS_EQUAL, false),
        underRoot(Operator.GREATER, true),
        underRoot(Operator.GREATER_EQUAL, true));
  }

  /** Comparisons of roots, some of which equal the number or nearly so. */
  private static Arguments underRoot(Operator operator, boolean isLeft) {
    double square = NUMBER * NUMBER;
    double[] squares = {0, square, Math.nextUp(square), -Math.nextDown(square), 1e9, Double.NaN};
    Expr numbers = new Literal(HostArray.ofDoubles(Shape.of(squares.length), squares));
    Expr root = Elementwise.of(Operator.SQRT, Elementwise.of(Operator.ABSOLUTE, numbers));
    PythonScalar number = PythonScalar.of(NUMBER);
    return Arguments.of(
        new CompareUnderRoot(),
        isLeft ? Elementwise.of(operator, number, root) : Elementwise.of(operator, root, number));
  }

  @ParameterizedTest
  @MethodSource("matches")
  void aRuleKeepsTheValues(Rule rule, Expr before) {
    Expr after = rule.apply(before).orElseThrow();

    List<HostArray> values = new DirectHost().compute(List.of(before, after));

    assertThat(RuleInvariants.hold(rule, before, after)).isTrue();
    assertThat(values.get(1).shape()).isEqualTo(values.get(0).shape());
    assertThat(values.get(1).buffer()).as("bits").isEqualTo(values.get(0).buffer());
  }

  private static Stream<Arguments> others() {
    Expr x = file("x", 1, 5);
    Expr column = reduce(Reduction.SUM, file("t", 4, 5), 1);
    return Stream.of(
        Arguments.of(new ReduceInOrderOfMemory(), reduce(Reduction.SUM, BOX, 1)),
        Arguments.of(new DropReductionOfUnitAxes(), reduce(Reduction.SUM, file("t", 2, 5), 0)),
        Arguments.of(new DropReductionOfUnitAxes(), reduce(Reduction.MIN, x)),
        Arguments.of(new DropReductionOfUnitAxes(), x),
        Arguments.of(new ReplaceReductionOfNothing(), reduce(Reduction.SUM, file("e", 0, 5), 1)),
        Arguments.of(new ReplaceReductionOfNothing(), column),
        Arguments.of(new PushViewThroughReduction(), View.expandDims(column, 1)),
        Arguments.of(
            new PushViewThroughReduction(), View.index(file("t", 4, 5), List.of(new Index.At(1)))),
        Arguments.of(
            new ReplacePowerOfTwo(), Elementwise.of(Operator.POWER, x, PythonScalar.of(2.5))),
        Arguments.of(new ReplacePowerOfTwo(), Elementwise.of(Operator.POWER, x, file("two", 1, 5))),
        Arguments.of(
            new ReplacePowerOfTwo(), Elementwise.of(Operator.MULTIPLY, x, PythonScalar.of(2))),
        // The root of what may be negative is NaN, which nothing is less than.
        Arguments.of(
            new CompareUnderRoot(),
            Elementwise.of(Operator.LESS, Elementwise.of(Operator.SQRT, x), PythonScalar.of(2))),
        Arguments.of(
            new CompareUnderRoot(),
            Elementwise.of(Operator.LESS, Elementwise.of(Operator.SQUARE, x), x)),
        // One over -0.0, which is a root, is negative.
        Arguments.of(
            new CompareUnderRoot(),
            Elementwise.of(
                Operator.LESS,
                Elementwise.of(
                    Operator.SQRT,
                    Elementwise.of(
                        Operator.DIVIDE,
                        Elementwise.of(Operator.SQUARE, x),
                        Elementwise.of(Operator.SQRT, x))),
                PythonScalar.of(2.0))),
        Arguments.of(
            new CompareUnderRoot(),
            Elementwise.of(
                Operator.LESS,
                Elementwise.of(Operator.SQRT, Elementwise.of(Operator.SQUARE, x)),
                PythonScalar.of(-1.0))));
  }

  @ParameterizedTest
  @MethodSource("others")
  void aRuleLeavesEverythingElse(Rule rule, Expr expr) {
    assertThat(rule.apply(expr)).isEmpty();
  }

  @Test
  void everyRuleIsTested() {
    List<String> all = Rule.ALL.stream().map(RuleInvariantsTest::name).toList();
    assertThat(matches().map(a -> name(a.get()[0])).distinct()).hasSameElementsAs(all);
    assertThat(others().map(a -> name(a.get()[0])).distinct()).hasSameElementsAs(all);
  }

  private static String name(Object rule) {
    return rule.getClass().getSimpleName();
  }
}
