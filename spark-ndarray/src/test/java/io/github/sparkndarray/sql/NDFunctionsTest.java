package io.github.sparkndarray.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expressions as columns, row by row and in batches. */
class NDFunctionsTest {
  private static SparkSession spark;
  private static Dataset<Row> table;

  @BeforeAll
  static void start() {
    spark = LocalSession.start();
    table =
        spark.sql(
            "SELECT * FROM VALUES (1, array(1D, 2D), array(4D, 6D), 2F), (2, array(0D, 0D), NULL,"
                + " 3F), (3, array(3D, NULL), array(1D, 1D), 4F), (4, array(1D), array(1D), NULL)"
                + " AS t(id, a, b, f)");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static List<Object> values(Dataset<Row> rows, String column) {
    return rows.orderBy("id").select(column).collectAsList().stream().map(r -> r.get(0)).toList();
  }

  @Test
  void isAColumnForSelectWithColumnAndFilter() {
    String distance = "sqrt(((a - b) ** 2).sum(-1))";
    assertThat(values(table.withColumn("d", NDFunctions.udf(distance, "a", "b")), "d"))
        .containsExactly(5.0, null, null, 0.0);
    assertThat(table.select(NDFunctions.udf("a.sum()", "a").as("s")).head().get(0)).isEqualTo(3.0);
    assertThat(table.filter(NDFunctions.udf("(a > 0).all()", "a")).count()).isEqualTo(2);
    assertThat(
            table
                .select(
                    NDFunctions.udf("x + y", Map.of("x", table.col("id"), "y", functions.lit(1))))
                .head()
                .get(0))
        .isEqualTo(2);
  }

  @Test
  void refusesAtAnalysis() {
    assertThatThrownBy(() -> table.select(NDFunctions.udf("a + c", "a")))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining("name 'c' is not defined");
    assertThatThrownBy(() -> table.select(NDFunctions.udf("a + c", "a", "c")))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining("UNRESOLVED_COLUMN");
  }

  @Test
  void computesBatchesOfRowsOfEachLength() {
    Dataset<Row> rows =
        NDFunctions.batch("exp(a) / exp(a).sum(-1, keepdims=True)", "a").addTo(table, "softmax");
    assertThat(rows.schema().apply("softmax").dataType().sql()).isEqualTo("ARRAY<DOUBLE>");
    double e = Math.E;
    List<Object> softmax = values(rows, "softmax");
    assertThat(softmax.get(0).toString())
        .isEqualTo(
            values(
                    spark.sql(
                        "SELECT 1 AS id, array(" + 1 / (1 + e) + "D, " + e / (1 + e) + "D) AS x"),
                    "x")
                .get(0)
                .toString());
    assertThat(softmax.get(1).toString()).contains("0.5, 0.5");
    assertThat(softmax.get(2)).isNull();
    assertThat(softmax.get(3).toString()).contains("1.0");
  }

  @Test
  void comparesEachRowWithATableOfCentroids() {
    Dataset<Row> points =
        spark.sql("SELECT id, array(double(id), 0D) AS x FROM range(0, 10000, 1, 2)");
    double[][] centroids = {{0, 0}, {5000, 0}, {9999, 0}};
    Dataset<Row> nearest =
        NDFunctions.batch("sqrt(((x[:, None] - C) ** 2).sum(-1)).argmin(-1)", "x")
            .with("C", centroids)
            .addTo(points, "cluster");
    List<Object> clusters = values(nearest, "cluster");
    assertThat(clusters).hasSize(10_000).startsWith(0L).endsWith(2L);
    assertThat(clusters.get(2500)).isEqualTo(0L);
    assertThat(clusters.get(2501)).isEqualTo(1L);
  }

  @Test
  void takesThePlaceOfAColumnAndNumbersOfEveryRow() {
    Dataset<Row> doubled = NDFunctions.batch("f * 2", "f").addTo(table, "f");
    assertThat(doubled.columns()).containsExactlyInAnyOrder("id", "a", "b", "f");
    assertThat(values(doubled, "f")).containsExactly(4f, 6f, 8f, null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a + c | a | ND_INVALID_ARGUMENT | name 'c' is not defined",
        "x * 2 | x | UNRESOLVED_COLUMN | the table has id, a, b, f",
        "a.sum() | a | ND_INVALID_ARGUMENT | its first axis must be that of the rows",
        "a.sum(0) | a | ND_INVALID_ARGUMENT | its first axis must be that of the rows",
        "s * 2 | s | ND_WRONG_TYPE | of type STRING",
      })
  void refusesBatches(String expression, String column, String condition, String message) {
    Dataset<Row> with = column.equals("s") ? table.selectExpr("'s' AS s") : table;
    assertThatThrownBy(() -> NDFunctions.batch(expression, column).addTo(with, "y"))
        .isInstanceOfSatisfying(
            AnalysisException.class, e -> assertThat(e.getCondition()).isEqualTo(condition))
        .hasMessageContaining(message);
  }
}
