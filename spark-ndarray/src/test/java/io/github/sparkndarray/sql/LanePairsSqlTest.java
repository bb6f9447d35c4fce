package io.github.sparkndarray.sql;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Values that are computed side by side, tile after tile, choose the rows that Spark's own plan
 * returns: with ties, NaN, infinities, sums that overflow in float32, and vectors that are long or
 * short.
 */
class LanePairsSqlTest {
  private static SparkSession spark;
  private static BothPlans both;

  @BeforeAll
  static void start() {
    spark = LocalSession.start();
    both =
        new BothPlans(
            spark,
            "spark.ndarray.sql.crossJoin.enabled",
            List.of("NDArrayWithinJoin", "NDArrayBestOfCrossJoin"));
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  /** Some of few different numbers, some of many, and a few odd ones. */
  private static void view(String name, int rows, int width, String type) {
    String element =
        "CASE WHEN hash(id, k, 1) % 400 = 7 THEN double('nan')"
            + " WHEN hash(id, 2) % 90 = 5 THEN 3e19D * (id % 3 - 1)"
            + " WHEN hash(id, 3) % 90 = 5 THEN 2e-23D * (id % 5)"
            + " WHEN id % 2 = 0 THEN double(hash(id, k) % 3)"
            + " ELSE hash(k, id) / 1e9D END";
    spark
        .sql(
            "SELECT id, transform(sequence(1, %d), k -> CAST(%s AS %s)) AS v FROM range(0, %d, 1, 2)"
                .formatted(width, element, type, rows))
        .localCheckpoint()
        .createOrReplaceTempView(name);
  }

  @ParameterizedTest
  @CsvSource({"FLOAT, 3", "FLOAT, 21", "DOUBLE, 11"})
  void choosesSparksRows(String type, int width) {
    view("l", 20, width, type);
    view("r", 1300, width, type);
    String third = type.equals("FLOAT") ? "vector_l2_distance(l.v, r.v)" : "nd_canberra(l.v, r.v)";
    List<String> distances = List.of("nd_euclidean(l.v, r.v)", "nd_chebyshev(r.v, l.v)", third);
    List<String> within = new ArrayList<>();
    List<String> best = new ArrayList<>();
    for (String distance : distances) {
      for (String condition : List.of("<= 1", ">= 2.9")) {
        within.add("SELECT l.id, r.id AS other FROM l, r WHERE " + distance + condition);
      }
      for (String order : List.of("min", "max")) {
        best.add(
            ("SELECT l.id, %1$s(%2$s) AS d, %1$s_by(r.id, %2$s) AS other FROM l CROSS JOIN r"
                    + " GROUP BY l.id")
                .formatted(order, distance));
      }
    }
    both.requireSameRows("NDArrayWithinJoin", within);
    both.requireSameRows("NDArrayBestOfCrossJoin", best);
  }
}
