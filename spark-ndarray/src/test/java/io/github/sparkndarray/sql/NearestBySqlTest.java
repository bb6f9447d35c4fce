package io.github.sparkndarray.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.expr.Metric;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code NEAREST BY} by this library's operator and by Spark's plan: the same rows. */
class NearestBySqlTest {
  private static final String OPERATOR = "NDArrayNearestJoin";
  private static SparkSession spark;
  private static BothPlans both;

  @BeforeAll
  static void start() {
    spark = LocalSession.start();
    both = new BothPlans(spark, "spark.ndarray.sql.nearest.enabled", List.of(OPERATOR));
    LocalSession.interpret(spark);
    spark.conf().set("spark.sql.crossJoin.enabled", "true");
    // Vectors of 11 and 3 numbers with many ties, nulls, and zeros; two partitions.
    view("l", 60, 11, 7);
    view("r", 83, 11, 5);
    view("l3", 50, 3, 4);
    view("r3", 70, 3, 3);
    view("apart", 16, 3, 100_003);
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
    String query =
        "SELECT a.id, a.name, b.id AS other, b.name AS n, %1$s(a.v, b.v) AS d FROM l a JOIN r b %2$s NEAREST %3$d BY %4$s %1$s(a.v, b.v)"
            .formatted(function, mode, k, direction);
    both.requireSameRows(OPERATOR, List.of(query, query.replace("l a JOIN r b", "l3 a JOIN r3 b")));
  }

  private static String parameters(Metric metric) {
    return switch (metric) {
      case MAHALANOBIS -> ", array(array(2D, 1D, 0D), array(1D, 3D, 0.5D), array(0D, 0.5D, 1D))";
      case SEUCLIDEAN -> ", array(1.5D, 2D, 0.25D)";
      case MINKOWSKI -> ", 3, array(1.5D, 2D, 0.25D)";
      case POLY -> ", 0.25D, 1D, 2D";
      default -> "";
    };
  }

  /** Which of equally distant rows Spark takes depends on how it sends them. */
  @Test
  void takesMetricsWithTheirParameters() {
    List<String> queries =
        Stream.of(
                Metric.MINKOWSKI,
                Metric.MAHALANOBIS,
                Metric.SEUCLIDEAN,
                Metric.DICE,
                Metric.HAMMING,
                Metric.HAVERSINE,
                Metric.COSINE,
                Metric.POLY,
                Metric.CHI2)
            .map(NearestBySqlTest::nearestBy)
            .toList();
    both.requireSameRows(OPERATOR, queries);
  }

  private static String nearestBy(Metric metric) {
    String vector = metric == Metric.HAVERSINE ? "slice(%s.v, 1, 2)" : "%s.v";
    String function =
        "%s(%s, %s%s)"
            .formatted(
                MetricFunction.sqlName(metric),
                vector.formatted("a"),
                vector.formatted("b"),
                parameters(metric));
    boolean hasTies = metric.input() != Metric.Input.FLOATING;
    return "SELECT a.id, %s AS other, double(%2$s) AS d FROM apart a JOIN apart b EXACT NEAREST 2 BY %3$s %2$s"
        .formatted(
            hasTies ? "0L" : "b.id",
            function,
            metric.kind() == Metric.Kind.DISTANCE ? "DISTANCE" : "SIMILARITY");
  }

  @Test
  void takesMetricsOfEveryType() {
    String join = "SELECT a.id, %1$s AS d FROM l3 a JOIN r3 b EXACT NEAREST 3 BY DISTANCE %1$s";
    List<String> queries =
        Stream.of(
                "nd_cityblock(transform(a.v, x -> double(x)), transform(b.v, x -> double(x)))",
                "nd_hamming(transform(a.v, x -> int(x * 3)), transform(b.v, x -> bigint(x * 3)))",
                "nd_jaccard(transform(a.v, x -> x > 1), transform(b.v, x -> x > 1))",
                "nd_braycurtis(b.v, transform(a.v, x -> double(x)))")
            .map(join::formatted)
            .toList();
    both.requireSameRows(OPERATOR, queries);
  }

  @Test
  void treatsNullsAndLengthsOfMetricsAsTheFunctionsDo() {
    String join =
        "SELECT a.id, b.id AS other FROM nulls a LEFT OUTER JOIN (SELECT * FROM %s) b EXACT NEAREST"
            + " 2 BY DISTANCE nd_euclidean(a.v, b.v)";
    both.requireSameRows(OPERATOR, List.of(join.formatted("nulls"), join.formatted("none")));
    String ragged = join.formatted("ragged");
    assertThat(both.plan(ragged)).contains(OPERATOR);
    assertThatThrownBy(() -> both.rows(ragged))
        .hasStackTraceContaining("the same length, not 2 and 1");
    assertThatThrownBy(() -> both.sparks(ragged))
        .hasStackTraceContaining("the same length, not 2 and 1");
    spark.conf().set("spark.sql.ansi.enabled", "false");
    try {
      both.requireSameRows(OPERATOR, ragged);
    } finally {
      spark.conf().unset("spark.sql.ansi.enabled");
    }
  }

  @Test
  void leavesMetricsWithOtherParametersToSpark() {
    String query =
        "SELECT a.id FROM l3 a JOIN r3 b EXACT NEAREST 1 BY DISTANCE nd_minkowski(a.v, b.v, 1 +"
            + " b.id % 2)";
    assertThat(both.plan(query)).doesNotContain(OPERATOR);
    assertThat(both.rows(query)).hasSize(50);
  }

  /** Where Spark streams the right side, its choice among ties is not always the same. */
  @Test
  void takesTheVectorsInEitherOrderAndExpressions() {
    both.requireSameRows(
        OPERATOR,
        "SELECT a.id, vector_l2_distance(b.v, transform(a.v, x -> x * 2F)) AS d FROM l3 a JOIN r3 b"
            + " EXACT NEAREST 2 BY DISTANCE vector_l2_distance(b.v, transform(a.v, x -> x * 2F))");
  }

  @Test
  void keepsLeftRowsWithoutAMatchInAnOuterJoin() {
    String join =
        "SELECT a.id, b.id AS other FROM nulls a LEFT OUTER JOIN (SELECT * FROM %s) b EXACT NEAREST"
            + " 2 BY DISTANCE vector_l2_distance(a.v, b.v)";
    List<String> queries =
        Stream.of("nulls", "none", "ragged WHERE id <> 3").map(join::formatted).toList();
    both.requireSameRows(OPERATOR, queries);
  }

  @Test
  void ordersNaNAndInfinityAsSparkDoes() {
    String query =
        "SELECT a.id, b.id AS other FROM (SELECT * FROM ragged WHERE id <> 3) a JOIN odd b EXACT"
            + " NEAREST 2 BY %s vector_l2_distance(a.v, b.v)";
    both.requireSameRows(
        OPERATOR, List.of(query.formatted("DISTANCE"), query.formatted("SIMILARITY")));
  }

  @Test
  void refusesVectorsOfDifferentLengthsAsSparkDoes() {
    String query =
        "SELECT a.id, b.id AS other FROM odd a JOIN ragged b EXACT NEAREST 1 BY DISTANCE"
            + " vector_l2_distance(a.v, b.v)";
    assertThat(both.plan(query)).contains(OPERATOR);
    assertThatThrownBy(() -> both.rows(query)).hasStackTraceContaining("VECTOR_DIMENSION_MISMATCH");
    assertThatThrownBy(() -> both.sparks(query))
        .hasStackTraceContaining("VECTOR_DIMENSION_MISMATCH");
  }

  @Test
  void isPartOfLargerQueries() {
    both.requireSameRows(
        OPERATOR,
        "SELECT name, count(*) AS n, max(other) AS m FROM (SELECT a.name, b.id AS other FROM l a"
            + " JOIN r b EXACT NEAREST 3 BY DISTANCE vector_l2_distance(a.v, b.v) WHERE b.id > 10)"
            + " GROUP BY name");
  }

  @Test
  void leavesWhatDoesNotMatchToSpark() {
    assertThat(
            both.plan("SELECT a.id FROM l a JOIN r b EXACT NEAREST 1 BY DISTANCE abs(a.id - b.id)"))
        .doesNotContain(OPERATOR);
    spark.conf().set("spark.ndarray.sql.nearest.maxRightBytes", "10b");
    try {
      assertThat(
              both.plan(
                  "SELECT a.id FROM l a JOIN r b EXACT NEAREST 1 BY DISTANCE"
                      + " vector_l2_distance(a.v, b.v)"))
          .doesNotContain(OPERATOR);
    } finally {
      spark.conf().unset("spark.ndarray.sql.nearest.maxRightBytes");
    }
  }
}
