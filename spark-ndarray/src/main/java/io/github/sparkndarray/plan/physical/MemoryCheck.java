package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.plan.logical.ArrayRef;
import java.util.Locale;
import java.util.Optional;

/** Tells which plans would not fit, with the numbers and the setting that would make them fit. */
public final class MemoryCheck {
  /** What one array on the driver may take, in bytes: see {@code HostArray}. */
  private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final ClusterSpec cluster;

  private MemoryCheck(ClusterSpec cluster) {
    this.cluster = cluster;
  }

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

  /**
   * Refuses a cluster whose tasks have no room for a kernel, whatever it computes.
   *
   * @throws NDArrayException that says what would do
   */
  static void requireRoomForTile(ClusterSpec cluster) {
    if (cluster.taskMemory() < StageMemory.LEAST) {
      throw NDArrayException.of(
          ErrorCode.MEMORY,
          "Cannot run anything on executors of %s: a task may use %s, and a kernel's panels and"
              + " tiles with the smallest block take %s; set spark.executor.memory to at least %s",
          Bytes.text(cluster.executorMemory()),
          Bytes.text(cluster.taskMemory()),
          Bytes.text(StageMemory.LEAST),
          Bytes.text(cluster.memoryForTasks(StageMemory.LEAST)));
    }
  }

  /**
   * Refuses work whose tasks have no room for it.
   *
   * @param work what is to be done, as what follows "Cannot"
   * @throws NDArrayException that says what would do
   */
  public static void requireRoomForTask(ClusterSpec cluster, long bytes, String work) {
    if (bytes > cluster.taskMemory()) {
      throw NDArrayException.of(
          ErrorCode.MEMORY,
          "Cannot %s: a task needs %s, and may use %s; set spark.executor.memory (in local mode,"
              + " the driver's) to at least %s, or spark.executor.cores lower",
          work,
          Bytes.text(bytes),
          Bytes.text(cluster.taskMemory()),
          Bytes.text(cluster.memoryForTasks(bytes)));
    }
  }

  /** What is wrong with a plan; nothing if it fits. */
  static Optional<Problem> of(PhysicalPlan plan) {
    MemoryCheck check = new MemoryCheck(plan.cluster());
    Optional<Problem> problem = check.ofResults(plan);
    for (Stage stage : plan.stages()) {
      problem = problem.or(() -> check.ofTasks(stage)).or(() -> check.ofDriver(stage));
    }
    return problem;
  }

  /** What is asked for must fit the driver, all of it together. */
  private Optional<Problem> ofResults(PhysicalPlan plan) {
    if (plan.sink() != Sink.COLLECT) {
      return Optional.empty();
    }
    double bytes = 0;
    for (ArrayRef.Result output : plan.outputs()) {
      double own = (double) output.shape().size() * output.dtype().itemSize();
      if (own > LONGEST_ARRAY && own <= cluster.driverResultMemory()) {
        return problem(
            false,
            "Cannot bring an array of %s to the driver, where one may have %s: write it to a file"
                + " instead, or bring parts of it",
            Bytes.text(own),
            Bytes.text(LONGEST_ARRAY));
      }
      bytes += own;
    }
    return bytes <= cluster.driverResultMemory()
        ? Optional.empty()
        : problem(
            false,
            "Cannot bring %s to the driver, which has room for %s: write the result to a file"
                + " instead, or set spark.driver.memory and spark.driver.maxResultSize higher",
            Bytes.text(bytes),
            Bytes.text(cluster.driverResultMemory()));
  }

  private Optional<Problem> ofTasks(Stage stage) {
    MemoryProjection memory = stage.memory();
    double executor = (double) memory.task() * cluster.cores() + memory.executorShared();
    // The pieces of broadcast arrays go to disk before anything that is needed does.
    double shared = 2.0 * cluster.broadcastMemory();
    double usable = (double) cluster.taskMemory() * cluster.cores() + shared;
    if (stage.onDriver() || (memory.task() <= cluster.taskMemory() && executor <= usable)) {
      return Optional.empty();
    }
    double factor = Math.max((double) memory.task() / cluster.taskMemory(), executor / usable);
    return problem(
        true,
        "Cannot run this plan: each of %d tasks of an executor needs %s beside %s of"
            + " broadcast arrays, and an executor of %s has room for %s and %s; set"
            + " spark.executor.memory (in local mode, the driver's) to at least %s, or"
            + " spark.executor.cores lower",
        cluster.cores(),
        Bytes.text(memory.task()),
        Bytes.text(memory.executorShared()),
        Bytes.text(cluster.executorMemory()),
        Bytes.text(cluster.taskMemory()),
        Bytes.text(shared),
        Bytes.text(cluster.executorMemory() * Math.ceil(factor)));
  }

  private Optional<Problem> ofDriver(Stage stage) {
    long needed = stage.memory().driver();
    return needed <= cluster.driverRoom()
        ? Optional.empty()
        : problem(
            false,
            "Cannot run this plan: what the driver broadcasts, combines and collects needs %s, and"
                + " it has room for %s; set spark.driver.memory to at least %s",
            Bytes.text(needed),
            Bytes.text(cluster.driverRoom()),
            Bytes.text(Math.ceil((double) needed / cluster.driverRoom() * cluster.driverMemory())));
  }

  private static Optional<Problem> problem(boolean ofTasks, String format, Object... values) {
    return Optional.of(new Problem(ofTasks, String.format(Locale.ROOT, format, values)));
  }
}
