package io.github.sparkndarray.integration;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkContext;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Where the tasks of a Spark context spend their time, by executor: it tells what a machine that is
 * shared with others takes from them (elapsed without processor time) from what they do themselves.
 */
final class TaskTimes extends ContextListener {
  private final Map<String, Times> byExecutor = new TreeMap<>();

  /** Sums over tasks in milliseconds; from the first task's launch to the last one's end. */
  private static final class Times {
    private int tasks;
    private long lasted;
    private long ran;
    private long cpu;
    private long deserializing;
    private long collectingGarbage;
    private long longest;
    private long first = Long.MAX_VALUE;
    private long last;

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d tasks in %d ms: %d ms launched to ended (longest %d), %d running, %d of the"
              + " processor, %d deserializing, %d garbage collection",
          tasks,
          last - first,
          lasted,
          longest,
          ran,
          cpu,
          deserializing,
          collectingGarbage);
    }
  }

  private TaskTimes(SparkContext context) {
    super(context);
  }

  /** Adds up from now on, until closed. */
  static TaskTimes on(SparkContext context) {
    TaskTimes times = new TaskTimes(context);
    times.listen();
    return times;
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
    TaskMetrics metrics = event.taskMetrics();
    if (metrics == null) {
      return; // Lost with its executor.
    }
    Times times = byExecutor.computeIfAbsent(event.taskInfo().executorId(), id -> new Times());
    times.tasks++;
    times.lasted += event.taskInfo().duration();
    times.longest = Math.max(times.longest, event.taskInfo().duration());
    times.ran += metrics.executorRunTime();
    times.cpu += metrics.executorCpuTime() / 1_000_000;
    times.deserializing += metrics.executorDeserializeTime();
    times.collectingGarbage += metrics.jvmGCTime();
    times.first = Math.min(times.first, event.taskInfo().launchTime());
    times.last = Math.max(times.last, event.taskInfo().finishTime());
  }

  /** The processor seconds of all tasks. */
  double cpuSeconds() {
    awaitEvents();
    synchronized (this) {
      return byExecutor.values().stream().mapToLong(times -> times.cpu).sum() / 1e3;
    }
  }

  /** What each executor did, a line each. */
  String lines() {
    awaitEvents();
    synchronized (this) {
      StringBuilder lines = new StringBuilder();
      byExecutor.forEach(
          (id, t) -> lines.append("  executor ").append(id).append(": ").append(t).append('\n'));
      return lines.toString();
    }
  }
}
