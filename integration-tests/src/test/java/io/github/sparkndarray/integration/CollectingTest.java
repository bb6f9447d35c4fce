package io.github.sparkndarray.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.api.NDArray;
import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.plan.physical.Measured;
import io.github.sparkndarray.testing.SparkTest;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What the driver cannot hold is refused before a job starts. */
@SparkTest(conf = {"spark.driver.maxResultSize=10m", "spark.ndarray.driver.maxPoints=0"})
class CollectingTest {
  private static final String TOO_MUCH =
      "to the driver, which has room for 10.0 MiB: write the result to a file instead, or set"
          + " spark.driver.memory and spark.driver.maxResultSize higher";

  @Test
  void moreThanFitsIsRefused(SparkSession spark) {
    TaskCounter counter = TaskCounter.on(spark.sparkContext());
    NDContext nd = NDContext.of(spark);
    NDArray large = nd.random(1, 2000, 1000);
    assertThatThrownBy(large::toDoubleArray)
        .isInstanceOf(NDArrayException.class)
        .hasMessage("Cannot bring 15.3 MiB " + TOO_MUCH);
    assertThat(counter.jobs()).isZero();
  }

  @Test
  void whatFitsAloneButNotTogetherIsRefused(SparkSession spark) {
    TaskCounter counter = TaskCounter.on(spark.sparkContext());
    NDContext nd = NDContext.of(spark);
    NDArray one = nd.random(1, 1000, 700);
    assertThatThrownBy(() -> nd.compute(one, one.sqrt()))
        .isInstanceOf(NDArrayException.class)
        .hasMessage("Cannot bring 10.7 MiB " + TOO_MUCH);
    assertThat(counter.jobs()).isZero();
    assertThat(nd.compute(one)).hasSize(1);
  }

  @Test
  void whatARunUsedIsKnownAfterIt(SparkSession spark) {
    NDContext nd = NDContext.of(spark);
    NDArray one = nd.random(1, 1000, 700);
    assertThat(nd.measured(one)).isEmpty();
    assertThat(one.explain()).contains("written").doesNotContain("measured");
    one.toDoubleArray();
    Measured measured = nd.measured(one).orElseThrow().stages().get(0);
    assertThat(measured.tasks()).isPositive();
    assertThat(measured.broadcast() + measured.shuffled()).as("sent within one JVM").isZero();
    assertThat(measured.memory().driver()).isGreaterThan(1000 * 700 * Double.BYTES);
    assertThat(one.explain())
        .contains("projected    measured\n", "collected")
        .containsPattern(", about .+; took .+ m?s\n")
        .containsPattern("\n  driver memory +[0-9.]+ MiB +[0-9.]+ MiB\n");
    assertThat(nd.measured(one.sqrt())).isEmpty();
    assertThat(one.sqrt().explain()).doesNotContain("measured");
  }

  @Test
  void printingBringsNoMoreThanIsPrinted(SparkSession spark) {
    NDContext nd = NDContext.of(spark);
    InterpretedScript script = new InterpretedScript(nd.scriptHost());
    assertThat(script.print("print(np.random.default_rng(1).random((20000, 1000)))"))
        .startsWith("[[0.51182162 0.9504637  0.14415961 ... ")
        .contains("...");
  }

  @Test
  void consecutivePrintsThatShareWorkAreOneJob(SparkSession spark) {
    InterpretedScript script = new InterpretedScript(NDContext.of(spark).scriptHost());
    String numbers = "x = np.random.default_rng(1).random(100000)\n";
    TaskCounter together = TaskCounter.on(spark.sparkContext());
    String printed =
        script.print(numbers + "print(x.min() < 0.1)\nprint('and')\nprint(x.max() > 0.9)");
    assertThat(printed).isEqualTo("True\nand\nTrue\n");
    int jobs = together.jobs();
    TaskCounter alone = TaskCounter.on(spark.sparkContext());
    assertThat(script.print(numbers + "print(x.min() < 0.1)")).isEqualTo("True\n");
    assertThat(jobs).isPositive().isEqualTo(alone.jobs());
  }

  @Test
  @SparkTest
  void whatNeedsASessionThatWasStoppedSaysSo(SparkSession spark) {
    NDContext nd = NDContext.of(spark);
    NDArray kept = nd.ones(100).persist();
    kept.sum().item();
    spark.stop();
    List<ThrowingCallable> uses =
        List.of(
            () -> kept.sum().item(),
            () -> nd.ones(3).explain(),
            () -> nd.random(1, 9).sort(0).toDoubleArray(),
            () -> nd.ones(3).toDataFrame());
    assertThat(uses)
        .allSatisfy(
            use ->
                assertThatThrownBy(use)
                    .isInstanceOf(NDArrayException.class)
                    .hasMessage(
                        "Cannot use a Spark session that was stopped: start one, and make an"
                            + " NDContext of it"));
  }
}
