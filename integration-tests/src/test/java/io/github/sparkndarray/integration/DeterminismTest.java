package io.github.sparkndarray.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.testing.SparkTest;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The same blocks give the same bits, whatever the number of cores and wherever they are run. */
class DeterminismTest {
  private static final String BLOCKS = "spark.ndarray.block.bytes=1000";
  private static final String REDUCTION = "spark.ndarray.reduction.blockElements=700";
  private static final List<String> SCRIPTS =
      List.of(
          "np.random.default_rng(1).random(20000).sum()",
          "np.random.default_rng(1).random((300, 50)).mean(axis=0)",
          "(1 / np.arange(1.0, 30000)).sum()",
          """
          X = np.random.default_rng(2).random((90, 3))
          np.sqrt(((X[:, None] - X) ** 2).sum(-1)).sum(axis=0)
          """,
          """
          X = np.random.default_rng(4).random((90, 3))
          np.exp(-np.sqrt(((X[:, None] - X) ** 2).sum(-1))).sum()
          """,
          """
          x = np.random.default_rng(3).random((40, 60))
          e = np.exp(x - x.max(axis=1, keepdims=True))
          (e / e.sum(axis=1, keepdims=True)).sum()
          """);

  private static final List<List<HostArray>> SEEN = new ArrayList<>();

  @Test
  @SparkTest(
      master = "local[1]",
      conf = {TinyBlocks.NOTHING_ON_THE_DRIVER, BLOCKS, REDUCTION})
  void onOneCore(SparkSession spark) {
    SEEN.add(values(spark));
  }

  @Test
  @SparkTest(
      master = "local[4]",
      conf = {TinyBlocks.NOTHING_ON_THE_DRIVER, BLOCKS, REDUCTION})
  void onFourCores(SparkSession spark) {
    SEEN.add(values(spark));
  }

  @Test
  @SparkTest(
      master = "local[3]",
      conf = {
        TinyBlocks.NOTHING_ON_THE_DRIVER,
        TinyBlocks.NO_INTERMEDIATES_ON_THE_DRIVER,
        BLOCKS,
        REDUCTION
      })
  void withIntermediatesInTheCluster(SparkSession spark) {
    SEEN.add(values(spark));
  }

  @Test
  @SparkTest(conf = {BLOCKS, REDUCTION, "spark.ndarray.driver.maxPoints=1000000000"})
  void onTheDriver(SparkSession spark) {
    SEEN.add(values(spark));
  }

  @AfterAll
  static void allGaveTheSameBits() {
    assertThat(SEEN).isNotEmpty().allMatch(values -> values.equals(SEEN.get(0)));
  }

  private static List<HostArray> values(SparkSession spark) {
    InterpretedScript scripts = new InterpretedScript(NDContext.of(spark).scriptHost());
    return SCRIPTS.stream().map(scripts::evaluate).toList();
  }
}
