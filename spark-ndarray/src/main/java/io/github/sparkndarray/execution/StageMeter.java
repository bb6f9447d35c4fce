package io.github.sparkndarray.execution;

import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.util.AccumulatorV2;

/** Adds up what the tasks of a stage were measured to use, as it comes with their results. */
final class StageMeter extends AccumulatorV2<TaskMeasure, TaskMeasure> {
  private static final long serialVersionUID = 1L;

  private TaskMeasure total = TaskMeasure.NOTHING;

  static StageMeter on(SparkContext context) {
    StageMeter meter = new StageMeter();
    context.register(meter);
    return meter;
  }

  /** A record that a task sends to others: what it writes for them is known when it has ended. */
  <T> T sending(T record) {
    TaskMeter.of(TaskContext.get(), this);
    return record;
  }

  @Override
  public boolean isZero() {
    return total.equals(TaskMeasure.NOTHING);
  }

  @Override
  public StageMeter copy() {
    StageMeter copy = new StageMeter();
    copy.total = total;
    return copy;
  }

  @Override
  public void reset() {
    total = TaskMeasure.NOTHING;
  }

  @Override
  public void add(TaskMeasure measure) {
    total = total.plus(measure);
  }

  @Override
  public void merge(AccumulatorV2<TaskMeasure, TaskMeasure> other) {
    total = total.plus(other.value());
  }

  @Override
  public TaskMeasure value() {
    return total;
  }
}
