package io.github.sparkndarray.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.api.Delivery;
import io.github.sparkndarray.api.NDArray;
import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.testing.ClusterInfo;
import io.github.sparkndarray.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

/** What is kept in a cluster is computed once, freed when asked, and computed again when lost. */
@SparkTest(
    master = "local-cluster[2,1,1024]",
    conf = {
      TinyBlocks.NOTHING_ON_THE_DRIVER,
      TinyBlocks.NO_INTERMEDIATES_ON_THE_DRIVER,
      "spark.shuffle.compress=false",
      TinyBlocks.KRYO,
      TinyBlocks.KRYO_REGISTRATOR
    })
class PersistTest {
  private static final int ROWS = 30_000;
  private static final int STEPS = 60;

  @TempDir private Path folder;

  private static NDArray random(NDContext nd) {
    return nd.random(20261125, ROWS, 3);
  }

  private static int kept(SparkSession spark) {
    return spark.sparkContext().getPersistentRDDs().size();
  }

  @Test
  void itIsComputedOnceWithTheSameBitsAndFreed(SparkSession spark) {
    NDContext nd = NDContext.of(spark);
    NDArray plain = random(nd).multiply(3.0).sin();
    NDArray x = plain.rechunk(1000, 3).persist();
    int before = kept(spark);
    assertThat(before).as("nothing is computed before it is needed").isZero();

    double[] sum = x.sum(0).toDoubleArray();
    assertThat(sum).isEqualTo(plain.sum(0).toDoubleArray());
    assertThat(kept(spark)).isEqualTo(1);

    TaskCounter counter = TaskCounter.on(spark.sparkContext());
    assertThat(x.toDoubleArray()).isEqualTo(plain.toDoubleArray());
    assertThat(counter.shuffledBytes()).isZero();
    assertThat(x.add(1).explain())
        .contains("a persisted array, float64 (30000, 3), 703.1 KiB: aligned, no bytes moved")
        .contains("runs    30 blocks of (1000, 3)");
    assertThat(x.sum(0).toDoubleArray()).isEqualTo(sum);

    x.unpersist();
    assertThat(kept(spark)).isZero();
    assertThat(x.sum(0).toDoubleArray()).isEqualTo(sum);
    assertThat(kept(spark)).isZero();
  }

  @Test
  void keepingMovesNothingAndOtherChunksMoveEachByteOnce(SparkSession spark) {
    NDContext nd = NDContext.of(spark);
    NDArray x = random(nd).rechunk(1000, -1).persist();
    TaskCounter counter = TaskCounter.on(spark.sparkContext());
    x.max().item();
    assertThat(counter.shuffledBytes()).as("chunks stay where they are made").isZero();

    NDArray same = x.multiply(2).rechunk(1000, 3).persist();
    same.max().item();
    assertThat(counter.shuffledBytes()).as("the same grid").isZero();

    NDArray other = x.rechunk(1500, 2).persist();
    assertThat(other.max().item()).isEqualTo(x.max().item());
    double bytes = x.nbytes();
    assertThat((double) counter.shuffledBytes()).isBetween(bytes, 1.1 * bytes);
    assertThat(other.explain()).contains("a persisted array");
    Stream.of(x, same, other).forEach(NDArray::unpersist);
    assertThat(kept(spark)).isZero();
  }

  @Test
  void whatIsKeptCanBeAskedForWithWhatIsMadeOfIt(SparkSession spark) {
    NDContext nd = NDContext.of(spark);
    NDArray x = random(nd).multiply(2).persist();
    List<NDArray> both = nd.compute(x, x.add(1), x.sum(0));
    assertThat(both.get(0).toDoubleArray()).isEqualTo(x.toDoubleArray());
    assertThat(both.get(1).toDoubleArray()).isEqualTo(x.add(1).toDoubleArray());
    assertThat(both.get(2).toDoubleArray()).isEqualTo(x.sum(0).toDoubleArray());
    assertThat(kept(spark)).isEqualTo(1);
    x.unpersist();
    assertThat(kept(spark)).isZero();
  }

  @Test
  void whatIsLostWithAnExecutorIsComputedAgain(SparkSession spark, ClusterInfo cluster)
      throws InterruptedException {
    NDContext nd = NDContext.of(spark);
    // A broadcast operand, which must still be there when chunks are computed again.
    NDArray y = nd.array(1.0, 2.0, 3.0);
    NDArray x = random(nd).subtract(y).rechunk(1000, 3).persist();
    double[] sum = x.sum(0).toDoubleArray();
    AtomicReference<NDArray> last = new AtomicReference<>(stepsThatAreAllKept(nd));
    double[] values = last.get().toDoubleArray();
    assertThat(longestLineage(spark)).isLessThan(200);

    long victim = cluster.executorPids().iterator().next();
    ProcessHandle.of(victim).orElseThrow().destroyForcibly();
    assertThat(x.sum(0).toDoubleArray()).isEqualTo(sum);
    assertThat(last.get().toDoubleArray()).isEqualTo(values);
    x.unpersist();
    last.getAndSet(null).unpersist();
    assertThat(keptAfterCollecting(spark, nd, x)).as("what nothing refers to any more").isZero();
  }

  /** What is still kept when garbage has been collected, some time after it was left. */
  private static int keptAfterCollecting(SparkSession spark, NDContext nd, NDArray other)
      throws InterruptedException {
    for (int attempt = 0; attempt < 100 && kept(spark) > 0; attempt++) {
      System.gc();
      nd.measured(other); // Makes the history of runs drop those of arrays that are gone.
      Thread.sleep(50);
    }
    return kept(spark);
  }

  /** A loop that keeps each step's array and frees the one before. */
  private static NDArray stepsThatAreAllKept(NDContext nd) {
    NDArray x = nd.random(20261126, 200, 3).rechunk(100, 3).persist();
    for (int step = 0; step < STEPS; step++) {
      NDArray next = x.multiply(0.5).add(1.0).persist();
      next.max().item();
      x.unpersist();
      x = next;
    }
    return x;
  }

  /** The most RDDs that one which is kept would be computed again from. */
  private static long longestLineage(SparkSession spark) {
    return CollectionConverters.asJava(spark.sparkContext().getPersistentRDDs()).values().stream()
        .mapToLong(rdd -> rdd.toDebugString().lines().count())
        .max()
        .orElseThrow();
  }

  @Test
  void aCheckpointIsAFileAndForgetsItsLineage(SparkSession spark) throws IOException {
    NDContext nd = NDContext.of(spark);
    assertThatThrownBy(() -> random(nd).checkpoint())
        .isInstanceOf(NDArrayException.class)
        .hasMessageStartingWith("Cannot checkpoint: there is no checkpoint directory; set");
    spark.sparkContext().setCheckpointDir(folder.toUri().toString());
    try {
      checkpointThreeTimes(nd, spark);
    } finally {
      spark.sparkContext().setCheckpointDir(null);
    }
  }

  private void checkpointThreeTimes(NDContext nd, SparkSession spark) throws IOException {
    NDArray x = random(nd);
    for (int step = 0; step < 3; step++) {
      x = x.multiply(0.5).add(random(nd)).checkpoint();
    }

    double half = random(nd).toDoubleArray()[0];
    double expected = half;
    for (int step = 0; step < 3; step++) {
      expected = expected * 0.5 + half;
    }
    assertThat(x.toDoubleArray()[0]).isEqualTo(expected);
    assertThat(x.explain()).contains("ndarray-").contains("slices read from storage");
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(file -> file.toString().endsWith(".npy"))).hasSize(3);
    }
    assertThat(kept(spark)).isZero();
  }

  @Test
  void scriptsKeepAndFree(SparkSession spark) {
    NDContext nd = NDContext.of(spark);
    NDArray sum =
        nd.eval(
            "x = nd.persist(nd.rechunk(X * 2, '100kB'))\nfloat(x.sum())\nnd.unpersist(x)\nx.sum()",
            Map.of("X", random(nd)));
    assertThat(kept(spark)).isZero();
    assertThat(sum.item()).isEqualTo(random(nd).multiply(2).sum().item());
  }

  @Test
  void everyHintGivesTheSameBits(SparkSession spark) {
    NDContext nd = NDContext.of(spark);
    NDArray x = nd.random(1, 4000, 3).rechunk(250, 3).persist();
    NDArray y = nd.random(2, 3000, 3).rechunk(300, 3).persist();
    NDArray difference = x.at(":, None, :").subtract(y);
    long[] nearest = difference.square().sum(-1).argmin(1).toLongArray();
    for (Delivery delivery : Delivery.values()) {
      NDArray hinted = x.at(":, None, :").subtract(y.hint(delivery)).square().sum(-1).argmin(1);
      assertThat(hinted.explain()).contains("as hinted");
      assertThat(hinted.toLongArray()).as(delivery.name()).isEqualTo(nearest);
    }
    List.of(x, y).forEach(NDArray::unpersist);
  }
}
