package io.github.sparkndarray.testing;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;

/** What a test's session runs on. */
public final class ClusterInfo {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long TASK_MILLIS = 100;

  private final JavaSparkContext context;
  private final int executors;
  private final int cores;

  ClusterInfo(JavaSparkContext context, int executors, int cores) {
    this.context = context;
    this.executors = executors;
    this.cores = cores;
  }

  /** The master URL of the session, as Spark sees it. */
  public String master() {
    return context.master();
  }

  /** The number of executors; 1 on {@code local[N]}, where the test's JVM is the executor. */
  public int executors() {
    return executors;
  }

  /** The number of tasks that run at the same time, on all executors together. */
  public int cores() {
    return cores;
  }

  /**
   * The process ids of the executors: all of them, found by running short tasks until each executor
   * has answered. A test of faults kills one of them.
   */
  public Set<Long> executorPids() {
    Set<Long> pids = new TreeSet<>();
    Poll.until(
        PATIENCE,
        () -> {
          pids.addAll(pidsOfOneJob());
          return pids.size() >= executors;
        });
    return pids;
  }

  private List<Long> pidsOfOneJob() {
    return context
        .parallelize(IntStream.range(0, 2 * cores).boxed().toList(), 2 * cores)
        .map(
            task -> {
              Thread.sleep(TASK_MILLIS);
              return ProcessHandle.current().pid();
            })
        .collect();
  }
}
