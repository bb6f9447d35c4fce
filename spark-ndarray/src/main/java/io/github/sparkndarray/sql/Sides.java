package io.github.sparkndarray.sql;

import io.github.sparkndarray.frame.Features;
import io.github.sparkndarray.frame.IndexedRows;
import java.util.Arrays;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of both sides of a join, numbered.
 *
 * @param right the same object as {@code left} where a table is joined with itself
 */
record Sides(IndexedRows left, IndexedRows right) {

  /** Computes and keeps the rows. */
  static Sides of(Dataset<Row> left, Dataset<Row> right, JoinSpec spec, Features features) {
    IndexedRows numbered = IndexedRows.of(right, features, spec.id());
    IndexedRows other = spec.self() ? numbered : IndexedRows.of(left, features, null);
    if (other.count() > 0
        && numbered.count() > 0
        && !Arrays.equals(other.vectorShape(), numbered.vectorShape())) {
      throw JoinErrors.refused(
          "Cannot compare vectors of shape %s on the left side with vectors of shape %s on the"
              + " right",
          Arrays.toString(other.vectorShape()), Arrays.toString(numbered.vectorShape()));
    }
    return new Sides(other, numbered);
  }

  /** How many rows of the right side a row of the left is compared with. */
  long others(JoinSpec spec) {
    return spec.self() ? right.count() - 1 : right.count();
  }

  /**
   * Refuses a k that is larger than the right side; within a radius or in a group, it is the most
   * wanted.
   */
  void requireEnough(JoinSpec spec) {
    if (!spec.hasRadius() && spec.by().isEmpty() && left.count() > 0) {
      requireEnough(spec, others(spec));
    }
  }

  /** Refuses a k that is larger than how many rows there are. */
  static void requireEnough(JoinSpec spec, long others) {
    if (spec.k() > others) {
      throw JoinErrors.refused(
          "Cannot find the best k=%d rows: there are only %d to compare each row with",
          spec.k(), Math.max(0, others));
    }
  }
}
