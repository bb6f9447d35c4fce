package io.github.sparkndarray.api;

import io.github.sparkndarray.expr.DeliveryHint;

/** How an array is to reach the work that reads it: what {@link NDArray#hint} takes. */
public enum Delivery {
  /** Whole to every executor, in Spark broadcast variables. */
  BROADCAST(DeliveryHint.BROADCAST),
  /** Broadcast part by part, in as many passes over the work. */
  PANELS(DeliveryHint.PANELS),
  /** In parts to the tasks that read them; those of a file are read by the tasks themselves. */
  REPLICATED(DeliveryHint.REPLICATED);

  private final DeliveryHint hint;

  Delivery(DeliveryHint hint) {
    this.hint = hint;
  }

  DeliveryHint hint() {
    return hint;
  }
}
