package io.github.sparkndarray.plan.physical;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.error.NDArrayException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no cluster is like is refused before anything is planned for it. */
class ClusterSpecTest {
  private static final ClusterSpec CLUSTER = new ClusterSpec(4, 2, 1L << 30, 1L << 30, 1L << 30);

  private static void refuses(ThrowingCallable making, String message) {
    assertThatThrownBy(making)
        .isInstanceOf(NDArrayException.class)
        .hasMessage("Cannot plan for a cluster with " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 2 | 1 | 1 | 1 | executors = 0: it must be 1 to 1000000",
        "-1 | 2 | 1 | 1 | 1 | executors = -1: it must be 1 to 1000000",
        "2000000000 | 2 | 1 | 1 | 1 | executors = 2000000000: it must be 1 to 1000000",
        "4 | 0 | 1 | 1 | 1 | cores = 0: it must be 1 to 100000",
        "4 | 200000 | 1 | 1 | 1 | cores = 200000: it must be 1 to 100000",
        "1000000 | 1000 | 1 | 1 | 1 | executors × cores = 1000000000: it must be at most 100000000",
        "4 | 2 | 0 | 1 | 1 | executorMemory = 0: it must be a positive number of bytes",
        "4 | 2 | -5 | 1 | 1 | executorMemory = -5: it must be a positive number of bytes",
        "4 | 2 | 1 | -1 | 1 | driverMemory = -1: it must be a positive number of bytes",
        "4 | 2 | 1 | 1 | 0 | maxResultSize = 0: it must be a positive number of bytes"
      })
  void countsAndSizesAreLimited(
      int executors, int cores, long executor, long driver, long result, String message) {
    refuses(() -> new ClusterSpec(executors, cores, executor, driver, result), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NaN | 0.5 | memoryFraction = NaN: it must be more than 0 and at most 1",
        "2 | 0.5 | memoryFraction = 2.0: it must be more than 0 and at most 1",
        "0.6 | NaN | storageFraction = NaN: it must be at least 0 and less than 1:"
            + " the rest is what tasks use",
        "0.6 | 1 | storageFraction = 1.0: it must be at least 0 and less than 1:"
            + " the rest is what tasks use"
      })
  void sharesOfMemoryAreShares(double memory, double storage, String message) {
    refuses(() -> CLUSTER.withFractions(memory, storage), message);
  }

  @ParameterizedTest
  @CsvSource({"NaN", "0.0", "-1.0", "Infinity"})
  void aNetworkMovesBytes(double bandwidth) {
    refuses(
        () -> CLUSTER.withBandwidth(bandwidth),
        "bandwidth = " + bandwidth + ": it must be a positive number of bytes a second");
  }

  @ParameterizedTest
  @CsvSource({"0", "3", "32", "96", "-256", "4096"})
  void vectorsAreAPowerOfTwo(int bits) {
    refuses(
        () -> CLUSTER.withVectors(bits),
        "vectorBits = " + bits + ": it must be a power of two from 64 to 2048");
  }

  @Test
  void workThatFitsNoTaskIsRefused() {
    ClusterSpec small = new ClusterSpec(2, 2, 1L << 30, 1L << 30, 1L << 30);
    MemoryCheck.requireRoomForTask(small, small.taskMemory(), "do it");
    assertThatThrownBy(() -> MemoryCheck.requireRoomForTask(small, 1L << 30, "do it"))
        .isInstanceOf(NDArrayException.class)
        .hasMessage(
            "Cannot do it: a task needs 1.0 GiB, and may use 108.6 MiB; set spark.executor.memory"
                + " (in local mode, the driver's) to at least 7.0 GiB, or spark.executor.cores"
                + " lower");
  }
}
