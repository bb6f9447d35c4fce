package io.github.sparkndarray.integration;

import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;

/** Hears what a Spark context tells, until closed. */
abstract class ContextListener extends SparkListener implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 10_000;

  private final SparkContext context;

  ContextListener(SparkContext context) {
    this.context = context;
  }

  /** Begins to listen. */
  final void listen() {
    context.addSparkListener(this);
  }

  /** Events reach listeners some time after what they tell of: waits for those of the past. */
  final void awaitEvents() {
    try {
      context.listenerBus().waitUntilEmpty(PATIENCE_MILLIS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("Spark's events did not arrive", e);
    }
  }

  @Override
  public void close() {
    context.removeSparkListener(this);
  }
}
