package io.github.sparkndarray.plan.logical;

import io.github.sparkndarray.expr.Persist;
import java.util.List;

/**
 * The passes that compute the requested arrays.
 *
 * @param nests in an order in which each reads only results of earlier ones
 * @param outputs where each requested array comes from
 * @param persisted what is to be kept when it has been computed
 */
public record LogicalPlan(
    List<LogicalNest> nests, List<ArrayRef.Result> outputs, List<Persisted> persisted) {
  public LogicalPlan {
    nests = List.copyOf(nests);
    outputs = List.copyOf(outputs);
    persisted = List.copyOf(persisted);
  }

  /**
   * An array that is to be kept.
   *
   * @param node the expression that is told where it is kept
   * @param result which of the plan's results it is
   */
  public record Persisted(Persist node, ArrayRef.Result result) {}

  /** Whether some result of a nest is to be kept. */
  public boolean keeps(LogicalNest nest) {
    return persisted.stream().anyMatch(kept -> kept.result().nest() == nest.id());
  }
}
