package io.github.sparkndarray.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.sql.PairwiseJoin;
import io.github.sparkndarray.testing.SparkTest;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** Joins where executors are JVMs of their own: tables, kernels and rows are really serialized. */
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
class ClusterJoinTest {

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
