package io.github.sparkndarray.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.sparkndarray.sql.PairwiseJoin;
import io.github.sparkndarray.testing.SparkTest;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A join within a radius whose sides reach no task as a whole, and whose rows take more than all of
 * Spark's memory.
 */
@SparkTest(
    conf = {
      TinyBlocks.NOTHING_ON_THE_DRIVER,
      TinyBlocks.REPLICATED,
      "spark.ndarray.local.maxMillis=0",
      "spark.ndarray.block.bytes=65536",
      "spark.memory.fraction=0.02"
    })
class PairwiseJoinMemoryTest {
  private static final int ROWS = 1200;
  private static final double RADIUS = 2.75;

  /** Twelve columns and the bits of their nulls, without the text of the names. */
  private static final int LEAST_BYTES_OF_A_PAIR = 104;

  @Test
  void pairsAreWrittenAsTheyAreFound(SparkSession spark, @TempDir Path folder) {
    Dataset<Row> left = GridPoints.of(spark, 1, ROWS);
    Dataset<Row> right = GridPoints.of(spark, 2, ROWS);
    PairwiseJoin join =
        PairwiseJoin.nearest(left, right).features("x", "y").id("id").within(RADIUS);
    assertThat(join.explain()).contains("in parts to the tasks that read them");

    String path = folder.resolve("pairs").toString();
    join.toDataFrame().write().parquet(path);

    left.createOrReplaceTempView("l");
    right.createOrReplaceTempView("r");
    Row expected =
        spark
            .sql(
                "SELECT count(*), sum(d), sum(a * 7 + b) FROM (SELECT l.id AS a, r.id AS b,"
                    + " sqrt(power(l.x - r.x, 2) + power(l.y - r.y, 2)) AS d FROM l CROSS JOIN r)"
                    + " WHERE d <= "
                    + RADIUS)
            .head();
    Row found =
        spark
            .read()
            .parquet(path)
            .selectExpr("count(*)", "sum(distance)", "sum(id * 7 + id_right)")
            .head();
    assertThat(found.getLong(0)).isEqualTo(expected.getLong(0));
    assertThat(found.getLong(2)).isEqualTo(expected.getLong(2));
    assertThat(found.getDouble(1)).isCloseTo(expected.getDouble(1), within(1e-6));

    long memory = spark.sparkContext().getExecutorMemoryStatus().head()._2()._1$mcJ$sp();
    assertThat(found.getLong(0) * LEAST_BYTES_OF_A_PAIR)
        .as("bytes of all pairs, beside Spark's memory")
        .isGreaterThan(memory);
  }
}
