package io.github.sparkndarray.sql;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which pairs of rows are wanted.
 *
 * @param order which pairs come first
 * @param metric a name or a formula
 * @param parameters those of the metric
 * @param features columns that hold the vectors, the same on both sides
 * @param nullsAreNaN whether missing numbers become NaN
 * @param id the column by which ties are broken; null for the order that rows come in
 * @param by columns that both rows of a pair have in common
 * @param k how many of the other side's rows for each row at most; 0 for all
 * @param radius the largest distance; NaN for any
 * @param self whether both sides are one table, whose rows are no pairs of themselves
 */
record JoinSpec(
    Order order,
    String metric,
    Map<String, Object> parameters,
    List<String> features,
    boolean nullsAreNaN,
    @Nullable String id,
    List<String> by,
    int k,
    double radius,
    boolean self)
    implements Serializable {

  enum Order {
    LEAST,
    GREATEST
  }

  boolean hasRadius() {
    return !Double.isNaN(radius);
  }

  boolean isGreatest() {
    return order == Order.GREATEST;
  }
}
