package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.util.Locale;
import java.util.Optional;

/** Tells which plans would not fit, with the numbers and the setting that would make them fit. */
final class MemoryCheck {
  private MemoryCheck() {}

  /**
   * Why a plan does not fit.
   *
   * @param ofTasks whether smaller blocks might help
   */
  record Problem(boolean ofTasks, String message) {
    NDArrayException error() {
      return new NDArrayException(ErrorCode.MEMORY, message);
    }
  }

  /** What is wrong with a plan; nothing if it fits. */
  static Optional<Problem> of(PhysicalPlan plan) {
    ClusterSpec cluster = plan.cluster();
    for (Stage stage : plan.stages()) {
      MemoryProjection memory = stage.memory();
      long executor = memory.task() * cluster.cores() + memory.executorShared();
      long usable = cluster.taskMemory() * cluster.cores() + cluster.broadcastMemory();
      if (memory.task() > cluster.taskMemory() || executor > usable) {
        double factor =
            Math.max((double) memory.task() / cluster.taskMemory(), (double) executor / usable);
        return Optional.of(
            new Problem(
                true,
                String.format(
                    Locale.ROOT,
                    "Cannot run this plan: each of %d tasks of an executor needs %s beside %s of"
                        + " broadcast arrays, and an executor of %s has room for %s and %s; set"
                        + " spark.executor.memory (in local mode, the driver's) to at least %s, or"
                        + " spark.executor.cores lower",
                    cluster.cores(),
                    Bytes.text(memory.task()),
                    Bytes.text(memory.executorShared()),
                    Bytes.text(cluster.executorMemory()),
                    Bytes.text(cluster.taskMemory()),
                    Bytes.text(cluster.broadcastMemory()),
                    Bytes.text(cluster.executorMemory() * Math.ceil(factor)))));
      }
      if (memory.driver() > 2 * cluster.driverResultMemory()) {
        return Optional.of(
            new Problem(
                false,
                String.format(
                    Locale.ROOT,
                    "Cannot bring %s to the driver, which has room for %s: write the result to a"
                        + " file instead, or set spark.driver.memory and"
                        + " spark.driver.maxResultSize higher",
                    Bytes.text(memory.driver() / 2.0),
                    Bytes.text(cluster.driverResultMemory()))));
      }
    }
    return Optional.empty();
  }
}
