package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.expr.ArraySource;
import io.github.sparkndarray.plan.logical.ArrayRef;

/** A source that may lie in a file which the driver's machine can map into memory. */
public interface MappedSource extends ArraySource {
  /** Whether any part of it can be had as memory by whoever runs on the driver's machine. */
  boolean isMapped();

  /** Whether the tasks of a plan have an array in memory without anything being done. */
  static boolean isMapped(ArrayRef array, ClusterSpec cluster, PlanSettings settings) {
    return cluster.inDriver()
        && settings.delivery() == PlanSettings.DeliveryWish.AUTO
        && array instanceof ArrayRef.Source source
        && source.source() instanceof MappedSource mapped
        && mapped.isMapped();
  }
}
