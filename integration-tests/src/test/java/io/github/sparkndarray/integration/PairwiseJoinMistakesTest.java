package io.github.sparkndarray.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.sql.PairwiseJoin;
import io.github.sparkndarray.testing.SparkTest;
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

/** What joins by distance refuse, with which condition and which words. */
@SparkTest
class PairwiseJoinMistakesTest {
  private static final String[] COLUMNS = {
    "*", "array(x, y) AS v", "array(array(x)) AS m", "map(id, id) AS pairs"
  };

  private static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake(
            "no features", j -> j, "ND_INVALID_ARGUMENT", "Cannot compare rows without features"),
        mistake(
            "a column that is not there",
            j -> j.features("w"),
            "UNRESOLVED_COLUMN",
            "Cannot find the column 'w': there are only [id, name, g, x, y, v, m, pairs]"),
        mistake(
            "an id that is not there",
            j -> j.features("x").id("key"),
            "UNRESOLVED_COLUMN",
            "Cannot find the column 'key'"),
        mistake(
            "a group that is not there",
            j -> j.features("x").by("h"),
            "UNRESOLVED_COLUMN",
            "Cannot find the column 'h'"),
        mistake(
            "text",
            j -> j.features("name"),
            "ND_WRONG_TYPE",
            "Cannot take numbers from the column 'name', which is string"),
        mistake(
            "an unknown metric",
            j -> j.features("x").metric("euclidian"),
            "ND_UNKNOWN_METRIC",
            "Cannot use the metric 'euclidian'"),
        mistake(
            "a formula that is none",
            j -> j.features("x", "y").metric("a -"),
            "ND_UNKNOWN_METRIC",
            "Cannot use the metric 'a -'"),
        mistake(
            "a formula that gives vectors",
            j -> j.features("x", "y").metric("abs(a - b)"),
            "ND_UNKNOWN_METRIC",
            "Cannot use the metric 'abs(a - b)'"),
        mistake(
            "a parameter that is not there",
            j -> j.features("x").metric("minkowski", Map.of("q", 3)),
            "ND_UNKNOWN_METRIC",
            "Cannot use the metric 'minkowski'"),
        mistake(
            "a parameter that a formula has not",
            j -> j.features("x").metric("abs(a - b).sum(-1)", Map.of("q", 3)),
            "ND_UNKNOWN_METRIC",
            "the formula has no parameter 'q'"),
        mistake(
            "a formula without its parameter",
            j -> j.features("x").metric("(abs(a - b) ** p).sum(-1)", Map.of()),
            "ND_UNKNOWN_METRIC",
            "name 'p' is not defined: the vectors are a and b, and 'p' is not given"),
        mistake(
            "a formula of vectors in one column without its parameter",
            j -> j.features("v").metric("(abs(a - b) ** p).sum(-1)", Map.of()),
            "ND_UNKNOWN_METRIC",
            "name 'p' is not defined: the vectors are a and b, and 'p' is not given"),
        mistake(
            "a formula that gives vectors of vectors in one column",
            j -> j.features("v").metric("abs(a - b)"),
            "ND_UNKNOWN_METRIC",
            "the formula gives an array of 3 axes for all pairs, not one number for each"),
        mistake(
            "a formula that gives text",
            j -> j.features("v").metric("'abc'"),
            "ND_UNKNOWN_METRIC",
            "A metric must give an array, not a value of type 'str'"),
        mistake(
            "a formula that gives complex numbers",
            j -> j.features("v").metric("(a - b).sum(-1) * 1j"),
            "ND_UNKNOWN_METRIC",
            "its values are complex128, which have no order"),
        mistake(
            "a radius of the Earth that is none",
            j -> j.features("x", "y").metric("HAVERSINE", Map.of("radius", -1)),
            "ND_UNKNOWN_METRIC",
            "radius must be a number greater than 0"),
        mistake(
            "nested arrays",
            j -> j.features("m"),
            "ND_WRONG_TYPE",
            "Cannot take vectors from the column 'm', which is array<array<double>>"),
        mistake(
            "ids without an order",
            j -> j.features("x").id("pairs"),
            "ND_WRONG_TYPE",
            "Cannot rank rows by 'pairs', which is map<bigint,bigint>"),
        mistake(
            "haversine of three numbers",
            j -> j.features("x", "y", "g").metric("haversine"),
            "ND_UNKNOWN_METRIC",
            "haversine takes latitudes and longitudes"),
        mistake(
            "k = 0",
            j -> j.features("x").k(0),
            "ND_INVALID_ARGUMENT",
            "Cannot find the best k=0 rows: k is at least 1"),
        mistake(
            "a negative k",
            j -> j.features("x").k(-3),
            "ND_INVALID_ARGUMENT",
            "Cannot find the best k=-3 rows: k is at least 1"),
        mistake(
            "a radius that is no number",
            j -> j.features("x").within(Double.NaN),
            "ND_INVALID_ARGUMENT",
            "Cannot find what is within NaN: a radius is no negative number"),
        mistake(
            "k of a table that has fewer rows",
            j -> j.features("x").k(11),
            "ND_INVALID_ARGUMENT",
            "Cannot find the best k=11 rows: there are only 10 to compare each row with"),
        mistake(
            "no metric of vectors in one column",
            j -> j.features("x").metric("cosin"),
            "ND_UNKNOWN_METRIC",
            "Cannot use the metric 'cosin'"),
        mistake(
            "a radius for the farthest",
            j -> PairwiseJoin.farthest(j.features("x").toDataFrame()).within(1),
            "ND_INVALID_ARGUMENT",
            "Cannot find the farthest within a radius"),
        mistake(
            "a negative radius",
            j -> j.features("x").within(-1),
            "ND_INVALID_ARGUMENT",
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
    PairwiseJoin join =
        PairwiseJoin.nearest(
            GridPoints.of(spark, 1, 10).selectExpr(COLUMNS),
            GridPoints.of(spark, 2, 10).selectExpr(COLUMNS));
    assertThatThrownBy(() -> build.apply(join).toDataFrame())
        .isInstanceOfSatisfying(
            AnalysisException.class, e -> assertThat(e.getCondition()).isEqualTo(condition))
        .hasMessageContaining(message);
  }

  private record Data(
      String what, Function<SparkSession, PairwiseJoin> join, String condition, String message) {}

  /** Mistakes that no schema shows. */
  private static List<Data> dataMistakes() {
    return List.of(
        new Data(
            "k of a table that Spark does not know the size of",
            spark -> nearest(GridPoints.of(spark, 1, 10).where("id < 9")).k(9),
            "ND_INVALID_ARGUMENT",
            "Cannot find the best k=9 rows: there are only 8 to compare each row with"),
        new Data(
            "a null number",
            spark ->
                nearest(GridPoints.of(spark, 1, 10).selectExpr("id", "IF(id = 4, NULL, x) x", "y")),
            "ND_NULL_VALUES",
            "1 rows have null values, the first of them with ids 4"),
        new Data(
            "a null element",
            spark -> vectors(spark, "array(x, IF(id = 4, NULL, y))"),
            "ND_NULL_VALUES",
            "1 rows have null values, the first of them with ids 4"),
        new Data(
            "vectors of several lengths",
            spark -> vectors(spark, "IF(id > 7, array(x), array(x, y))"),
            "ND_RAGGED_VECTORS",
            "ids 8, 9"),
        new Data(
            "vectors of several lengths in groups",
            spark -> vectors(spark, "IF(id > 7, array(x), array(x, y))").by("g"),
            "ND_RAGGED_VECTORS",
            "ids 8, 9"),
        new Data(
            "weights of other lengths",
            spark ->
                vectors(spark, "array(x, y)")
                    .metric("cityblock", Map.of("w", new double[] {1, 2, 3})),
            "ND_UNKNOWN_METRIC",
            "w must have one element for each of the 2 columns, not the shape (3,)"),
        new Data(
            "points of three numbers",
            spark -> vectors(spark, "array(x, y, x)").metric("haversine"),
            "ND_UNKNOWN_METRIC",
            "haversine takes latitudes and longitudes, vectors of 2 elements"),
        new Data(
            "sides of other lengths",
            spark ->
                PairwiseJoin.nearest(
                        spark.sql("SELECT 1 AS id, array(1D) AS v"),
                        spark.sql("SELECT 1 AS id, array(1D, 2D) AS v"))
                    .features("v"),
            "ND_INVALID_ARGUMENT",
            "Cannot compare vectors of shape [1] on the left side with vectors of shape [2]"));
  }

  private static PairwiseJoin nearest(Dataset<Row> table) {
    return PairwiseJoin.nearest(table).features("x", "y").id("id");
  }

  private static PairwiseJoin vectors(SparkSession spark, String vector) {
    Dataset<Row> table = GridPoints.of(spark, 1, 10).selectExpr("id", "g", vector + " AS v");
    return PairwiseJoin.nearest(table).features("v").id("id");
  }

  @Test
  void whatOnlyDataShowsIsSaidWhenRowsAreAskedFor(SparkSession spark) {
    for (Data mistake : dataMistakes()) {
      Dataset<Row> rows = mistake.join().apply(spark).toDataFrame();
      assertThatThrownBy(rows::count)
          .as(mistake.what())
          .isInstanceOfSatisfying(
              AnalysisException.class,
              e -> assertThat(e.getCondition()).isEqualTo(mistake.condition()))
          .hasMessageContaining(mistake.message());
    }
    Dataset<Row> table = GridPoints.of(spark, 1, 10);
    Dataset<Row> nobody = table.where("id < 0");
    assertThat(
            PairwiseJoin.nearest(nobody, table).features("x").id("id").k(2).toDataFrame().count())
        .isZero();
  }
}
