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

/**
 * In local mode what goes into shuffles is computed by tasks, and shuffled on the driver's heap.
 */
@SparkTest(
    master = "local[2]",
    conf = {
      NDArraySettings.DRIVER_WORK + "=1",
      NDArraySettings.LOCAL_WORK + "=1",
      NDArraySettings.KEEP_ON_DRIVER + "=1000"
    })
class LocalModeShuffleTest {
  private static final String VALUES = "x = np.arange(400000) * 7919 % 399989 - 5.5\n";

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
        "np.sort(np.sort(-x)[::2] + x[::2])[:2]        | -399988, -397391"
      })
  void tasksComputeAndNothingIsShuffledBySpark(String work, String expected, SparkSession spark) {
    NDContext nd = NDContext.of(spark);
    TaskCounter counter = TaskCounter.on(spark.sparkContext());
    double[] found = nd.eval(VALUES + work, Map.of()).toDoubleArray();
    assertThat(found).as(work).containsExactly(numbers(expected));
    assertThat(counter.tasks()).as(work).isPositive();
    assertThat(counter.shuffledBytes()).as(work).isZero();
  }

  private static double[] numbers(String list) {
    return Arrays.stream(list.split(",")).mapToDouble(Double::parseDouble).toArray();
  }
}
