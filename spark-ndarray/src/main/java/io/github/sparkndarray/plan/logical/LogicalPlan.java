package io.github.sparkndarray.plan.logical;

import java.util.List;

/**
 * The passes that compute the requested arrays.
 *
 * @param nests in an order in which each reads only results of earlier ones
 * @param outputs where each requested array comes from
 */
public record LogicalPlan(List<LogicalNest> nests, List<ArrayRef.Result> outputs) {
  public LogicalPlan {
    nests = List.copyOf(nests);
    outputs = List.copyOf(outputs);
  }
}
