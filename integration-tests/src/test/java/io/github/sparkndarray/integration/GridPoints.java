package io.github.sparkndarray.integration;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Tables of points on a grid, with the columns id, name, g (a group), x and y. */
final class GridPoints {
  private static final String QUERY =
      "SELECT id, concat('p', id) AS name, id %% 3 AS g, pmod(hash(id, %d), 20) / 4D AS x,"
          + " pmod(hash(id, %d, 1), 20) / 4D AS y FROM range(0, %d, 1, 3)";

  private GridPoints() {}

  /** Points on a coarse grid, so that many distances are equal. */
  static Dataset<Row> of(SparkSession spark, int seed, int rows) {
    return spark.sql(String.format(QUERY, seed, seed, rows));
  }
}
