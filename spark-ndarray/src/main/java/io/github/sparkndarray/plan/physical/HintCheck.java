package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.DeliveryHint;
import io.github.sparkndarray.plan.logical.ArrayRef;
import java.util.Map;
import java.util.Optional;

/** Refuses hints that cannot be met, with the reason and what would help. */
final class HintCheck {
  private HintCheck() {}

  /** Refuses hints for different deliveries in one stage, whose arrays travel together. */
  static void refuseDifferent(Map<ArrayRef, DeliveryHint> hints) {
    ArrayRef first = null;
    for (Map.Entry<ArrayRef, DeliveryHint> hint : hints.entrySet()) {
      first = first == null ? hint.getKey() : first;
      DeliveryHint other = hints.getOrDefault(first, hint.getValue());
      if (other != hint.getValue()) {
        throw NDArrayException.of(
            ErrorCode.VALUE,
            "Cannot deliver %s as '%s' and %s as '%s': arrays that the same work reads travel in"
                + " one way; leave one of the hints out",
            first.label(),
            other.text(),
            hint.getKey().label(),
            hint.getValue().text());
      }
    }
  }

  /**
   * The error for hints that a stage cannot meet; nothing where it has none.
   *
   * @param problem why they cannot be met
   * @param shared what would have to be broadcast, in bytes
   */
  static Optional<NDArrayException> refusal(
      StageReads reads, String problem, double shared, ClusterSpec cluster) {
    return reads.hints().entrySet().stream()
        .findFirst()
        .map(
            hint ->
                NDArrayException.of(
                    ErrorCode.VALUE,
                    "Cannot deliver %s as '%s': %s, or leave the hint out",
                    hint.getKey().label(),
                    hint.getValue().text(),
                    switch (hint.getValue()) {
                      case BROADCAST ->
                          problem
                              + "; set spark.executor.memory and spark.driver.memory to at least "
                              + Bytes.text(cluster.memoryToBroadcast(shared));
                      case REPLICATED -> ofParts(reads, problem);
                      case PANELS ->
                          problem.equals(PanelDelivery.ALL_IN_EACH)
                              ? problem + "; hint 'broadcast'"
                              : problem + "; set spark.executor.memory higher";
                    }));
  }

  /** The driver broadcasts what it holds; only what lies elsewhere can be sent in parts. */
  private static String ofParts(StageReads reads, String problem) {
    for (ArrayRef array : reads.hints().keySet()) {
      if (reads.isOnDriver(array)) {
        return "%s lies on the driver and can only be broadcast; persist it or read it from a file"
            .formatted(array.label());
      }
    }
    return problem + "; set spark.executor.memory higher";
  }
}
