package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalPlan;
import java.util.List;

/**
 * The stages that compute the requested arrays.
 *
 * @param stages in an order in which each reads only results of earlier ones
 * @param outputs where each requested array comes from: a result of some stage's terminal nest
 * @param cluster the resources it was made for
 * @param sink what becomes of the requested arrays
 * @param persisted what is to be kept when it has been computed
 */
public record PhysicalPlan(
    List<Stage> stages,
    List<ArrayRef.Result> outputs,
    ClusterSpec cluster,
    Sink sink,
    List<LogicalPlan.Persisted> persisted) {
  public PhysicalPlan {
    stages = List.copyOf(stages);
    outputs = List.copyOf(outputs);
    persisted = List.copyOf(persisted);
  }

  /** The bytes that all stages send and read from storage. */
  double moved() {
    return stages.stream().mapToDouble(s -> s.traffic().total() + s.bytesRead()).sum();
  }

  /** How long all stages are projected to take, one after the other. */
  double seconds() {
    return stages.stream().mapToDouble(stage -> TimeProjection.of(stage, this).seconds()).sum();
  }

  /** Whether this plan moves less than another and takes no longer, or takes half of its time. */
  boolean isLighter(PhysicalPlan other) {
    double seconds = seconds();
    double others = other.seconds();
    return seconds <= others && (moved() < other.moved() || seconds <= others / 2);
  }
}
