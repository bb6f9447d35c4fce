package io.github.sparkndarray.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.integration.Fixture.Output;
import io.github.sparkndarray.integration.Fixture.Refusal;
import io.github.sparkndarray.integration.Fixture.Several;
import io.github.sparkndarray.integration.Fixture.Values;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** The tests that a runner of scripts gives NumPy's answers: one for each fixture, by topic. */
final class Conformance {
  private Conformance() {}

  /** The tests of the given topics; of all, when none is given. */
  static Stream<DynamicNode> tests(ScriptRunner runner, String... topics) {
    List<String> all = Stream.concat(Fixtures.FEW.stream(), Fixtures.MANY.stream()).toList();
    return tests(runner, topics.length == 0 ? all : List.of(topics));
  }

  /** The tests of the given topics, whatever is left out elsewhere. */
  static Stream<DynamicNode> tests(ScriptRunner runner, List<String> topics) {
    return topics.stream().map(topic -> container(topic, Fixtures.of(topic), runner));
  }

  /** One in so many tests of all topics, of those that have many fewer than of others. */
  static Stream<DynamicNode> someTests(ScriptRunner runner) {
    return Stream.concat(
        oneIn(Fixtures.ONE_IN_FEW, runner, Fixtures.FEW),
        oneIn(Fixtures.ONE_IN, runner, Fixtures.MANY));
  }

  /** One in so many of the tests of the given topics. */
  static Stream<DynamicNode> oneIn(int count, ScriptRunner runner, List<String> topics) {
    return topics.stream().map(topic -> container(topic, Fixtures.oneIn(count, topic), runner));
  }

  private static DynamicNode container(String topic, List<Fixture> fixtures, ScriptRunner runner) {
    return DynamicContainer.dynamicContainer(
        topic,
        fixtures.stream()
            .map(
                fixture ->
                    DynamicTest.dynamicTest(
                        fixture.script().replace("\n", " ⏎ "), () -> check(fixture, runner))));
  }

  /** Fails unless the runner gives NumPy's answer. */
  static void check(Fixture fixture, ScriptRunner runner) {
    String script = fixture.script();
    if (fixture.answer() instanceof Values values) {
      ArrayComparison.requireEqual(runner.evaluate(script), values.array(), values.tolerance());
    } else if (fixture.answer() instanceof Several several) {
      checkAll(several, runner.evaluate(script, several.expressions()));
    } else if (fixture.answer() instanceof Output output) {
      assertThat(runner.print(script)).isEqualTo(output.text());
    } else if (fixture.answer() instanceof Refusal refusal) {
      assertThatThrownBy(() -> runner.evaluate(script))
          .isInstanceOf(NDArrayException.class)
          .hasMessageContaining(refusal.message());
    }
  }

  private static void checkAll(Several several, List<HostArray> actual) {
    for (int i = 0; i < actual.size(); i++) {
      Values expected = several.values().get(i);
      try {
        ArrayComparison.requireEqual(actual.get(i), expected.array(), expected.tolerance());
      } catch (AssertionError e) {
        throw new AssertionError(several.expressions().get(i) + ": " + e.getMessage(), e);
      }
    }
  }
}
