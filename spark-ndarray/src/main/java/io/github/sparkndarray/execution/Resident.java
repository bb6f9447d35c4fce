package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.io.ClusterArray;

/** Where a stage's result lies for the stages after it. */
sealed interface Resident {
  /** On the driver. */
  record OnDriver(HostArray array) implements Resident {}

  /** In the cluster's memory, serialized, until the plan has ended. */
  record InCluster(ClusterArray array) implements Resident {}
}
