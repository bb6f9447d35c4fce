package io.github.sparkndarray.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Runs queries by this library's operators and by Spark's own.
 *
 * @param setting turns the operators off
 * @param operators their names in plans
 */
record BothPlans(SparkSession spark, String setting, List<String> operators) {

  String plan(String query) {
    return plan(spark.sql(query));
  }

  private static String plan(Dataset<Row> query) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) query)
        .queryExecution()
        .executedPlan()
        .toString();
  }

  List<String> rows(String query) {
    return rows(spark.sql(query));
  }

  private static List<String> rows(Dataset<Row> query) {
    return query.collectAsList().stream().map(Object::toString).sorted().toList();
  }

  /** Fails where a query is planned onto one of the operators. */
  void requireSparks(String query) {
    requireSparks(spark.sql(query));
  }

  private void requireSparks(Dataset<Row> query) {
    operators.forEach(operator -> assertThat(plan(query)).doesNotContain(operator));
  }

  /** The rows of Spark's own plan. */
  List<String> sparks(String query) {
    spark.conf().set(setting, "false");
    try {
      Dataset<Row> rows = spark.sql(query);
      requireSparks(rows);
      return rows(rows);
    } finally {
      spark.conf().unset(setting);
    }
  }

  /** Fails unless a query is planned onto an operator, and gives the rows of Spark's own plan. */
  List<String> requireSameRows(String operator, String query) {
    return requireSameRows(operator, 1, query);
  }

  /** As above, for several queries together, each of which is planned onto the operator. */
  List<String> requireSameRows(String operator, List<String> queries) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < queries.size(); i++) {
      all.append(i == 0 ? "" : " UNION ALL ")
          .append("SELECT %d AS query, * FROM (%s)".formatted(i, queries.get(i)));
    }
    return requireSameRows(operator, queries.size(), all.toString());
  }

  private List<String> requireSameRows(String operator, int times, String query) {
    Dataset<Row> ours = spark.sql(query);
    assertThat(plan(ours).split(operator, -1)).as(query).hasSize(times + 1);
    List<String> rows = rows(ours);
    assertThat(rows).as(query).isEqualTo(sparks(query));
    return rows;
  }
}
