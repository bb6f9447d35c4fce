package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.plan.physical.Stage.Keep;

/**
 * How long a stage is expected to take, in seconds. Its tasks compute while others are started and
 * while bytes move, so that it takes as long as the longest of the three.
 *
 * @param work what computing takes on one core
 * @param computing the work of as many rounds of tasks as there must be on the cluster's cores
 * @param moving the bytes that executors receive, read and write over their networks, and what goes
 *     to the driver over its own
 * @param launching the driver's own time for starting tasks, which it does one by one
 */
public record TimeProjection(double work, double computing, double moving, double launching) {
  /** What the driver takes to start a task and to hear of its end. */
  private static final double TASK_SECONDS = 1e-3;

  /** What a Spark job takes beside its tasks. */
  private static final double JOB_SECONDS = 8e-3;

  /** The time of a stage of a plan. */
  public static TimeProjection of(Stage stage, PhysicalPlan plan) {
    double work = KernelTime.seconds(stage, plan.cluster());
    ClusterSpec cluster = plan.cluster();
    if (stage.onDriver() || stage.grid().size() == 0) {
      int threads = Math.max(1, Math.min(stage.tasks(), cluster.cores()));
      return new TimeProjection(work, work / threads, 0, 0);
    }
    int slots = cluster.slots();
    long tasks = (long) stage.tasks() * stage.passCount();
    long roundsOfPass = (stage.tasks() + slots - 1L) / slots;
    double computing = work / tasks * roundsOfPass * stage.passCount();
    double moved = stage.traffic().total() + stage.bytesRead();
    boolean isRequested =
        plan.outputs().stream().anyMatch(output -> output.nest() == stage.terminal().id());
    boolean toDriver =
        stage.keep() == Keep.ON_DRIVER || (isRequested && plan.sink() == Sink.COLLECT);
    boolean isWritten = isRequested && plan.sink().writes();
    double results = resultBytes(stage);
    double perExecutor = (moved + (isWritten ? results : 0)) / cluster.executors();
    double arriving =
        stage.hasPartials() && stage.mergesOnDriver()
            ? stage.traffic().partials()
            : toDriver ? results : 0;
    double moving = (perExecutor + arriving) / cluster.bandwidth();
    double launching = stage.passCount() * JOB_SECONDS + tasks * TASK_SECONDS;
    return new TimeProjection(work, computing, moving, launching);
  }

  private static double resultBytes(Stage stage) {
    double bytes = 0;
    for (int output = 0; output < stage.terminal().loop().outputs().size(); output++) {
      bytes += ArrayBytes.of(stage.terminal().result(output));
    }
    return bytes;
  }

  /** The whole time. */
  public double seconds() {
    return Math.max(computing, Math.max(moving, launching));
  }
}
