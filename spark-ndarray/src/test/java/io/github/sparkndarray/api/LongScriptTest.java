package io.github.sparkndarray.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.execution.Progress;
import io.github.sparkndarray.execution.SparkAccess;
import io.github.sparkndarray.plan.physical.PhysicalPlan;
import io.github.sparkndarray.shape.Shape;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Iterations of a thousand steps and more: no deeper stack, no plan that grows faster than they do,
 * on a thread with an ordinary stack.
 */
@Timeout(60)
class LongScriptTest {
  private static final int STEPS = 1000;
  private static final int BUILT = 10_000;

  private final NDContext nd =
      new NDContext(
          SparkAccess.whenNeeded(
              () -> {
                throw new AssertionError("a small plan must not start Spark");
              }),
          Map.of(),
          Progress.NONE);

  private final NDArray y = nd.arange(50).divide(7);

  private static NDArray steps(NDArray first, int count, UnaryOperator<NDArray> step) {
    NDArray x = first;
    for (int i = 0; i < count; i++) {
      x = step.apply(x);
    }
    return x;
  }

  private double[] expected(int count) {
    double[] values = y.toDoubleArray();
    double[] x = values.clone();
    for (int step = 0; step < count; step++) {
      for (int i = 0; i < x.length; i++) {
        x[i] = x[i] * 0.5 + values[i];
      }
    }
    return x;
  }

  @Test
  void aThousandStepsInJava() {
    NDArray x = steps(y, STEPS, a -> a.multiply(0.5).add(y));
    assertThat(x.toDoubleArray()).isEqualTo(expected(STEPS));
  }

  /** Fewer points than elements: what is cut off is no whole array, but what these points need. */
  @Test
  void aFewElementsOfThousandsOfSteps() {
    NDArray x = steps(y, BUILT / 2, a -> a.multiply(0.5).add(y));
    double[] expected = expected(BUILT / 2);
    assertThat(x.at("7").item()).isEqualTo(expected[7]);
    assertThat(x.at("::-20").toDoubleArray())
        .containsExactly(expected[49], expected[29], expected[9]);
    assertThat(nd.plan(List.of(x.at("7").expr())).stages().get(0).producers())
        .allSatisfy(nest -> assertThat(nest.outputShape()).isEqualTo(Shape.SCALAR));
  }

  @Test
  void aThousandStepsInAScript() {
    NDArray x = nd.eval("x = y\n" + "x = x * 0.5 + y\n".repeat(STEPS) + "x", Map.of("y", y));
    assertThat(x.toDoubleArray()).isEqualTo(expected(STEPS));
  }

  @Test
  void aThousandStepsInPlace() {
    String steps = "x *= 0.5\nx += y\n".repeat(STEPS);
    NDArray x = nd.eval("x = y * 1\n" + steps + "x", Map.of("y", y));
    assertThat(x.toDoubleArray()).isEqualTo(expected(STEPS));
  }

  @Test
  void tenThousandStepsAreBuiltAndPlanned() {
    NDArray x = steps(y, BUILT, a -> a.multiply(0.5).add(y));
    NDArray shorter = steps(y, BUILT / 10, a -> a.multiply(0.5).add(y));

    PhysicalPlan plan = nd.plan(List.of(x.expr()));

    assertThat(plan.stages()).hasSize(1);
    assertThat(plan.stages().get(0).producers())
        .as("the plan grows as the script does")
        .hasSizeLessThanOrEqualTo(
            11 * (1 + nd.plan(List.of(shorter.expr())).stages().get(0).producers().size()));
    assertThat(x.explain()).contains("plan of 1 stage");
  }

  @Test
  void tenThousandStepsOfAScriptAreBuilt() {
    NDArray x = nd.eval("x = y\n" + "x = x * 0.5 + y\n".repeat(BUILT) + "x", Map.of("y", y));
    assertThat(x.shape()).containsExactly(50);
  }

  @Test
  void tenThousandViewsOfViews() {
    String steps = "x = x[::-1]\n".repeat(BUILT);
    assertThat(nd.eval("x = y\n" + steps + "x", Map.of("y", y)).toDoubleArray())
        .isEqualTo(y.toDoubleArray());
    assertThat(steps(y, BUILT, a -> a.at(Slice.of(null, null, -1))).toDoubleArray())
        .isEqualTo(y.toDoubleArray());
  }

  @Test
  void hundredsOfStepsThatEachNeedAReduction() {
    NDArray x = steps(y, 300, a -> a.subtract(a.mean()));
    assertThat(x.sum().item()).isBetween(-1e-9, 1e-9);
  }

  @Test
  void aThousandPersistedSteps() {
    NDArray x = steps(y, STEPS, a -> a.multiply(0.5).add(y).persist());
    assertThat(x.toDoubleArray()).isEqualTo(expected(STEPS));
    // Once they are kept, a plan has nothing below the last.
    assertThat(nd.plan(List.of(x.add(1).expr())).stages()).hasSize(1);
    x.unpersist();
    assertThat(x.toDoubleArray()).isEqualTo(expected(STEPS));
  }
}
