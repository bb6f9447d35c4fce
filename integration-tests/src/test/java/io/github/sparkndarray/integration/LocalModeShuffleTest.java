package io.github.sparkndarray.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.execution.NDArraySettings;
import io.github.sparkndarray.testing.SparkTest;
import java.util.Arrays;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * In local mode what goes into shuffles is computed by tasks, and shuffled on the driver's heap.
 */
@SparkTest(
    master = "local[2]",
    conf = {
      NDArraySettings.DRIVER_WORK + "=1",
      NDArraySettings.LOCAL_WORK + "=1",
      NDArraySettings.KEEP_ON_DRIVER + "=1000",
      NDArraySettings.REDUCED_ELEMENTS + "=30000"
    })
class LocalModeShuffleTest {
  private static final String VALUES =
      """
      x = np.arange(400000) * 7919 % 399989 - 5.5
      y = x.reshape(100, 40, 100)
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "np.sort(x)[:3]                                | -5.5, -5.5, -4.5",
        "np.sort(x)[::-1][:2]                          | 399982.5, 399981.5",
        "np.argsort(x)[:3] + 0.0                       | 0, 399989, 206283",
        "np.unique(x // 100000)                        | -1, 0, 1, 2, 3",
        "np.sort(x.reshape(1000, 400), axis=1)[-1, :2] | -5.5, 153.5",
        "np.roll(x, 3)[:4]                             | 63346.5, 71265.5, 79184.5, -5.5",
        "x[x > 399981]                                 | 399982.5, 399981.5",
        "np.sort(np.sort(-x)[::2] + x[::2])[:2]        | -399988, -397391",
        "np.concatenate([x.reshape(4000, 100), -x.reshape(4000, 100)[:, :40]], axis=1)[3, 98:102] |"
            + " 351833.5, 359752.5, -375749.5, -383668.5",
        "np.concatenate([y[:, :7], y, y[:, ::-1]], axis=1)[99, [6, 7, 46, 47], 1] | 369674.5,"
            + " 18153.5, 103100.5, 103100.5",
        "np.median(x)                                  | 199983",
        "np.nanmedian(np.where(x > 99, x, np.nan))     | 200036",
        "np.nanquantile(np.where(x > 99, x, np.nan), [0.75, 0]) | 300009.25, 99.5",
        "np.nanmedian(np.where(x > 0, x, np.nan).reshape(2, 200000), axis=1) | 199984.5,"
            + " 199988.5",
        "np.cumsum(x)[-1:]                             | 79993635611"
      })
  void tasksComputeAndNothingIsShuffledBySpark(String work, String expected, SparkSession spark) {
    NDContext nd = NDContext.of(spark);
    TaskCounter counter = TaskCounter.on(spark.sparkContext());
    double[] found = nd.eval(VALUES + work, Map.of()).toDoubleArray();
    assertThat(found).as(work).containsExactly(numbers(expected));
    assertThat(counter.tasks()).as(work).isPositive();
    assertThat(counter.shuffledBytes()).as(work).isZero();
  }

  /** What is moved is what the cluster moves, and what is added up is rounded chunk by chunk. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "np.concatenate([x.reshape(4000, 100), -x.reshape(4000, 100)[:, :40]], axis=1)",
        "np.concatenate([y[:, :7], y, y[:, ::-1]], axis=1)",
        "np.concatenate([x[:7], x, x[::-1]])",
        "np.cumsum(x * 0.1)",
        "np.cumprod(1 + x * 1e-9)",
        "np.nanpercentile(np.where(x % 3 > 1, x, np.nan), [70, 20, 20.1])",
        "np.nanpercentile(np.where(y % 3 > 1, y, np.nan), [70, 20, 20.1], axis=(0, 2))",
        "np.nanmedian(np.where(x > 200000, x, np.nan).reshape(10, 40000).astype(np.float32),"
            + " axis=1)",
        "np.cumsum((x * 0.1).astype(np.float32))",
        "np.cumsum((x * 0.1).reshape(4, 100000), axis=1)",
        "np.cumsum((x * 0.1).reshape(4000, 100), axis=1)",
        "np.bincount((x % 7).astype(np.int64), weights=x * 0.1)",
        "np.bincount((x % 70001).astype(np.int64), weights=x * 0.1)"
      })
  void resultsAreThoseOfTheCluster(String work, SparkSession spark) {
    NDContext nd = NDContext.of(spark);
    TaskCounter counter = TaskCounter.on(spark.sparkContext());
    double[] here = nd.eval(VALUES + work, Map.of()).toDoubleArray();
    assertThat(counter.shuffledBytes()).as(work).isZero();
    double[] inCluster;
    spark.conf().set(NDArraySettings.LOCAL_WORK, 0);
    int before = counter.jobs();
    try {
      inCluster = nd.eval(VALUES + work, Map.of()).toDoubleArray();
    } finally {
      spark.conf().set(NDArraySettings.LOCAL_WORK, 1);
    }
    assertThat(counter.jobs() - before).as(work).isGreaterThan(1);
    assertThat(here).as(work).isEqualTo(inCluster);
  }

  private static double[] numbers(String list) {
    return Arrays.stream(list.split(",")).mapToDouble(Double::parseDouble).toArray();
  }
}
