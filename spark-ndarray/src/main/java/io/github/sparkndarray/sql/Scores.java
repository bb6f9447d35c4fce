package io.github.sparkndarray.sql;

import io.github.sparkndarray.api.NDArray;
import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.api.Pairwise;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Metric;
import io.github.sparkndarray.expr.MetricParameter;
import io.github.sparkndarray.frame.FrameErrors;
import io.github.sparkndarray.frame.FrameErrors.Condition;
import io.github.sparkndarray.sql.JoinSpec.Measure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * What pairs of rows are compared by: something that grows as their distance does, and can be
 * computed faster. Points on a sphere are compared by the square of the chord between them, as no
 * sine has to be computed for it; distances along the surface are made of the chords of the pairs
 * that are wanted. Chord and haversine formula agree to within rounding.
 */
final class Scores {
  private static final String HAVERSINE = Metric.HAVERSINE.metricName();

  /** The mean radius of the Earth in kilometres (IUGG). */
  private static final double EARTH_KM = 6371.0088;

  private static final String RADIUS = "radius";
  private static final String DEGREES = "degrees";

  private static final String ON_UNIT_SPHERE =
      """
      np.where(np.arange(3) == 0, np.cos(p[:, :1]) * np.cos(p[:, 1:]),
               np.where(np.arange(3) == 1, np.cos(p[:, :1]) * np.sin(p[:, 1:]), np.sin(p[:, :1])))
      """
          .replace("\n", " ");

  private final NDContext context;
  private final JoinSpec spec;

  Scores(NDContext context, JoinSpec spec) {
    this.context = context;
    this.spec = spec;
  }

  boolean isHaversine() {
    return spec.metric().equalsIgnoreCase(HAVERSINE);
  }

  /** Whether the metric is a name and not a formula. */
  boolean isNamed() {
    return spec.metric().matches("\\w+");
  }

  /** What is reported where the metric cannot be used. */
  RuntimeException unusable(NDArrayException problem) {
    return FrameErrors.causedBy(
        problem,
        Condition.ND_UNKNOWN_METRIC,
        "Cannot use the metric '%s': %s",
        spec.metric(),
        problem.getMessage());
  }

  /**
   * The vectors of one side, made ready to be compared.
   *
   * @throws org.apache.spark.sql.AnalysisException where the metric has no such vectors
   */
  NDArray prepare(Expr vectors) {
    try {
      return prepared(vectors);
    } catch (NDArrayException e) {
      throw unusable(e);
    }
  }

  private NDArray prepared(Expr vectors) {
    NDArray given = context.of(vectors);
    if (!isHaversine()) {
      return given;
    }
    if (given.ndim() != 2 || given.shape()[1] != 2) {
      throw NDArrayException.of(
          ErrorCode.SHAPE,
          "haversine takes latitudes and longitudes, vectors of 2 elements, not an array of shape"
              + " %s",
          vectors.shape());
    }
    Set<String> known = Set.of(RADIUS, DEGREES);
    for (String name : spec.parameters().keySet()) {
      if (!known.contains(name)) {
        throw NDArrayException.of(
            ErrorCode.NAME,
            "haversine has no parameter '%s', only %s and %s",
            name,
            DEGREES,
            RADIUS);
      }
    }
    if (!(spec.parameters().getOrDefault(DEGREES, true) instanceof Boolean)) {
      throw NDArrayException.of(ErrorCode.VALUE, "degrees must be true or false");
    }
    if (!(spec.parameters().getOrDefault(RADIUS, EARTH_KM) instanceof Number radius)
        || !(radius.doubleValue() > 0)) {
      throw NDArrayException.of(ErrorCode.VALUE, "radius must be a number greater than 0");
    }
    NDArray radians =
        given
            .astype("float64")
            .multiply(Boolean.FALSE.equals(spec.parameters().get(DEGREES)) ? 1.0 : Math.PI / 180);
    return context.eval(ON_UNIT_SPHERE, Map.of("p", radians)).persist();
  }

  /** Parameters that are not given and come from all vectors, as the variances of seuclidean do. */
  private List<MetricParameter> parametersOfData() {
    return Metric.named(spec.metric()).map(Metric::parameters).orElse(List.of()).stream()
        .filter(p -> p.isOfData() && !spec.parameters().containsKey(p.name()))
        .toList();
  }

  /** Whether all vectors must be known before some are compared. */
  boolean needsAll() {
    return !parametersOfData().isEmpty();
  }

  /** The same with what comes from all vectors computed now, so that some can be compared. */
  Scores ofAll(NDArray left, NDArray right) {
    Map<String, Object> parameters = new HashMap<>(spec.parameters());
    for (MetricParameter parameter : parametersOfData()) {
      NDArray value =
          context.eval(parameter.fallback().orElseThrow(), Map.of("x", left, "y", right));
      parameters.put(parameter.name(), value.astype("float64").toDoubleArray());
    }
    Measure given = new Measure(spec.measure().order(), spec.metric(), Map.copyOf(parameters));
    return new Scores(context, spec.with(given));
  }

  /**
   * The scores of all pairs: those of two prepared arrays' rows, of shape (left, right).
   *
   * @throws org.apache.spark.sql.AnalysisException where vectors of these lengths have no such
   *     metric
   */
  NDArray of(NDArray left, NDArray right) {
    try {
      return all(left, right);
    } catch (NDArrayException e) {
      throw unusable(e);
    }
  }

  /**
   * Works out what the scores of vectors would be.
   *
   * @throws NDArrayException where they have none
   */
  NDArray tried(Expr left, Expr right) {
    return all(prepared(left), prepared(right));
  }

  private NDArray all(NDArray left, NDArray right) {
    if (isHaversine()) {
      return Pairwise.cdist(left, right, "sqeuclidean");
    }
    NDArray scores =
        spec.isSimilarity() && isNamed()
            ? Pairwise.kernels(left, right, spec.metric(), spec.parameters())
            : Pairwise.cdist(left, right, spec.metric(), spec.parameters());
    if (scores.dtype().isComplex()) {
      throw NDArrayException.of(
          ErrorCode.DTYPE, "its values are %s, which have no order", scores.dtype());
    }
    return scores;
  }

  /**
   * The scores where a row is worse for itself than any other.
   *
   * @param first which row of the right side the first row of the left is
   */
  NDArray withoutSelf(NDArray all, int first) {
    NDArray score = all.dtype().isFloat() ? all : all.astype("float64");
    if (spec.isGreatest() && spec.nullsAreNaN()) {
      score = context.where(score.isnan(), Double.NEGATIVE_INFINITY, score);
    }
    if (!spec.self()) {
      return score;
    }
    NDArray rows = context.arange(first, first + score.shape()[0], 1).at(":, None");
    NDArray itself = rows.equal(context.arange(score.shape()[1]));
    // NaN comes after all numbers where the least are wanted.
    double worst = spec.isGreatest() ? Double.NEGATIVE_INFINITY : Double.NaN;
    return context.where(itself, worst, score);
  }

  /** The distances that scores stand for. */
  Column distance(Column scores) {
    return isHaversine()
        ? functions
            .asin(functions.least(functions.sqrt(scores).divide(2), functions.lit(1.0)))
            .multiply(2 * radius())
        : scores;
  }

  /** The distance that a score stands for. */
  double distance(double score) {
    return isHaversine() ? 2 * radius() * Math.asin(Math.min(1, Math.sqrt(score) / 2)) : score;
  }

  /** The score that stands for a distance. */
  double score(double distance) {
    if (!isHaversine()) {
      return distance;
    }
    double angle = Math.min(distance / radius(), Math.PI);
    double chord = 2 * Math.sin(angle / 2);
    return chord * chord;
  }

  private double radius() {
    return spec.parameters().get(RADIUS) instanceof Number given ? given.doubleValue() : EARTH_KM;
  }
}
