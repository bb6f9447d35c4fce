package io.github.sparkndarray.sql;

import io.github.sparkndarray.execution.Progress;
import io.github.sparkndarray.sql.JoinSpec.Columns;
import io.github.sparkndarray.sql.JoinSpec.Limits;
import io.github.sparkndarray.sql.JoinSpec.Measure;
import io.github.sparkndarray.sql.JoinSpec.Order;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Joins rows by the distance of their vectors: the nearest of each row, the farthest, the most
 * similar, or all within a radius.
 *
 * <pre>{@code
 * Dataset<Row> eight = PairwiseJoin.nearest(queries, items).features("v").id("id").k(8)
 *     .metric("cosine").toDataFrame();
 * Dataset<Row> around = PairwiseJoin.nearest(cities).features("lat", "lng").id("id")
 *     .metric("haversine").within(50).by("country").toDataFrame();
 * }</pre>
 *
 * <p>The result has the columns of both sides, then {@code distance} and {@code rank}, which counts
 * from 1 for each row of the left side. A column of the right side that the left side has, too, is
 * called {@code NAME_right}. Ties are broken by the id of the right side. Neither side need fit in
 * memory. Nothing is computed before the result's rows are asked for; mistakes are reported by
 * {@link #toDataFrame} as Spark's {@code AnalysisException}s, those that only data can show when
 * the rows are asked for.
 *
 * <p>Immutable: each step returns a new join.
 */
public final class PairwiseJoin {
  private final Dataset<Row> left;
  private final Dataset<Row> right;
  private final JoinSpec spec;
  private final Progress progress;

  private PairwiseJoin(Dataset<Row> left, Dataset<Row> right, JoinSpec spec, Progress progress) {
    this.left = left;
    this.right = right;
    this.spec = spec;
    this.progress = progress;
  }

  private static PairwiseJoin of(Order order, Dataset<Row> left, Dataset<Row> right, boolean self) {
    Measure measure =
        new Measure(order, order == Order.MOST_SIMILAR ? "linear" : "euclidean", Map.of());
    JoinSpec spec =
        new JoinSpec(
            measure,
            new Columns(List.of(), false, null, List.of()),
            new Limits(0, Double.NaN),
            self);
    return new PairwiseJoin(left, right, spec, Progress.NONE);
  }

  /** Each row of the left side with the rows of the right side that are nearest to it. */
  public static PairwiseJoin nearest(Dataset<Row> left, Dataset<Row> right) {
    return of(Order.NEAREST, left, right, false);
  }

  /** Each row with the other rows of the table that are nearest to it. */
  public static PairwiseJoin nearest(Dataset<Row> table) {
    return of(Order.NEAREST, table, table, true);
  }

  /** Each row of the left side with the rows of the right side that are farthest from it. */
  public static PairwiseJoin farthest(Dataset<Row> left, Dataset<Row> right) {
    return of(Order.FARTHEST, left, right, false);
  }

  /** Each row with the other rows of the table that are farthest from it. */
  public static PairwiseJoin farthest(Dataset<Row> table) {
    return of(Order.FARTHEST, table, table, true);
  }

  /**
   * Each row of the left side with the rows of the right side that are most similar to it by a
   * kernel, such as {@code linear} or {@code rbf}; {@code distance} has the similarity.
   */
  public static PairwiseJoin mostSimilar(Dataset<Row> left, Dataset<Row> right) {
    return of(Order.MOST_SIMILAR, left, right, false);
  }

  /** Each row with the other rows of the table that are most similar to it. */
  public static PairwiseJoin mostSimilar(Dataset<Row> table) {
    return of(Order.MOST_SIMILAR, table, table, true);
  }

  /** How many rows of the right side for each row of the left: 1 unless there is a radius. */
  public PairwiseJoin k(int count) {
    if (count < 1) {
      throw JoinErrors.refused("Cannot find the best k=%d rows: k is at least 1", count);
    }
    return with(spec.with(new Limits(count, spec.radius())));
  }

  /** Only pairs whose distance is at most this; all of them unless there is a k. */
  public PairwiseJoin within(double radius) {
    if (!(radius >= 0)) {
      throw JoinErrors.refused(
          "Cannot find what is within %s: a radius is no negative number", radius);
    }
    if (spec.isGreatest()) {
      throw JoinErrors.refused(
          "Cannot find the farthest within a radius: it goes with the nearest");
    }
    return with(spec.with(new Limits(spec.k(), radius)));
  }

  /**
   * The metric: a name of {@link io.github.sparkndarray.api.Pairwise}, as {@code cosine}, or a
   * formula over the vectors {@code a} and {@code b}, as {@code abs(a - b).sum(-1)}. {@code
   * haversine} takes latitude and longitude in degrees here, and gives kilometres on the Earth.
   */
  public PairwiseJoin metric(String nameOrFormula) {
    return metric(nameOrFormula, Map.of());
  }

  /**
   * The metric with its parameters: numbers, {@code double[]}, {@code double[][]} or arrays. Those
   * of a formula are what it names beside {@code a} and {@code b}, as in {@code (abs(a - b) **
   * p).sum(-1)}. {@code haversine} has {@code degrees}, true unless it says false, and {@code
   * radius}, in kilometres unless it says else.
   */
  public PairwiseJoin metric(String nameOrFormula, Map<String, ?> parameters) {
    return with(
        spec.with(new Measure(spec.measure().order(), nameOrFormula, Map.copyOf(parameters))));
  }

  /** The columns of the vectors: numeric ones, or one of arrays or little-endian doubles. */
  public PairwiseJoin features(String... columns) {
    return with(spec.with(new Columns(List.of(columns), spec.nullsAreNaN(), spec.id(), spec.by())));
  }

  /**
   * The column by which rows with equal distances are ranked. Rows are told apart by themselves, so
   * that ids need not be unique. Without an id, rows are ranked as they come.
   */
  public PairwiseJoin id(String column) {
    return with(spec.with(new Columns(spec.features(), spec.nullsAreNaN(), column, spec.by())));
  }

  /**
   * Compares only rows that have the same values in these columns; others are not computed. Where a
   * group has fewer than k rows, there are as many as it has. A group whose rows take more than
   * {@code spark.ndarray.join.groupBytes} is compared by many tasks, one such group after the
   * other.
   */
  public PairwiseJoin by(String... columns) {
    return with(
        spec.with(new Columns(spec.features(), spec.nullsAreNaN(), spec.id(), List.of(columns))));
  }

  /** Missing numbers become NaN, whose distances rank last, instead of an error. */
  public PairwiseJoin nullsAsNaN() {
    return with(spec.with(new Columns(spec.features(), true, spec.id(), spec.by())));
  }

  /** The same, telling how far the search has come: for command lines. */
  public PairwiseJoin reporting(Progress to) {
    return new PairwiseJoin(left, right, spec, to);
  }

  private PairwiseJoin with(JoinSpec changed) {
    return new PairwiseJoin(left, right, changed, progress);
  }

  /** The pairs, as the class says. */
  public Dataset<Row> toDataFrame() {
    return new JoinQuery(left, right, effective(), progress).toDataFrame();
  }

  /** How the pairs would be found, as text: both sides are counted for it. */
  public String explain() {
    return new JoinQuery(left, right, effective(), progress).explain();
  }

  private JoinSpec effective() {
    return spec.k() > 0 || spec.hasRadius() ? spec : k(1).spec;
  }
}
