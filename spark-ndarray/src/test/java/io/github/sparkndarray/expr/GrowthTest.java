package io.github.sparkndarray.expr;

import static io.github.sparkndarray.plan.Arrays.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.dtype.DType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Shuffles move the smallest elements that there are on the way to what is shuffled. */
class GrowthTest {
  private static final Expr NARROW = Sorting.sort(Convert.of(file("x", 1000), DType.INT8), 0);
  private static final Expr WIDE = file("w", 1000);
  private static final Expr PLACES = Convert.of(Sorting.argsort(file("p", 1000), 0), DType.INT64);

  private static Expr roots(Expr x) {
    return Elementwise.of(
        Operator.SQRT, Elementwise.of(Operator.MULTIPLY, x, PythonScalar.of(0.5)));
  }

  static List<Arguments> shuffles() {
    Expr narrowed = Convert.of(WIDE, DType.FLOAT32);
    return List.of(
        Arguments.of("reshape of roots", Reshape.of(roots(NARROW), 10, 100), DType.INT8),
        Arguments.of("rows of roots", Taking.take(roots(NARROW), PLACES, 0), DType.INT8),
        Arguments.of(
            "reshape of what is as large", Reshape.of(roots(WIDE), 10, 100), DType.FLOAT64),
        Arguments.of("reshape of narrower numbers", Reshape.of(narrowed, 10, 100), DType.FLOAT32),
        Arguments.of(
            "reshape of two arrays",
            Reshape.of(Elementwise.of(Operator.ADD, NARROW, WIDE), 10, 100),
            DType.FLOAT64));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shuffles")
  void theSmallestElementsAreMoved(String what, Expr shuffled, DType moved) {
    assertThat(moving(shuffled)).containsExactly(moved);
  }

  /** The dtypes that shuffles move which are not sorts. */
  private static List<DType> moving(Expr expr) {
    List<DType> found = new ArrayList<>();
    if (expr instanceof Shuffled shuffled && !(shuffled.shuffle() instanceof Shuffle.Sort)) {
      found.add(shuffled.dtype());
      return found;
    }
    expr.inputs().forEach(input -> found.addAll(moving(input)));
    return found;
  }
}
