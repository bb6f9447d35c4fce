package io.github.sparkndarray.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.sql.PairwiseJoin;
import io.github.sparkndarray.testing.SparkTest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Joins by distance against what Spark's own SQL says of the same tables. */
@SparkTest(
    conf = {
      TinyBlocks.NOTHING_ON_THE_DRIVER,
      "spark.ndarray.local.maxMillis=0",
      TinyBlocks.KRYO,
      TinyBlocks.KRYO_REGISTRATOR
    })
class PairwiseJoinTest {
  private static final String POINTS =
      "SELECT id, concat('p', id) AS name, id %% 3 AS g, pmod(hash(id, %d), 20) / 4D AS x,"
          + " pmod(hash(id, %d, 1), 20) / 4D AS y FROM range(0, %d, 1, 3)";

  /** Points on a coarse grid, so that many distances are equal. */
  private static Dataset<Row> points(SparkSession spark, int seed, int rows) {
    return spark.sql(String.format(POINTS, seed, seed, rows));
  }

  private static final String EUCLIDEAN = "sqrt((l.x - r.x) * (l.x - r.x) + (l.y - r.y) * (l.y - r.y))";

  /** Left id, right id, distance, rank as Spark's SQL finds them, all pairs compared. */
  private static List<String> oracle(
      Dataset<Row> left, Dataset<Row> right, String distance, String where, String limit) {
    left.createOrReplaceTempView("l");
    right.createOrReplaceTempView("r");
    String order = limit.contains("farthest") ? "DESC" : "ASC";
    return texts(
        left.sparkSession()
            .sql(
                "SELECT li, ri, round(d, 9), k FROM (SELECT *, row_number() OVER (PARTITION BY li"
                    + " ORDER BY d "
                    + order
                    + ", ri) AS k FROM (SELECT l.id AS li, r.id AS ri, "
                    + distance
                    + " AS d FROM l CROSS JOIN r WHERE "
                    + where
                    + ")) WHERE "
                    + limit.replace("farthest", "")
                    + " ORDER BY li, k"));
  }

  private static List<String> found(PairwiseJoin join) {
    return texts(
        join.toDataFrame()
            .selectExpr("id", "id_right", "round(distance, 9)", "rank")
            .orderBy("id", "rank"));
  }

  private static List<String> texts(Dataset<Row> rows) {
    return Arrays.stream((Row[]) rows.collect()).map(Row::toString).toList();
  }

  @Test
  void theNearestAreThoseOfAllPairs(SparkSession spark) {
    Dataset<Row> left = points(spark, 1, 70);
    Dataset<Row> right = points(spark, 2, 50);
    PairwiseJoin join = PairwiseJoin.nearest(left, right).features("x", "y").id("id");
    assertThat(found(join.k(3))).isEqualTo(oracle(left, right, EUCLIDEAN, "true", "k <= 3"));
    assertThat(found(join.within(1.25)))
        .isEqualTo(oracle(left, right, EUCLIDEAN, EUCLIDEAN + " <= 1.25", "true"));
    assertThat(found(join.k(2).within(0.5)))
        .isEqualTo(oracle(left, right, EUCLIDEAN, EUCLIDEAN + " <= 0.5", "k <= 2"));
    assertThat(found(join.metric("cityblock").k(2)))
        .isEqualTo(oracle(left, right, "abs(l.x - r.x) + abs(l.y - r.y)", "true", "k <= 2"));
    assertThat(found(join.metric("maximum(abs(a - b)[..., 0], abs(a - b)[..., 1])").k(1)))
        .isEqualTo(
            oracle(left, right, "greatest(abs(l.x - r.x), abs(l.y - r.y))", "true", "k <= 1"));
    PairwiseJoin far = PairwiseJoin.farthest(left, right).features("x", "y").id("id").k(2);
    assertThat(found(far)).isEqualTo(oracle(left, right, EUCLIDEAN, "true", "farthest k <= 2"));
    PairwiseJoin like = PairwiseJoin.mostSimilar(left, right).features("x", "y").id("id").k(2);
    assertThat(found(like))
        .isEqualTo(oracle(left, right, "l.x * r.x + l.y * r.y", "true", "farthest k <= 2"));
  }

  @Test
  void aTableIsJoinedWithItselfWithoutTheRowsThemselves(SparkSession spark) {
    Dataset<Row> table = points(spark, 3, 60);
    PairwiseJoin join = PairwiseJoin.nearest(table).features("x", "y").id("id");
    assertThat(found(join.k(4))).isEqualTo(oracle(table, table, EUCLIDEAN, "l.id != r.id", "k <= 4"));
    assertThat(found(join.within(0.5)))
        .isEqualTo(oracle(table, table, EUCLIDEAN, "l.id != r.id AND " + EUCLIDEAN + " <= 0.5", "true"));
  }

  @Test
  void groupsAreComparedInsideThemselves(SparkSession spark) {
    Dataset<Row> left = points(spark, 4, 40);
    Dataset<Row> right = points(spark, 5, 7);
    PairwiseJoin join = PairwiseJoin.nearest(left, right).features("x", "y").id("id").by("g");
    assertThat(found(join.k(3)))
        .as("groups of the right side have 2 or 3 rows")
        .isEqualTo(oracle(left, right, EUCLIDEAN, "l.g = r.g", "k <= 3"));
    assertThat(found(join.within(1)))
        .isEqualTo(oracle(left, right, EUCLIDEAN, "l.g = r.g AND " + EUCLIDEAN + " <= 1", "true"));
    PairwiseJoin self = PairwiseJoin.nearest(left).features("x", "y").id("id").by("g");
    assertThat(found(self.k(2)))
        .isEqualTo(oracle(left, left, EUCLIDEAN, "l.g = r.g AND l.id != r.id", "k <= 2"));
    assertThat(found(self.within(0.5)))
        .isEqualTo(
            oracle(
                left,
                left,
                EUCLIDEAN,
                "l.g = r.g AND l.id != r.id AND " + EUCLIDEAN + " <= 0.5",
                "true"));
  }

  @Test
  void theResultHasTheColumnsOfBothSides(SparkSession spark) {
    Dataset<Row> queries =
        spark.sql("SELECT 7 AS q, array(1F, 0F) AS v UNION ALL SELECT 8, array(0F, 2F)");
    Dataset<Row> items = spark.sql("SELECT 'a' AS id, array(1F, 1F) AS v, true AS ok");
    Dataset<Row> result = PairwiseJoin.nearest(queries, items).features("v").toDataFrame();
    assertThat(result.schema().simpleString())
        .isEqualTo(
            "struct<q:int,v:array<float>,id:string,v_right:array<float>,ok:boolean,distance:double,"
                + "rank:int>");
    assertThat(texts(result.orderBy("q")))
        .containsExactly(
            "[7,ArraySeq(1.0, 0.0),a,ArraySeq(1.0, 1.0),true,1.0,1]",
            "[8,ArraySeq(0.0, 2.0),a,ArraySeq(1.0, 1.0),true,1.4142135381698608,1]");
  }

  @Test
  void pointsOnTheEarthAreKilometresApart(SparkSession spark) {
    Dataset<Row> towns =
        spark.sql(
            "SELECT * FROM VALUES ('Paris', 48.8566, 2.3522), ('London', 51.5074, -0.1278),"
                + " ('Suva', -18.1416, 178.4419), ('Apia', -13.8333, -171.7667) AS t(id, lat, lng)");
    PairwiseJoin join =
        PairwiseJoin.nearest(towns).features("lat", "lng").id("id").metric("haversine");
    assertThat(
            texts(
                join.toDataFrame()
                    .selectExpr("id", "id_right", "round(distance, 1)", "rank")
                    .orderBy("id")))
        .containsExactly(
            "[Apia,Suva,1150.7,1]",
            "[London,Paris,343.6,1]",
            "[Paris,London,343.6,1]",
            "[Suva,Apia,1150.7,1]");
    assertThat(join.within(400).toDataFrame().count()).isEqualTo(2);
    assertThat(
            join.metric("haversine", Map.of("degrees", false, "radius", 1.0))
                .within(0.1)
                .toDataFrame()
                .count())
        .isZero();
  }

  private static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("no features", j -> j, "ND_INVALID_ARGUMENT", "Cannot compare rows without features"),
        mistake("a column that is not there", j -> j.features("w"), "UNRESOLVED_COLUMN",
            "Cannot find the column 'w': there are only [id, name, g, x, y]"),
        mistake("an id that is not there", j -> j.features("x").id("key"), "UNRESOLVED_COLUMN",
            "Cannot find the column 'key'"),
        mistake("a group that is not there", j -> j.features("x").by("h"), "UNRESOLVED_COLUMN",
            "Cannot find the column 'h'"),
        mistake("text", j -> j.features("name"), "ND_WRONG_TYPE",
            "Cannot take numbers from the column 'name', which is string"),
        mistake("an unknown metric", j -> j.features("x").metric("euclidian"), "ND_UNKNOWN_METRIC",
            "Cannot use the metric 'euclidian'"),
        mistake("a formula that is none", j -> j.features("x", "y").metric("a -"),
            "ND_UNKNOWN_METRIC", "Cannot use the metric 'a -'"),
        mistake("a formula that gives vectors", j -> j.features("x", "y").metric("abs(a - b)"),
            "ND_UNKNOWN_METRIC", "Cannot use the metric 'abs(a - b)'"),
        mistake("a parameter that is not there",
            j -> j.features("x").metric("minkowski", Map.of("q", 3)), "ND_UNKNOWN_METRIC",
            "Cannot use the metric 'minkowski'"),
        mistake("haversine of three numbers", j -> j.features("x", "y", "g").metric("haversine"),
            "ND_UNKNOWN_METRIC", "haversine takes latitudes and longitudes"),
        mistake("k = 0", j -> j.features("x").k(0), "ND_INVALID_ARGUMENT",
            "Cannot find the best k=0 rows: k is at least 1"),
        mistake("a negative radius", j -> j.features("x").within(-1), "ND_INVALID_ARGUMENT",
            "Cannot find what is within -1.0: a radius is no negative number"));
  }

  private static Arguments mistake(
      String what, Function<PairwiseJoin, PairwiseJoin> build, String condition, String message) {
    return Arguments.of(what, build, condition, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void mistakesAreSeenBeforeAnythingRuns(
      String what,
      Function<PairwiseJoin, PairwiseJoin> build,
      String condition,
      String message,
      SparkSession spark) {
    PairwiseJoin join = PairwiseJoin.nearest(points(spark, 1, 10), points(spark, 2, 10));
    assertThatThrownBy(() -> build.apply(join).toDataFrame())
        .isInstanceOfSatisfying(
            AnalysisException.class, e -> assertThat(e.getCondition()).isEqualTo(condition))
        .hasMessageContaining(message);
  }

  @Test
  void whatOnlyDataShowsIsSaidWhenRowsAreAskedFor(SparkSession spark) {
    Dataset<Row> table = points(spark, 1, 10);
    PairwiseJoin join = PairwiseJoin.nearest(table).features("x", "y").id("id");
    Dataset<Row> tooMany = join.k(10).toDataFrame();
    assertThatThrownBy(tooMany::count)
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining(
            "Cannot find the best k=10 rows: there are only 9 to compare each row with");
    Dataset<Row> withNull = table.selectExpr("id", "IF(id = 4, NULL, x) AS x");
    Dataset<Row> missing = PairwiseJoin.nearest(withNull).features("x").id("id").toDataFrame();
    assertThatThrownBy(missing::count)
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining("1 rows have null values, the first of them with ids 4");
    Dataset<Row> nobody = table.where("id < 0");
    assertThat(
            PairwiseJoin.nearest(nobody, table).features("x").id("id").k(2).toDataFrame().count())
        .isZero();
  }
}
