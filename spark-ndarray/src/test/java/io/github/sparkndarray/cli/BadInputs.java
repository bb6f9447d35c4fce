package io.github.sparkndarray.cli;

import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.sql.PairwiseJoin;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The table of bad inputs to every surface for tables but the command line. */
final class BadInputs {
  private BadInputs() {}

  /** A query over a table of ten rows, whose columns are named in {@link #view}. */
  interface Surface {
    /** Analyses it and gives its rows, not yet computed. */
    Dataset<Row> query(SparkSession spark);
  }

  enum When {
    /** Where the query is written. */
    ANALYSIS,
    /** Where rows are asked for, as only data show it. */
    ROWS,
    /** There is no mistake. */
    NEVER
  }

  record Case(String input, String surface, When when, String condition, String text, Surface of) {
    @Override
    public String toString() {
      return input + ": " + surface;
    }
  }

  static final List<Case> CASES =
      List.of(
          new Case(
              "nulls",
              "fromDataFrame",
              When.ANALYSIS,
              "ND_NULL_VALUES",
              "2 rows have null values, the first of them with ids 3, 8",
              spark -> frame(spark, "holes")),
          new Case(
              "nulls",
              "functions",
              When.NEVER,
              "",
              "10",
              spark -> sql(spark, "SELECT nd_euclidean(holes, v) FROM t")),
          new Case(
              "nulls",
              "PairwiseJoin",
              When.ROWS,
              "ND_NULL_VALUES",
              "2 rows have null values, the first of them with ids 3, 8",
              spark -> join(spark, "holes").toDataFrame()),
          new Case(
              "nulls", "NEAREST BY", When.NEVER, "", "8", spark -> nearest(spark, "holes", "1")),
          new Case(
              "ragged rows",
              "fromDataFrame",
              When.ANALYSIS,
              "ND_RAGGED_VECTORS",
              "1 rows do not, the first of them with ids 4 with 3 elements",
              spark -> frame(spark, "ragged")),
          new Case(
              "ragged rows",
              "functions",
              When.ROWS,
              "",
              "vectors must have the same length, not 2 and 3",
              spark -> sql(spark, "SELECT nd_euclidean(v, ragged) FROM t")),
          new Case(
              "ragged rows",
              "PairwiseJoin",
              When.ROWS,
              "ND_RAGGED_VECTORS",
              "1 rows do not, the first of them with ids 4 with 3 elements",
              spark -> join(spark, "ragged").toDataFrame()),
          new Case(
              "ragged rows",
              "NEAREST BY",
              When.ROWS,
              "",
              "vectors must have the same length, not 2 and 3",
              spark -> nearest(spark, "ragged", "1")),
          new Case(
              "a wrong type",
              "fromDataFrame",
              When.ANALYSIS,
              "ND_WRONG_TYPE",
              "Cannot take numbers from the column 'name', which is string",
              spark -> frame(spark, "name")),
          new Case(
              "a wrong type",
              "functions",
              When.ANALYSIS,
              "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
              "second",
              spark -> sql(spark, "SELECT nd_euclidean(v, name) FROM t")),
          new Case(
              "a wrong type",
              "PairwiseJoin",
              When.ANALYSIS,
              "ND_WRONG_TYPE",
              "Cannot take numbers from the column 'name', which is string",
              spark -> join(spark, "name").toDataFrame()),
          new Case(
              "a wrong type",
              "NEAREST BY",
              When.ANALYSIS,
              "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
              "first",
              spark -> nearest(spark, "name", "1")),
          new Case(
              "an unknown metric",
              "functions",
              When.ANALYSIS,
              "UNRESOLVED_ROUTINE",
              "nd_euclidian",
              spark -> sql(spark, "SELECT nd_euclidian(v, v) FROM t")),
          new Case(
              "an unknown metric",
              "PairwiseJoin",
              When.ANALYSIS,
              "ND_UNKNOWN_METRIC",
              "Cannot use the metric 'euclidian'",
              spark -> join(spark, "v").metric("euclidian").toDataFrame()),
          new Case(
              "an unknown metric",
              "NEAREST BY",
              When.ANALYSIS,
              "UNRESOLVED_ROUTINE",
              "nd_euclidian",
              spark ->
                  sql(
                      spark,
                      "SELECT * FROM t a JOIN t b EXACT NEAREST 1 BY DISTANCE"
                          + " nd_euclidian(a.v, b.v)")),
          new Case(
              "k larger than the table",
              "PairwiseJoin",
              When.ANALYSIS,
              "ND_INVALID_ARGUMENT",
              "Cannot find the best k=10 rows: there are only 9 to compare each row with",
              spark -> join(spark, "v").k(10).toDataFrame()),
          new Case(
              "k larger than the table",
              "NEAREST BY",
              When.NEVER,
              "",
              "100",
              spark -> nearest(spark, "v", "11")),
          new Case(
              "k = 0",
              "PairwiseJoin",
              When.ANALYSIS,
              "ND_INVALID_ARGUMENT",
              "Cannot find the best k=0 rows: k is at least 1",
              spark -> join(spark, "v").k(0).toDataFrame()),
          new Case(
              "k = 0", "NEAREST BY", When.ANALYSIS, "", "0", spark -> nearest(spark, "v", "0")),
          new Case(
              "k < 0",
              "PairwiseJoin",
              When.ANALYSIS,
              "ND_INVALID_ARGUMENT",
              "Cannot find the best k=-1 rows: k is at least 1",
              spark -> join(spark, "v").k(-1).toDataFrame()),
          new Case(
              "k < 0", "NEAREST BY", When.ANALYSIS, "", "-", spark -> nearest(spark, "v", "-1")),
          new Case(
              "a negative radius",
              "PairwiseJoin",
              When.ANALYSIS,
              "ND_INVALID_ARGUMENT",
              "Cannot find what is within -1.0: a radius is no negative number",
              spark -> join(spark, "v").within(-1).toDataFrame()),
          new Case(
              "a negative radius",
              "functions",
              When.NEVER,
              "",
              "0",
              spark -> sql(spark, "SELECT a.id FROM t a, t b WHERE nd_euclidean(a.v, b.v) < -1")),
          new Case(
              "a missing column",
              "fromDataFrame",
              When.ANALYSIS,
              "UNRESOLVED_COLUMN",
              "Cannot find the column 'w'",
              spark -> frame(spark, "w")),
          new Case(
              "a missing column",
              "functions",
              When.ANALYSIS,
              "UNRESOLVED_COLUMN.WITH_SUGGESTION",
              "`w`",
              spark -> sql(spark, "SELECT nd_euclidean(v, w) FROM t")),
          new Case(
              "a missing column",
              "PairwiseJoin",
              When.ANALYSIS,
              "UNRESOLVED_COLUMN",
              "Cannot find the column 'w'",
              spark -> join(spark, "w").toDataFrame()),
          new Case(
              "a missing column",
              "NEAREST BY",
              When.ANALYSIS,
              "UNRESOLVED_COLUMN.WITH_SUGGESTION",
              "`w`",
              spark -> nearest(spark, "w", "1")),
          new Case(
              "duplicate ids",
              "fromDataFrame",
              When.ANALYSIS,
              "ND_DUPLICATE_IDS",
              "Cannot use the column 'name' for ids: 5 ids have several rows",
              spark ->
                  NDContext.of(spark)
                      .fromDataFrame(spark.table("t"))
                      .index("name")
                      .column("v")
                      .toDataFrame()),
          new Case(
              "duplicate ids",
              "PairwiseJoin",
              When.NEVER,
              "",
              "10",
              spark -> join(spark, "v").id("name").toDataFrame()));

  private static Dataset<Row> sql(SparkSession spark, String query) {
    return spark.sql(query);
  }

  private static Dataset<Row> frame(SparkSession spark, String column) {
    return NDContext.of(spark)
        .fromDataFrame(spark.table("t"))
        .index("id")
        .column(column)
        .toDataFrame();
  }

  private static PairwiseJoin join(SparkSession spark, String column) {
    return PairwiseJoin.nearest(spark.table("t")).features(column).id("id");
  }

  private static Dataset<Row> nearest(SparkSession spark, String column, String k) {
    return sql(
        spark,
        "SELECT a.id, b.id AS other FROM t a JOIN t b EXACT NEAREST %s BY DISTANCE nd_euclidean(a.%s, b.%s)"
            .formatted(k, column, column));
  }

  /** Makes the table {@code t} that all queries are over. */
  static void view(SparkSession spark) {
    spark
        .sql(
            "SELECT id, concat('n', id % 5) AS name, array(double(id), 1D) AS v, IF(id % 5 = 3,"
                + " NULL, array(double(id), 1D)) AS holes, IF(id = 4, array(1D, 2D, 3D), array(1D,"
                + " 2D)) AS ragged FROM range(10)")
        .createOrReplaceTempView("t");
  }
}
