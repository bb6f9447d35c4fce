package io.github.sparkndarray.cli;

import io.github.sparkndarray.execution.Progress;
import io.github.sparkndarray.plan.physical.Stage;
import java.util.HashSet;
import java.util.Set;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Shows how far Spark's own jobs have come, such as the one that compares groups and writes pairs,
 * in the line that also shows plans. While a plan runs, its jobs are its own.
 */
final class JobProgress extends SparkListener implements Progress {
  private final ProgressLine line;
  private final Set<Integer> stages = new HashSet<>();
  private boolean isPlan;
  private int job = -1;
  private int begun;
  private int stage = -1;
  private int done;
  private int tasks;

  JobProgress(ProgressLine line) {
    this.line = line;
  }

  @Override
  public synchronized void started(Stage next, int count) {
    isPlan = true;
    line.started(next, count);
  }

  @Override
  public synchronized void advanced(Stage of, int tasksDone, int count) {
    line.advanced(of, tasksDone, count);
  }

  @Override
  public synchronized void finished() {
    isPlan = false;
    line.finished();
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart event) {
    if (!isPlan && job < 0) {
      job = event.jobId();
      begun = 0;
      stages.clear();
      CollectionConverters.asJava(event.stageIds()).forEach(id -> stages.add((Integer) id));
    }
  }

  @Override
  public synchronized void onStageSubmitted(SparkListenerStageSubmitted event) {
    if (!isPlan && stages.contains(event.stageInfo().stageId())) {
      stage = event.stageInfo().stageId();
      tasks = event.stageInfo().numTasks();
      done = 0;
      begun++;
      line.started(begun, stages.size(), tasks);
    }
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
    if (!isPlan && event.stageId() == stage && event.taskInfo().successful()) {
      done++;
      line.advanced(done, tasks);
    }
  }

  @Override
  public synchronized void onJobEnd(SparkListenerJobEnd event) {
    if (event.jobId() == job) {
      job = -1;
      stage = -1;
      stages.clear();
      if (!isPlan) {
        line.finished();
      }
    }
  }
}
