package io.github.sparkndarray.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Joins by a distance by this library's operators and by Spark's plan: the same rows. */
class CrossJoinSqlTest {
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
    LocalSession.interpret(spark);
    view(
        "l", 61, "IF(id = 7, NULL, transform(sequence(1, 11), k -> float((hash(id, k) % 7) / 3)))");
    view(
        "r", 83, "IF(id = 9, NULL, transform(sequence(1, 11), k -> float((hash(k, id) % 5) / 3)))");
    view("small", 5, "array(double(id), 1D)");
    view("none", 0, "array(double(id), 1D)");
    view("empty", 3, "IF(id > 3, array(double(id), 1D), NULL)");
    view("odd", 4, "array(IF(id = 1, double('nan'), id), IF(id = 2, double('inf'), -0D))");
    view("holes", 6, "IF(id = 2, array(1D, NULL), array(double(id), 2D))");
    view("ragged", 4, "IF(id = 2, array(1D), array(1D, 2D))");
  }

  private static void view(String name, int rows, String vector) {
    spark
        .sql("SELECT id, id %% 10 AS g, %s AS v FROM range(0, %d, 1, 2)".formatted(vector, rows))
        .createOrReplaceTempView(name);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nd_euclidean(l.v, r.v) < 2.5",
        "nd_euclidean(l.v, r.v) <= 2.5D",
        "nd_euclidean(r.v, l.v) < 2",
        "vector_l2_distance(l.v, r.v) < 2.5",
        "vector_l2_distance(l.v, r.v) <= 2.5F",
        "2.5 >= vector_l2_distance(r.v, l.v)",
        "vector_inner_product(l.v, r.v) > 1",
        "vector_cosine_similarity(l.v, r.v) >= 0.5",
        "nd_minkowski(l.v, r.v, 3) < 2 AND l.id < r.id",
        "l.g < r.g AND nd_cityblock(l.v, r.v) < 6 AND r.id > 20",
        "nd_cosine(l.v, r.v) BETWEEN 0.1 AND 0.5",
        "nd_rbf(l.v, r.v, 0.1D) > 0.4",
      })
  void joinsByAThreshold(String condition) {
    String columns = "SELECT l.id, l.g, r.id AS other, r.v FROM ";
    List<String> rows =
        both.requireSameRows(
            "NDArrayWithinJoin",
            List.of(
                columns + "l CROSS JOIN r WHERE " + condition,
                columns + "r JOIN l ON " + condition));
    assertThat(rows).as("matches").isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT l.g, r.id + 1 AS other FROM l CROSS JOIN r WHERE nd_euclidean(l.v, r.v) < 2",
        "SELECT l.g, max(r.id) FROM l CROSS JOIN r WHERE nd_euclidean(l.v, r.v) < 2 GROUP BY l.g",
        "SELECT l.g, min(nd_euclidean(l.v, r.v)) FROM l CROSS JOIN r GROUP BY l.g",
        "SELECT count(*) FROM l CROSS JOIN r WHERE nd_euclidean(l.v, r.v) < 2",
      })
  void makesNoColumnsThatNobodyReads(String query) {
    assertThat(both.requireSameRows("NDArray", query)).isNotEmpty();
    assertThat(spark.sql(query).queryExecution().executedPlan().toString())
        .as("no vectors among the columns")
        .containsPattern("NDArray\\w+Join .*v#\\d+")
        .doesNotContainPattern("NDArray\\w+Join .*\\[.*v#");
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "none", "empty", "odd", "holes"})
  void comparesNullsAndNaNsAsSparkDoes(String other) {
    both.requireSameRows(
        "NDArrayWithinJoin",
        Stream.of("<", "<=", ">", ">=")
            .map(
                sign ->
                    "SELECT a.id, b.id AS other FROM odd a, %s b WHERE nd_euclidean(a.v, b.v) %s 1"
                        .formatted(other, sign))
            .toList());
    both.requireSameRows(
        "NDArrayBestOfCrossJoin",
        Stream.of("min", "max")
            .map(
                function ->
                    "SELECT a.id, %1$s(nd_euclidean(a.v, b.v)) AS d, %1$s_by(b.id, nd_euclidean(a.v, b.v)) AS o FROM odd a CROSS JOIN %2$s b GROUP BY a.id"
                        .formatted(function, other))
            .toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT l.id, min(vector_l2_distance(l.v, r.v)) AS d FROM l CROSS JOIN r GROUP BY l.id",
        "SELECT l.id, max(nd_euclidean(l.v, r.v)) AS d FROM l, r GROUP BY l.id",
        "SELECT min(nd_cityblock(l.v, r.v)) AS d FROM l CROSS JOIN r",
        "SELECT r.id, min_by(l.id, nd_euclidean(l.v, r.v)) AS n FROM l CROSS JOIN r GROUP BY r.id",
        "SELECT g + 1 AS k, min(d) AS d, min_by(named_struct('a', a, 'b', b), d) AS n FROM (SELECT"
            + " l.g, l.id AS a, r.id AS b, nd_minkowski(l.v, r.v, 3) AS d FROM l CROSS JOIN r)"
            + " GROUP BY g + 1",
        "SELECT l.id, sqrt(min(vector_l2_distance(l.v, r.v))) + 1 AS d FROM l CROSS JOIN r WHERE"
            + " r.id > 5 AND l.id < 40 GROUP BY l.id HAVING min(vector_l2_distance(l.v, r.v)) > 1",
        "SELECT l.id, max_by(r.v, vector_inner_product(r.v, l.v)) AS v FROM l, r GROUP BY l.id",
        "SELECT count(*) AS n, max(d) AS m FROM (SELECT l.id, min(nd_sqeuclidean(l.v, r.v)) AS d"
            + " FROM l CROSS JOIN r GROUP BY l.id)",
      })
  void findsTheBestOfACrossJoin(String query) {
    both.requireSameRows("NDArrayBestOfCrossJoin", query);
  }

  @Test
  void refusesVectorsOfDifferentLengthsAsTheFunctionsDo() {
    for (String query :
        List.of(
            "SELECT a.id FROM small a, ragged b WHERE nd_euclidean(a.v, b.v) < 3",
            "SELECT a.id, min(nd_euclidean(a.v, b.v)) FROM small a, ragged b GROUP BY a.id")) {
      assertThatThrownBy(() -> both.rows(query))
          .hasStackTraceContaining("vectors must have the same length, not 2 and 1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT l.id FROM l JOIN r ON l.g = r.g AND nd_euclidean(l.v, r.v) < 2",
        "SELECT l.id FROM l LEFT JOIN r ON nd_euclidean(l.v, r.v) < 2",
        "SELECT l.id FROM l, r WHERE nd_euclidean(l.v, r.v) < r.id",
        "SELECT l.id FROM l, r WHERE nd_euclidean(l.v, r.v) < 2 OR l.id = 3",
        "SELECT l.id FROM l, r WHERE nd_euclidean(l.v, l.v) + r.id < 2",
        "SELECT /*+ BROADCAST(r) */ l.id FROM l, r WHERE nd_euclidean(l.v, r.v) < 2",
        "SELECT l.id, min(nd_euclidean(l.v, r.v)), count(*) FROM l, r GROUP BY l.id",
        "SELECT l.id, r.g, min(nd_euclidean(l.v, r.v)) FROM l, r GROUP BY l.id, r.g",
        "SELECT l.id, min(nd_euclidean(l.v, r.v)), max(nd_euclidean(l.v, r.v)) FROM l, r GROUP BY"
            + " l.id",
        "SELECT l.id, min(nd_euclidean(l.v, r.v)) FILTER (WHERE r.id > 3) FROM l, r GROUP BY l.id",
        "SELECT l.id, min(nd_euclidean(l.v, r.v) + r.id) FROM l, r GROUP BY l.id",
        "SELECT l.id, min(nd_euclidean(l.v, r.v)) FROM l, r WHERE l.id < r.id GROUP BY l.id",
      })
  void leavesWhatDoesNotMatchToSpark(String query) {
    both.requireSparks(query);
  }

  @Test
  void leavesSidesThatMayNotFitToSpark() {
    String query = "SELECT l.id FROM l, r WHERE nd_euclidean(l.v, r.v) < 2";
    spark.conf().set("spark.ndarray.sql.nearest.maxRightBytes", "10b");
    try {
      both.requireSparks(query);
    } finally {
      spark.conf().unset("spark.ndarray.sql.nearest.maxRightBytes");
    }
    assertThat(both.plan(query)).contains("NDArrayWithinJoin");
  }
}
