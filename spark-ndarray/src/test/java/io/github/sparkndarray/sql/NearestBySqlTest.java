package io.github.sparkndarray.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code NEAREST BY} by this library's operator and by Spark's plan: the same rows. */
class NearestBySqlTest {
  private static final String ENABLED = "spark.ndarray.sql.nearest.enabled";
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = LocalSession.start();
    spark.conf().set("spark.sql.crossJoin.enabled", "true");
    // Vectors of 11 and 3 numbers with many ties, nulls, and zeros; two partitions.
    view("l", 60, 11, 7);
    view("r", 83, 11, 5);
    view("l3", 50, 3, 4);
    view("r3", 70, 3, 3);
    spark
        .sql(
            "SELECT id, array(float('nan'), float(id)) AS v FROM range(0, 3, 1, 1) UNION ALL SELECT"
                + " 9, array(float(1), float('inf'))")
        .createOrReplaceTempView("odd");
    spark
        .sql("SELECT id, IF(id = 3, array(1F), array(1F, 2F)) AS v FROM range(0, 6, 1, 1)")
        .createOrReplaceTempView("ragged");
    spark
        .sql(
            "SELECT id, IF(id % 2 = 0, NULL, array(1F, IF(id = 3, NULL, 2F))) AS v FROM range(0, 6,"
                + " 1, 1)")
        .createOrReplaceTempView("nulls");
    spark.sql("SELECT id, v FROM ragged WHERE id < 0").createOrReplaceTempView("none");
  }

  private static void view(String name, int rows, int width, int distinct) {
    spark
        .sql(
            ("SELECT id, transform(sequence(1, %d), k -> float((hash(id, k) %% %d) / 3)) AS v,"
                    + " concat('n', id) AS name FROM range(0, %d, 1, 2)")
                .formatted(width, distinct, rows))
        .createOrReplaceTempView(name);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @AfterEach
  void reset() {
    spark.conf().unset(ENABLED);
  }

  private static List<String> rows(String query) {
    return spark.sql(query).collectAsList().stream().map(Object::toString).sorted().toList();
  }

  private static List<String> sparks(String query) {
    spark.conf().set(ENABLED, "false");
    try {
      assertThat(plan(query)).doesNotContain("NDArrayNearestJoin");
      return rows(query);
    } finally {
      spark.conf().unset(ENABLED);
    }
  }

  private static String plan(String query) {
    return spark.sql("EXPLAIN " + query).head().getString(0);
  }

  private static void assertSameRows(String query) {
    assertThat(plan(query)).contains("NDArrayNearestJoin");
    assertThat(rows(query)).isEqualTo(sparks(query));
  }

  @ParameterizedTest
  @CsvSource({
    "APPROX, 1, DISTANCE, vector_l2_distance",
    "EXACT, 1, DISTANCE, vector_l2_distance",
    "EXACT, 5, DISTANCE, vector_l2_distance",
    "EXACT, 100, DISTANCE, vector_l2_distance",
    "APPROX, 3, SIMILARITY, vector_l2_distance",
    "APPROX, 1, SIMILARITY, vector_inner_product",
    "EXACT, 4, SIMILARITY, vector_inner_product",
    "EXACT, 1, SIMILARITY, vector_cosine_similarity",
    "EXACT, 6, SIMILARITY, vector_cosine_similarity",
    "EXACT, 2, DISTANCE, vector_cosine_similarity",
  })
  void givesTheRowsOfSpark(String mode, int k, String direction, String function) {
    for (String suffix : List.of("", "3")) {
      assertSameRows(
          "SELECT a.id, a.name, b.id AS other, b.name AS n, %s(a.v, b.v) AS d FROM l%s a JOIN r%s b %s NEAREST %d BY %s %s(a.v, b.v)"
              .formatted(function, suffix, suffix, mode, k, direction, function));
    }
  }

  /** Where Spark streams the right side, its choice among ties is not always the same. */
  @Test
  void takesTheVectorsInEitherOrderAndExpressions() {
    assertSameRows(
        "SELECT a.id, vector_l2_distance(b.v, transform(a.v, x -> x * 2F)) AS d FROM l3 a JOIN r3 b"
            + " EXACT NEAREST 2 BY DISTANCE vector_l2_distance(b.v, transform(a.v, x -> x * 2F))");
  }

  @Test
  void keepsLeftRowsWithoutAMatchInAnOuterJoin() {
    for (String right : List.of("nulls", "none", "ragged WHERE id <> 3")) {
      assertSameRows(
          "SELECT a.id, b.id AS other FROM nulls a LEFT OUTER JOIN (SELECT * FROM %s) b EXACT NEAREST 2 BY DISTANCE vector_l2_distance(a.v, b.v)"
              .formatted(right));
    }
  }

  @Test
  void ordersNaNAndInfinityAsSparkDoes() {
    for (String direction : List.of("DISTANCE", "SIMILARITY")) {
      assertSameRows(
          "SELECT a.id, b.id AS other FROM ragged a JOIN odd b EXACT NEAREST 2 BY %s vector_l2_distance(a.v, b.v) WHERE a.id <> 3"
              .replace("ragged a", "(SELECT * FROM ragged WHERE id <> 3) a")
              .formatted(direction));
    }
  }

  @Test
  void refusesVectorsOfDifferentLengthsAsSparkDoes() {
    String query =
        "SELECT a.id, b.id AS other FROM odd a JOIN ragged b EXACT NEAREST 1 BY DISTANCE"
            + " vector_l2_distance(a.v, b.v)";
    assertThat(plan(query)).contains("NDArrayNearestJoin");
    assertThatThrownBy(() -> rows(query)).hasStackTraceContaining("VECTOR_DIMENSION_MISMATCH");
    assertThatThrownBy(() -> sparks(query)).hasStackTraceContaining("VECTOR_DIMENSION_MISMATCH");
  }

  @Test
  void isPartOfLargerQueries() {
    assertSameRows(
        "SELECT name, count(*) AS n, max(other) AS m FROM (SELECT a.name, b.id AS other FROM l a"
            + " JOIN r b EXACT NEAREST 3 BY DISTANCE vector_l2_distance(a.v, b.v) WHERE b.id > 10)"
            + " GROUP BY name");
  }

  @Test
  void leavesWhatDoesNotMatchToSpark() {
    assertThat(plan("SELECT a.id FROM l a JOIN r b EXACT NEAREST 1 BY DISTANCE abs(a.id - b.id)"))
        .doesNotContain("NDArrayNearestJoin");
    spark.conf().set("spark.ndarray.sql.nearest.maxRightBytes", "10b");
    try {
      assertThat(
              plan(
                  "SELECT a.id FROM l a JOIN r b EXACT NEAREST 1 BY DISTANCE"
                      + " vector_l2_distance(a.v, b.v)"))
          .doesNotContain("NDArrayNearestJoin");
    } finally {
      spark.conf().unset("spark.ndarray.sql.nearest.maxRightBytes");
    }
  }
}
