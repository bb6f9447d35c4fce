package io.github.sparkndarray.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * Runs queries by this library's operators and by Spark's own.
 *
 * @param setting turns the operators off
 * @param operators their names in plans
 */
record BothPlans(SparkSession spark, String setting, List<String> operators) {

  String plan(String query) {
    return spark.sql("EXPLAIN " + query).head().getString(0);
  }

  List<String> rows(String query) {
    return spark.sql(query).collectAsList().stream().map(Object::toString).sorted().toList();
  }

  /** Fails where a query is planned onto one of the operators. */
  void requireSparks(String query) {
    operators.forEach(operator -> assertThat(plan(query)).doesNotContain(operator));
  }

  /** The rows of Spark's own plan. */
  List<String> sparks(String query) {
    spark.conf().set(setting, "false");
    try {
      requireSparks(query);
      return rows(query);
    } finally {
      spark.conf().unset(setting);
    }
  }

  /** Fails unless a query is planned onto an operator, and gives the rows of Spark's own plan. */
  void requireSameRows(String operator, String query) {
    assertThat(plan(query)).contains(operator);
    assertThat(rows(query)).isEqualTo(sparks(query));
  }
}
