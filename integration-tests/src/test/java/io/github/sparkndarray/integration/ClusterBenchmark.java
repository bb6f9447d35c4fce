package io.github.sparkndarray.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.github.sparkndarray.api.NDArray;
import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.execution.NDArraySettings;
import io.github.sparkndarray.plan.physical.Measured;
import io.github.sparkndarray.plan.physical.MeasuredRun;
import io.github.sparkndarray.plan.physical.MemoryProjection;
import io.github.sparkndarray.plan.physical.Stage;
import io.github.sparkndarray.plan.physical.TimeProjection;
import io.github.sparkndarray.testing.SparkTest;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What small clusters reach: all pairs of 300,000 points by every delivery, the gain of a second
 * executor, projected time beside measured, the cost of a pair as points become more, the driver's
 * time per task. No test, as it takes minutes: {@code benchmarks/cluster}.
 */
class ClusterBenchmark {
  private static final PrintStream OUT = System.out;
  private static final String NEAREST =
      """
      D = np.sqrt(((Y[:, None, :] - Y) ** 2).sum(-1))
      np.where(np.arange(len(Y))[:, None] == np.arange(len(Y)), np.inf, D).argmin(axis=1)
      """;
  private static final int ROUNDS = 3;
  private static final double MEBIBYTE = 1 << 20;

  /** Pairs that are computed in all rounds of a number of points together, at least. */
  private static final double PAIRS_OF_ROUNDS = 1e10;

  private static final int MOST_ROUNDS = 40;

  /** Enough to keep one executor busy for half a minute: a job whose start and end do not count. */
  private static final int COMPUTE_BOUND_POINTS = 400_000;

  private static final Map<Integer, Double> SECONDS_BY_EXECUTORS = new TreeMap<>();

  @TempDir private Path folder;

  @Test
  @SparkTest(
      master = "local-cluster[2,1,1024]",
      conf = {TinyBlocks.NOTHING_ON_THE_DRIVER, TinyBlocks.NO_INTERMEDIATES_ON_THE_DRIVER})
  void allPairsByEveryDelivery(SparkSession spark) throws IOException {
    NDContext nd = NDContext.of(spark);
    NDArray points = points(nd, 300_000);
    warm(nd, points);
    long[] first = null;
    for (String delivery : List.of("broadcast", "replicated", "panels")) {
      spark.conf().set(NDArraySettings.DELIVERY, delivery);
      // Computed points lie in chunks in the cluster's memory, and can travel in every way.
      NDArray nearest = nd.eval("Y = np.log1p(X)\n" + NEAREST, Map.of("X", points));
      try (SparkTraffic traffic = SparkTraffic.on(spark.sparkContext())) {
        long[] found = nearest.toLongArray();
        first = first == null ? found : first;
        assertThat(found).as(delivery).isEqualTo(first);
        report(delivery, nd.measured(nearest).orElseThrow(), traffic);
      }
    }
  }

  private static void report(String name, MeasuredRun run, SparkTraffic traffic) {
    double broadcast = 0;
    double shuffled = 0;
    for (int s = 0; s < run.stages().size(); s++) {
      Stage stage = run.plan().stages().get(s);
      Measured measured = run.stages().get(s);
      broadcast += stage.traffic().broadcast();
      shuffled += stage.traffic().shuffled();
      line(
          "%-24s stage %d %-60s %7.2f s  %3d tasks  MiB projected/measured:"
              + " task %s  executor %s  driver %s  seconds projected %.2f",
          name,
          s + 1,
          stage.inputs().stream().map(i -> i.delivery().name()).toList()
              + (stage.passes() == null ? "" : " in " + stage.passCount() + " passes"),
          measured.seconds(),
          measured.tasks(),
          both(stage.memory().task(), measured.memory().task()),
          both(executor(stage.memory()), executor(measured.memory())),
          both(stage.memory().driver(), measured.memory().driver()),
          TimeProjection.of(stage, run.plan()).seconds());
    }
    line(
        "%-24s MiB projected/by Spark: broadcast %s  shuffled %s",
        name, both(broadcast, traffic.broadcast()), both(shuffled, traffic.shuffleWritten()));
  }

  /** With one core there is one task at a time. */
  private static double executor(MemoryProjection memory) {
    return (double) memory.task() + memory.executorShared();
  }

  private static String both(double projected, double measured) {
    return String.format(Locale.ROOT, "%.2f/%.2f", projected / MEBIBYTE, measured / MEBIBYTE);
  }

  @Test
  @SparkTest(master = "local-cluster[1,1,1024]", conf = TinyBlocks.NOTHING_ON_THE_DRIVER)
  void oneExecutor(SparkSession spark) throws IOException {
    SECONDS_BY_EXECUTORS.put(1, computeBound(spark));
  }

  @Test
  @SparkTest(master = "local-cluster[2,1,1024]", conf = TinyBlocks.NOTHING_ON_THE_DRIVER)
  void twoExecutors(SparkSession spark) throws IOException {
    SECONDS_BY_EXECUTORS.put(2, computeBound(spark));
  }

  private double computeBound(SparkSession spark) throws IOException {
    NDContext nd = NDContext.of(spark);
    NDArray points = points(nd, COMPUTE_BOUND_POINTS);
    double cold = nearest(spark, nd, points);
    warm(nd, points);
    double best = Double.POSITIVE_INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
      best = Math.min(best, nearest(spark, nd, points));
    }
    line("compute-bound: cold %.2f s, warm %.2f s", cold, best);
    return best;
  }

  private static double nearest(SparkSession spark, NDContext nd, NDArray points) {
    NDArray nearest = nd.eval("Y = X\n" + NEAREST, Map.of("X", points));
    try (TaskTimes times = TaskTimes.on(spark.sparkContext())) {
      long start = System.nanoTime();
      nearest.toLongArray();
      double seconds = (System.nanoTime() - start) / 1e9;
      line(
          "compute-bound: projected %.2f s, measured %.2f s, of the processor %.2f s\n%s",
          projectedSeconds(nd.measured(nearest).orElseThrow()),
          seconds,
          times.cpuSeconds(),
          times.lines());
      return seconds;
    }
  }

  private static double projectedSeconds(MeasuredRun run) {
    return run.plan().stages().stream()
        .mapToDouble(stage -> TimeProjection.of(stage, run.plan()).seconds())
        .sum();
  }

  /** Each row's nearest of ever more points, on all cores: past start-up a pair costs the same. */
  @Test
  @SparkTest(master = "local[*]")
  void costPerPair(SparkSession spark) throws IOException {
    NDContext nd = NDContext.of(spark);
    NDArray points = points(nd, 300_000);
    warm(nd, points);
    for (int count : List.of(10_000, 30_000, 100_000, 300_000)) {
      double pairs = (double) count * count;
      int rounds = (int) Math.max(2, Math.min(MOST_ROUNDS, PAIRS_OF_ROUNDS / pairs));
      double best = Double.POSITIVE_INFINITY;
      for (int round = 0; round < rounds; round++) {
        NDArray nearest = nd.eval("Y = X[:%d]\n%s".formatted(count, NEAREST), Map.of("X", points));
        long start = System.nanoTime();
        nearest.toLongArray();
        best = Math.min(best, (System.nanoTime() - start) / 1e9);
      }
      line("nearest of %,7d points: %8.3f s, %.3f ns a pair", count, best, best * 1e9 / pairs);
    }
  }

  @AfterAll
  static void compareExecutors() {
    Double one = SECONDS_BY_EXECUTORS.get(1);
    Double two = SECONDS_BY_EXECUTORS.get(2);
    if (one != null && two != null) {
      line("compute-bound: 1 executor %.2f s, 2 executors %.2f s, %.2f", one, two, two / one);
    }
  }

  @Test
  @SparkTest(
      master = "local-cluster[2,1,1024]",
      conf = {TinyBlocks.NOTHING_ON_THE_DRIVER, NDArraySettings.BLOCK_BYTES + "=65536"})
  void driverTimePerTask(SparkSession spark) {
    NDContext nd = NDContext.of(spark);
    String chunks = "X = np.arange(2000)[:, None] * 8192 + np.arange(8192)\n";
    for (int round = 0; round < 2 * ROUNDS; round++) {
      for (String work : List.of("X * 2.0 + 1", "(X * 2.0 + 1).sum(axis=1)")) {
        NDArray result = nd.eval(chunks + work, Map.of());
        TaskCounter counter = TaskCounter.on(spark.sparkContext());
        long threads = threadNanos();
        long process = processNanos();
        long start = System.nanoTime();
        result.toDoubleArray();
        double wall = (System.nanoTime() - start) / 1e6;
        double driver = (threadNanos() - threads) / 1e6;
        double all = (processNanos() - process) / 1e6;
        int tasks = counter.tasks();
        line(
            "%-25s %d tasks in %.0f ms: %.2f ms of the driver's threads a task, %.2f ms with JIT"
                + " and GC",
            work, tasks, wall, driver / tasks, all / tasks);
      }
    }
  }

  /** The processor time of all Java threads, without what compiles and collects. */
  private static long threadNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return LongStream.of(threads.getAllThreadIds())
        .map(threads::getThreadCpuTime)
        .filter(nanos -> nanos > 0)
        .sum();
  }

  private static long processNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private NDArray points(NDContext nd, int count) throws IOException {
    Path file = folder.resolve("points.npy");
    return nd.read(Points.save(Points.random(20261125, count, 3).array(), file).toString());
  }

  private static void warm(NDContext nd, NDArray points) {
    for (int round = 0; round < ROUNDS; round++) {
      nd.eval("Y = X[:40000]\n" + NEAREST, Map.of("X", points)).toLongArray();
    }
  }

  private static void line(String format, Object... values) {
    OUT.println(String.format(Locale.ROOT, format, values));
  }
}
