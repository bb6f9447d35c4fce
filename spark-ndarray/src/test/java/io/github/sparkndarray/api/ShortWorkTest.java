package io.github.sparkndarray.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.github.sparkndarray.execution.Progress;
import io.github.sparkndarray.execution.SparkAccess;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work of many blocks that local mode does without a Spark job. */
class ShortWorkTest {
  @TempDir private Path folder;

  private static NDContext context(Map<String, String> configuration) {
    return new NDContext(
        SparkAccess.whenNeeded(
            () -> {
              throw new AssertionError("Spark is started");
            }),
        configuration,
        Progress.NONE);
  }

  private final NDContext nd = context(Map.of());

  @Test
  void reductionsOfManyBlocks() {
    NDArray x = nd.arange(10_000_000);
    assertThat(x.sum().item()).isEqualTo(49_999_995_000_000.0);
    assertThat(x.multiply(x).max().item()).isEqualTo(9_999_999.0 * 9_999_999.0);
    assertThat(x.subtract(5_000_000).abs().argmin().item()).isEqualTo(5_000_000.0);
  }

  @Test
  void outputsAreWrittenAsTheyAreMade() throws Exception {
    Path file = folder.resolve("twice.npy");
    NDArray x = nd.arange(3_000_000).multiply(2);
    x.write(file.toString());
    assertThat(Files.size(file)).isEqualTo(128 + 24_000_000);
    NDArray back = nd.read(file.toString());
    assertThat(back.equal(x).all().item()).isEqualTo(1.0);
    // Large enough to be read block by block.
    assertThat(back.sum().item()).isEqualTo(2_999_999.0 * 3_000_000.0);
  }

  /** Neither at once nor block by block does a mapped file become a part of the heap. */
  @Test
  void mappedFilesAreReadWhereTheyLie() {
    String file = folder.resolve("large.npy").toString();
    nd.arange(4_000_000).write(file);
    NDArray x = nd.read(file);
    double sum = x.sum().item();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    assertThat(x.sum().item()).isEqualTo(sum).isEqualTo(3_999_999.0 * 2_000_000.0);
    long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    assertThat(allocated).isLessThan(8_000_000);
  }

  @Test
  void whatSlabsComputeOnceHasTheBitsOfWhatBlocksComputeAgain() {
    NDArray x = nd.random(7, 20_001, 60);
    NDArray powers = x.subtract(x.max(1).expandDims(1)).exp();
    NDArray softmax = powers.divide(powers.sum(1).expandDims(1));
    String file = folder.resolve("softmax.npy").toString();

    softmax.write(file);

    // In one nest when it is written in slabs, in two when it is collected.
    assertThat(nd.read(file).toDoubleArray()).isEqualTo(softmax.toDoubleArray());
  }

  /** What is larger than intermediate results may be on a driver that has a cluster. */
  @Test
  void shufflesOfWhatFitsTheHeap() {
    NDContext other = context(Map.of("spark.ndarray.driver.maxIntermediateBytes", "1k"));
    NDArray x = other.random(7, 20_011);
    NDArray sorted = x.sort(0);
    double[] expected = x.toDoubleArray();
    assertThat(x.add(0).reshape(-1, 20_011).roll(3, 1).toDoubleArray()[3]).isEqualTo(expected[0]);
    assertThat(x.take(x.argsort(0), 0).equal(sorted).all().item()).isEqualTo(1.0);
    Arrays.sort(expected);
    assertThat(sorted.toDoubleArray()).isEqualTo(expected);
    NDArray kept = x.multiply(100).floor().uniqueValues().persist();
    assertThat(kept.sum().item()).isEqualTo(4950.0);
    assertThat(kept.max().item()).isEqualTo(99.0);
    // One is persisted and read by the other, and both are of the same elements.
    NDArray order = x.add(1).argsort(0);
    NDArray first = x.add(1).sort(0).persist();
    NDArray difference = first.multiply(-1).sort(0).add(first.take(order.argsort(0), 0).sort(0));
    assertThat(difference.abs().max().item()).isEqualTo(expected[20_010] + 1 - (expected[0] + 1));
  }

  @Test
  void filesAreReshapedWhereTheyLie() {
    String file = folder.resolve("x.npy").toString();
    NDArray x = nd.random(7, 3_000, 2_000);
    x.write(file);
    NDContext other = context(Map.of("spark.ndarray.driver.maxIntermediateBytes", "0"));
    NDArray back = other.read(file).multiply(2).add(1).reshape(2_000, -1);
    assertThat(back.explain()).doesNotContain("reshape");
    assertThat(back.sum(0).toDoubleArray())
        .isEqualTo(x.reshape(2_000, 3_000).multiply(2).add(1).sum(0).toDoubleArray());
  }

  @Test
  void theSameBitsOnAnyNumberOfThreads() {
    double all = nd.random(7, 300, 20_000).sum().item();
    for (String master : new String[] {"local", "local[1]", "local[3]", "local[*]"}) {
      NDContext other = context(Map.of("spark.master", master));
      assertThat(other.random(7, 300, 20_000).sum().item()).isEqualTo(all);
    }
  }

  @Test
  void otherMastersAndSettingsStartSpark() {
    for (Map<String, String> configuration :
        List.of(
            Map.of("spark.master", "spark://host:7077"),
            Map.of("spark.ndarray.driver.maxPoints", "0"),
            Map.of("spark.ndarray.local.maxMillis", "0"))) {
      NDContext other = context(configuration);
      assertThatThrownBy(() -> other.arange(10_000_000).sum().item())
          .isInstanceOf(AssertionError.class)
          .hasMessage("Spark is started");
    }
  }

  @Test
  void aMeaninglessLimitIsRefused() {
    NDContext other = context(Map.of("spark.ndarray.local.maxMillis", "-1"));
    assertThatThrownBy(() -> other.arange(10).sum().item())
        .hasMessage(
            "Cannot use spark.ndarray.local.maxMillis=-1: it takes a whole number of at least 0 and"
                + " at most 9223372036854");
  }
}
