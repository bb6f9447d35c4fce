package io.github.sparkndarray.sql;

import io.github.sparkndarray.api.NDArray;
import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Literal;
import io.github.sparkndarray.shape.Shape;
import java.util.List;
import java.util.Optional;

/**
 * Tries a join's metric on vectors of zeros, of which only shapes and dtypes are worked out, so
 * that what is wrong with it is known before anything runs.
 */
final class MetricCheck {
  private static final long USUAL_LENGTH = 3;

  private final JoinSpec spec;
  private final Scores scores;
  private final List<DType> dtypes;

  /**
   * A check of the metric that a join has.
   *
   * @param dtypes those of the vectors of the sides, of which there is one if both are the same
   */
  MetricCheck(NDContext context, JoinSpec spec, List<DType> dtypes) {
    this.spec = spec;
    this.scores = new Scores(context, spec);
    this.dtypes = dtypes;
  }

  /** Refuses a metric that vectors of a length do not have. */
  void requireFor(long length) {
    problem(length)
        .ifPresent(
            problem -> {
              throw scores.unusable(problem);
            });
  }

  /**
   * Refuses a metric that vectors have of no length: a name, or a formula that fails in the same
   * words for two lengths. One that fails in others may make sense for the length there is.
   */
  void requireForSomeLength() {
    long length = likelyLength();
    Optional<NDArrayException> problem = problem(length);
    if (problem.isPresent()
        && (scores.isNamed()
            || problem(length + 2)
                .filter(other -> other.getMessage().equals(problem.get().getMessage()))
                .isPresent())) {
      throw scores.unusable(problem.get());
    }
  }

  private Optional<NDArrayException> problem(long length) {
    try {
      scores.tried(zeros(dtypes.get(0), length), zeros(dtypes.get(dtypes.size() - 1), length));
      return Optional.empty();
    } catch (NDArrayException e) {
      return Optional.of(e);
    }
  }

  private static Literal zeros(DType dtype, long length) {
    return new Literal(HostArray.allocate(dtype, Shape.of(1, length)));
  }

  /** How long vectors are for the metric's parameters to fit; any length where these do not say. */
  private long likelyLength() {
    if (scores.isHaversine()) {
      return 2;
    }
    for (Object parameter : spec.parameters().values()) {
      if (parameter instanceof double[] numbers) {
        return numbers.length;
      } else if (parameter instanceof double[][] rows) {
        return rows.length == 0 ? 0 : rows[0].length;
      } else if (parameter instanceof NDArray array && array.ndim() > 0) {
        return array.shape()[array.ndim() - 1];
      }
    }
    return USUAL_LENGTH;
  }
}
