package io.github.sparkndarray.integration;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Counts what a Spark context ran, so that a test knows that its work was done there. */
final class TaskCounter extends ContextListener {
  private final AtomicInteger jobs = new AtomicInteger();
  private final AtomicInteger tasks = new AtomicInteger();
  private final AtomicLong shuffled = new AtomicLong();
  private final Set<String> executors = ConcurrentHashMap.newKeySet();

  private TaskCounter(SparkContext context) {
    super(context);
  }

  /** Counts from now on. */
  static TaskCounter on(SparkContext context) {
    TaskCounter counter = new TaskCounter(context);
    counter.listen();
    return counter;
  }

  @Override
  public void onJobStart(SparkListenerJobStart event) {
    jobs.incrementAndGet();
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd event) {
    tasks.incrementAndGet();
    // A task that is lost with its executor has no metrics.
    if (event.taskMetrics() != null) {
      shuffled.addAndGet(event.taskMetrics().shuffleWriteMetrics().bytesWritten());
    }
    executors.add(event.taskInfo().executorId());
  }

  int jobs() {
    awaitEvents();
    return jobs.get();
  }

  int tasks() {
    awaitEvents();
    return tasks.get();
  }

  /** The bytes that tasks wrote for others. */
  long shuffledBytes() {
    awaitEvents();
    return shuffled.get();
  }

  /** The executors that ran tasks, by Spark's names. */
  Set<String> executors() {
    awaitEvents();
    return Set.copyOf(executors);
  }
}
