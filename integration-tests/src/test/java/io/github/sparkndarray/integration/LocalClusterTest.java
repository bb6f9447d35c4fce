package io.github.sparkndarray.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.sparkndarray.api.NDArray;
import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.execution.Progress;
import io.github.sparkndarray.execution.SparkAccess;
import io.github.sparkndarray.sql.PairwiseJoin;
import io.github.sparkndarray.testing.ClusterInfo;
import io.github.sparkndarray.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Executors are JVMs of their own here: operands, closures and results are really serialized, by
 * Kryo, which {@code local[N]} does not do.
 */
@SparkTest(
    master = "local-cluster[2,1,1024]",
    conf = {
      TinyBlocks.NOTHING_ON_THE_DRIVER,
      TinyBlocks.NO_INTERMEDIATES_ON_THE_DRIVER,
      TinyBlocks.BLOCK_BYTES,
      TinyBlocks.REDUCTION_BLOCKS,
      TinyBlocks.KRYO,
      TinyBlocks.KRYO_REGISTRATOR
    })
class LocalClusterTest {
  /** What is sent does not depend on what is computed with it: some cases tell. */
  private static final int ONE_IN = 3;

  private static final Points POINTS = Points.random(3, 60, 3);
  private static final String NEAREST =
      """
      D = np.sqrt(((X[:, np.newaxis, :] - X) ** 2).sum(axis=-1))
      np.where(np.arange(len(X))[:, None] == np.arange(len(X)), np.inf, D).argmin(axis=1)
      """;

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicNode> answersAsNumPy(SparkSession spark) {
    return Conformance.oneIn(
        ONE_IN,
        new InterpretedScript(NDContext.of(spark).scriptHost()),
        List.of("matrices", "programs", "views"));
  }

  @Test
  void bothExecutorsWork(SparkSession spark) {
    TaskCounter counter = TaskCounter.on(spark.sparkContext());
    NDContext nd = NDContext.of(spark);
    // Less work would be one task's.
    assertThat(nd.eval("np.arange(20000) ** 2", Map.of()).toLongArray())
        .isEqualTo(LongStream.range(0, 20_000).map(i -> i * i).toArray());
    assertThat(counter.executors()).hasSize(2).doesNotContain("driver");
  }

  @Test
  void executorsReadAndWriteFiles(SparkSession spark) throws IOException {
    Path points = Points.save(POINTS.array(), folder.resolve("points.npy"));
    Path nearest = folder.resolve("nearest.npy");
    NDContext nd = NDContext.of(spark);
    nd.eval(NEAREST, Map.of("X", nd.read(points.toString()))).write(nearest.toString());
    assertThat(Points.longs(Points.load(nearest))).isEqualTo(POINTS.nearest());
  }

  @Test
  void aThousandStepsAreSomePassesThatFitTheStacksOfExecutors(SparkSession spark) {
    String steps = "x = x * 0.5 + y\n".repeat(1000);
    NDArray last =
        NDContext.of(spark).eval("y = np.arange(50) / 7\nx = y\n" + steps + "x", Map.of());
    double[] expected = new double[50];
    for (int i = 0; i < expected.length; i++) {
      double y = i / 7.0;
      expected[i] = y;
      for (int step = 0; step < 1000; step++) {
        expected[i] = expected[i] * 0.5 + y;
      }
    }
    assertThat(last.toDoubleArray()).isEqualTo(expected);
  }

  /** NaN is last in order: how many there are tells which places are asked for. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "np.nanquantile(x, 0.9)",
        "np.nanmedian(x.reshape(4, 15), axis=1)",
        "np.nanmedian(x.reshape(15, 4), axis=1)"
      })
  void quantilesOfNumbersAreFound(String work, SparkSession spark) {
    String script = "x = np.where(np.arange(60) % 7 < 3, np.nan, np.sin(np.arange(60.0)))\n" + work;
    NDContext here =
        new NDContext(
            SparkAccess.whenNeeded(() -> fail("A small plan must not start Spark")),
            Map.of(),
            Progress.NONE);
    assertThat(NDContext.of(spark).eval(script, Map.of()).toDoubleArray())
        .isEqualTo(here.eval(script, Map.of()).toDoubleArray());
  }

  @Test
  void theLossOfAnExecutorChangesNothing(SparkSession spark, ClusterInfo cluster)
      throws IOException {
    Path points = Points.save(POINTS.array(), folder.resolve("points.npy"));
    NDContext nd = NDContext.of(spark);
    NDArray nearest = nd.eval(NEAREST, Map.of("X", nd.read(points.toString())));
    long victim = cluster.executorPids().iterator().next();
    ProcessHandle.of(victim).orElseThrow().destroyForcibly();
    assertThat(nearest.toLongArray()).isEqualTo(POINTS.nearest());
    assertThat(cluster.executorPids()).hasSize(2).doesNotContain(victim);
  }

  @Test
  void joinsAsSparkDoes(SparkSession spark) {
    Dataset<Row> points =
        spark.sql(
            "SELECT id, array(float(hash(id) % 1009), float(hash(id, 1) % 1013)) AS v FROM range(0,"
                + " 40, 1, 3)");
    points.createOrReplaceTempView("points");
    List<Row> expected =
        spark
            .sql(
                "SELECT id, other FROM (SELECT l.id, r.id AS other, row_number() OVER (PARTITION BY"
                    + " l.id ORDER BY vector_l2_distance(l.v, r.v)) AS n FROM points l CROSS JOIN"
                    + " points r) WHERE n <= 2 ORDER BY 1, 2")
            .collectAsList();
    for (String function : List.of("vector_l2_distance", "nd_euclidean")) {
      Dataset<Row> nearest =
          spark.sql(
              "SELECT l.id, r.id AS other FROM points l JOIN points r EXACT NEAREST 2 BY DISTANCE "
                  + function
                  + "(l.v, r.v) ORDER BY 1, 2");
      assertThat(nearest.queryExecution().executedPlan().toString()).contains("NDArrayNearestJoin");
      assertThat(nearest.collectAsList()).isEqualTo(expected);
    }
    Dataset<Row> others =
        PairwiseJoin.nearest(points)
            .features("v")
            .id("id")
            .toDataFrame()
            .selectExpr("id", "id_right");
    assertThat(
            others.union(points.selectExpr("id", "id")).orderBy("id", "id_right").collectAsList())
        .isEqualTo(expected);
  }
}
