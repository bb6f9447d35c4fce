package io.github.sparkndarray.sql;

import io.github.sparkndarray.api.NDArray;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which pairs of rows are wanted.
 *
 * @param measure what pairs are compared by
 * @param columns what of the rows is looked at
 * @param limits how many pairs
 * @param self whether both sides are one table, whose rows are no pairs of themselves
 */
record JoinSpec(Measure measure, Columns columns, Limits limits, boolean self)
    implements Serializable {

  /** Which pairs come first. */
  enum Order {
    NEAREST,
    FARTHEST,
    MOST_SIMILAR
  }

  /**
   * What pairs are compared by.
   *
   * @param metric a name or a formula
   * @param parameters those of the metric
   */
  record Measure(Order order, String metric, Map<String, Object> parameters)
      implements Serializable {}

  /**
   * What of the rows is looked at, on both sides.
   *
   * @param features columns that hold the vectors
   * @param nullsAreNaN whether missing numbers become NaN
   * @param id the column by which ties are broken; null for the order that rows come in
   * @param by columns that both rows of a pair have in common
   */
  record Columns(List<String> features, boolean nullsAreNaN, @Nullable String id, List<String> by)
      implements Serializable {}

  /**
   * How many pairs.
   *
   * @param k how many of the other side's rows for each row at most; 0 for all
   * @param radius the largest distance; NaN for any
   */
  record Limits(int k, double radius) implements Serializable {}

  JoinSpec with(Measure other) {
    return new JoinSpec(other, columns, limits, self);
  }

  JoinSpec with(Columns other) {
    return new JoinSpec(measure, other, limits, self);
  }

  JoinSpec with(Limits other) {
    return new JoinSpec(measure, columns, other, self);
  }

  String metric() {
    return measure.metric();
  }

  Map<String, Object> parameters() {
    return measure.parameters();
  }

  List<String> features() {
    return columns.features();
  }

  boolean nullsAreNaN() {
    return columns.nullsAreNaN();
  }

  @Nullable String id() {
    return columns.id();
  }

  List<String> by() {
    return columns.by();
  }

  int k() {
    return limits.k();
  }

  double radius() {
    return limits.radius();
  }

  boolean hasRadius() {
    return !Double.isNaN(limits.radius());
  }

  /** Whether the greatest come first. */
  boolean isGreatest() {
    return measure.order() != Order.NEAREST;
  }

  /** Whether pairs are compared by a similarity and not by a distance. */
  boolean isSimilarity() {
    return measure.order() == Order.MOST_SIMILAR;
  }

  /** The same with what tasks can be sent: the values of arrays, not the arrays. */
  JoinSpec withValues() {
    Map<String, Object> values = new HashMap<>();
    measure.parameters().forEach((name, value) -> values.put(name, valueOf(value)));
    return with(new Measure(measure.order(), measure.metric(), Map.copyOf(values)));
  }

  private static Object valueOf(Object parameter) {
    if (!(parameter instanceof NDArray array)) {
      return parameter;
    }
    double[] all = array.astype("float64").toDoubleArray();
    long[] shape = array.shape();
    if (shape.length == 0) {
      return all[0];
    }
    if (shape.length == 1) {
      return all;
    }
    int width = (int) shape[1];
    return IntStream.range(0, (int) shape[0])
        .mapToObj(row -> Arrays.copyOfRange(all, row * width, (row + 1) * width))
        .toArray(double[][]::new);
  }
}
