package io.github.sparkndarray.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.api.NDArray;
import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.testing.SparkTest;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the shell does on Ctrl-C: the thread that computes is interrupted, its jobs cancelled. */
@SparkTest(conf = "spark.ndarray.driver.maxPoints=0")
@Timeout(60)
class CancellingTest {
  @Test
  void aJobThatRunsIsCancelledAndTheSessionKept(SparkSession spark) throws Exception {
    NDContext nd = NDContext.of(spark);
    // 10^13 points in many short blocks: hours, unless it is cancelled.
    NDArray endless = nd.random(1, 10_000_000, 1_000_000).sin().sum();
    FutureTask<Double> work = new FutureTask<>(endless::item);
    Thread worker = new Thread(work, "cancelled");
    worker.start();
    while (spark.sparkContext().statusTracker().getActiveJobIds().length == 0) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    worker.interrupt();
    spark.sparkContext().cancelAllJobs();
    assertThat(errorOf(work)).isNotNull();
    while (spark.sparkContext().statusTracker().getActiveJobIds().length > 0) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(nd.arange(10).sum().item()).isEqualTo(45);
  }

  @Test
  void nothingIsBegunForAThreadThatWasInterrupted(SparkSession spark) throws Exception {
    NDContext nd = NDContext.of(spark);
    FutureTask<Double> work =
        new FutureTask<>(
            () -> {
              Thread.currentThread().interrupt();
              return nd.arange(10).sum().item();
            });
    new Thread(work, "interrupted").start();
    assertThat(errorOf(work))
        .isInstanceOfSatisfying(
            NDArrayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED))
        .hasMessage("The computation was cancelled");
  }

  private static Throwable errorOf(FutureTask<?> work) throws InterruptedException {
    try {
      throw new AssertionError("nothing was cancelled: " + work.get());
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }
}
