package io.github.sparkndarray.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.sparkndarray.execution.NDArraySettings;
import io.github.sparkndarray.execution.Progress;
import io.github.sparkndarray.execution.SparkAccess;
import io.github.sparkndarray.kernel.Partials;
import io.github.sparkndarray.plan.physical.Stage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reductions over pairs of one array compute each pair once, and give the same. */
class EachPairOnceTest {
  /** More pairs than one block has, and no multiple of anything. */
  private static final int ROWS = 301;

  private static final Map<String, String> BLOCKS =
      Map.of(NDArraySettings.REDUCED_ELEMENTS, "5000");

  private static final String POINTS =
      "X = np.random.default_rng(20261125).random((%d, 3))\n".formatted(ROWS)
          + "x = X[:, 0] - 0.5\n"
          + "D = np.sqrt(((X[:, None, :] - X) ** 2).sum(-1))\n";

  private final NDContext nd =
      new NDContext(
          SparkAccess.whenNeeded(
              () -> {
                throw new AssertionError("small work must not start Spark");
              }),
          BLOCKS,
          Progress.NONE);

  private NDArray eval(String script) {
    return nd.eval(POINTS + script, Map.of());
  }

  private List<Stage> stages(String script) {
    return nd.plan(List.of(eval(script).expr())).stages();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "D",
        "((X[:, None, :] - X) ** 2).sum(-1)",
        "np.abs(X[:, None, :] - X).sum(-1)",
        "np.abs(X[:, None, :] - X).max(-1)",
        "(X[:, None, :] * X).sum(-1)",
        "(X ** 2).sum(1)[:, None] + (X ** 2).sum(1) - 2 * (X[:, None, :] * X).sum(-1)",
        "np.exp(-((X[:, None, :] - X) ** 2).sum(-1) / 2)",
        "(((X[:, None, :] - X) / np.array([1.0, 2.0, 3.0])) ** 2).sum(-1)",
        "np.hypot(x[:, None] - x, X[:, None, 1] - X[:, 1])",
        "np.cos(x[:, None] - x)",
        "np.cosh(-(x[:, None] - x))",
        "(x[:, None] - x) * (x[:, None] - x) + x[:, None] * x",
        "np.abs(3 * (x - x[:, None]) / 7)",
        "np.where(np.arange(len(x))[:, None] == np.arange(len(x)), np.inf, D)",
        "(x[:, None] == x) | (x[:, None] * x > 0.1)",
        "(x[:, None] + x)[:280, :280]",
      })
  void theseAreTheSameBothWays(String body) {
    assertThat(stages("S = " + body + "\nS.max()"))
        .as("the last stage computes each pair once")
        .last()
        .matches(Stage::isHalved);
    NDArray square = eval("S = " + body + "\nS * 1.0");
    int rows = (int) square.shape()[0];
    double[] values = square.toDoubleArray();
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < i; j++) {
        if (Double.doubleToRawLongBits(values[i * rows + j])
            != Double.doubleToRawLongBits(values[j * rows + i])) {
          throw new AssertionError("(%d, %d) of %s differs the other way".formatted(i, j, body));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(x[:, None] - x).max()",
        "(x[:, None] / x).max()",
        "((x[:, None] - x) * (x[:, None] + 1)).max()",
        "((x[:, None] - x) * (X[:, None, 1] - X[:, 1])).max()",
        "(x[:, None] + 2 * x).max()",
        "((x[:, None] + 1) + x).max()",
        "np.minimum(x[:, None], x).max()",
        "np.arctan2(x[:, None], x).max()",
        "np.sin(x[:, None] - x).max()",
        "(x[:, None] < x).any()",
        "np.abs(x[:, None] - x[::-1]).max()",
        "np.abs(x[:, None] - X[:, 1]).max()",
        "np.abs((x[:, None] + x) - x).max()",
        "np.abs(x[:280, None] - x[1:281]).max()",
        "np.abs(x[:280, None] - x).max()",
        "np.abs(np.floor(x[:, None] - x)).max()",
        "(np.arange(len(x))[:, None] // 7 - np.arange(len(x)) > 0).any()",
        "D.prod()",
        "D.max(1)",
        "D.sum(0)",
        "D[None].max((0, 1))",
      })
  void theseAreNot(String script) {
    assertThat(stages(script)).noneMatch(Stage::isHalved);
  }

  /** The same values under another name have no mirror image, and all pairs are computed. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s.min()",
        "%s.max()",
        "%s.argmin()",
        "%s.argmax()",
        "(%s < 0.0001).any()",
        "(%s < 0.5).sum()",
        "np.histogram(%s, bins=20, range=(0, 2))[0]",
      })
  void theResultIsThatOfAllPairs(String reduction) {
    String same = reduction.formatted("D");
    String other =
        reduction.formatted("np.sqrt(((X[:, None, :] - (X + 0 * X[::-1])) ** 2).sum(-1))");

    assertThat(stages(same)).anyMatch(Stage::isHalved);
    assertThat(stages(other)).noneMatch(Stage::isHalved);
    assertThat(values(same)).isEqualTo(values(other));
  }

  private double[] values(String script) {
    return eval("(" + script + ") * 1.0").toDoubleArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"D", "np.exp(-D)", "np.abs(x[:, None] - x) - 0.3"})
  void sumsAreAsAccurate(String body) {
    double exact = 0;
    double lost = 0;
    for (double value : eval("(" + body + ") * 1.0").toDoubleArray()) {
      double total = exact + value;
      lost += Partials.lost(exact, value, total);
      exact = total;
    }
    exact += lost;
    assertThat(stages("(" + body + ").sum()")).anyMatch(Stage::isHalved);
    double[] sum = eval("(" + body + ").sum()").toDoubleArray();
    assertThat(sum[0]).isCloseTo(exact, within(Math.ulp(exact)));
  }

  @Test
  void nanAndInfinityAreFoundInBothHalves() {
    String some = "Y = np.where(x > 0.49, np.%s, x)\nS = np.abs(Y[:, None] - Y)\nS.%s() * 1.0";
    assertThat(eval(some.formatted("nan", "min")).toDoubleArray()).containsExactly(Double.NaN);
    assertThat(eval(some.formatted("nan", "sum")).toDoubleArray()).containsExactly(Double.NaN);
    assertThat(eval("S = x[:, None] * x * 1e308 * 8\nS.max() * 1.0").toDoubleArray())
        .containsExactly(Double.POSITIVE_INFINITY);
  }

  @Test
  void severalResultsShareThePass() {
    List<Stage> stages = nd.plan(List.of(eval("D.min()").expr(), eval("D.max()").expr())).stages();
    assertThat(stages).filteredOn(Stage::isHalved).isNotEmpty();
  }
}
