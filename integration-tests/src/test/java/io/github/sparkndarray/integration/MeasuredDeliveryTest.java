package io.github.sparkndarray.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.api.NDArray;
import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.execution.NDArraySettings;
import io.github.sparkndarray.plan.physical.Delivery;
import io.github.sparkndarray.plan.physical.Measured;
import io.github.sparkndarray.plan.physical.MeasuredRun;
import io.github.sparkndarray.plan.physical.Stage;
import io.github.sparkndarray.plan.physical.TimeProjection;
import io.github.sparkndarray.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whichever way operands travel to executors, the bits are the same, and bytes and memory are what
 * was projected.
 */
@SparkTest(
    master = "local-cluster[2,1,1024]",
    conf = {TinyBlocks.NOTHING_ON_THE_DRIVER, TinyBlocks.NO_INTERMEDIATES_ON_THE_DRIVER})
class MeasuredDeliveryTest {
  /** What a projection may be too high by beside a factor of two: headers of what is sent. */
  private static final long SLACK = 2 << 10;

  /** What Spark broadcasts of its own. */
  private static final long JOBS_OWN = 1 << 20;

  private static final Points POINTS = Points.random(20261125, 14_000, 8);

  /**
   * Where the operand lies: in a file, or in chunks in the cluster's memory, computed before or
   * read from a table.
   */
  private static final Map<String, String> SOURCES =
      Map.of("stored", "X", "chunked", "np.log1p(X)", "table", "X");

  private static final Map<String, String> WORKS =
      Map.of(
          "argmin", "D.argmin(1)",
          "topk", "v, i = nd.topk(D, 3, axis=1)\nv",
          "sum", "D.sum(1)",
          "pairs", "np.exp(-D).sum()",
          "elementwise", "D[:1000] < 0.5");

  @TempDir private Path folder;

  @AfterEach
  void leaveTheChoiceToThePlanner(SparkSession spark) {
    spark.conf().unset(NDArraySettings.DELIVERY);
  }

  @ParameterizedTest
  @CsvSource({
    "stored, argmin, STORED, PANELS",
    // Sums are of whole rows where these read little, and there are no panels.
    "stored, sum, STORED, BROADCAST",
    "stored, pairs, STORED, PANELS",
    "stored, elementwise, STORED, PANELS",
    "chunked, argmin, REPLICATED, PANELS",
    "chunked, topk, REPLICATED, PANELS",
    "chunked, sum, REPLICATED, BROADCAST",
    "chunked, pairs, REPLICATED, PANELS",
    "chunked, elementwise, REPLICATED, PANELS",
    "table, argmin, REPLICATED, BROADCAST"
  })
  void allGiveTheSameBitsAndUseWhatWasProjected(
      String source, String work, Delivery inParts, Delivery inPanels, SparkSession spark)
      throws IOException {
    Path points =
        source.equals("table")
            ? POINTS.saveCsv(folder.resolve("points.csv"))
            : Points.save(POINTS.array(), folder.resolve("points.npy"));
    Path broadcast = folder.resolve("BROADCAST.npy");
    NDContext nd = NDContext.of(spark);
    NDArray x = nd.read(points.toString());
    x.max().item(); // Rows of a table become chunks the first time.
    Map<Delivery, Delivery> expected =
        Map.of(
            Delivery.BROADCAST, Delivery.BROADCAST,
            Delivery.REPLICATED, inParts,
            Delivery.PANELS, inPanels);
    for (Delivery wish : List.of(Delivery.BROADCAST, Delivery.REPLICATED, Delivery.PANELS)) {
      spark.conf().set(NDArraySettings.DELIVERY, wish.name().toLowerCase(Locale.ROOT));
      String script =
          "Y = %s\nD = np.sqrt(((Y[:, None, :] - Y) ** 2).sum(-1))\n%s"
              .formatted(SOURCES.get(source), WORKS.get(work));
      NDArray result = nd.eval(script, Map.of("X", x));
      Path file = folder.resolve(wish + ".npy");
      String name = source + " " + work + " " + wish;
      try (SparkTraffic traffic = SparkTraffic.on(spark.sparkContext())) {
        result.write(file.toString());
        check(name, expected.get(wish), nd.measured(result).orElseThrow(), traffic);
      }
      assertThat(Files.mismatch(file, broadcast)).as("bits of " + name).isEqualTo(-1);
    }
  }

  /** Products of long rows, made for those that read them within the blocks that do. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "P.max(axis=1)",
        "np.tanh(P)",
        "np.sqrt(((X[:, None, :] - Y) ** 2).sum(-1)).argmin(1)"
      })
  void longContractionsUseWhatWasProjected(String work, SparkSession spark) throws IOException {
    NDContext nd = NDContext.of(spark);
    Map<String, NDArray> arrays = new HashMap<>();
    for (String name : List.of("X", "Y")) {
      Path file = folder.resolve(name + ".npy");
      HostArray rows = Points.random(name.hashCode(), name.equals("X") ? 3000 : 1500, 600).array();
      arrays.put(name, nd.read(Points.save(rows, file).toString()));
    }
    Path broadcast = folder.resolve("broadcast.npy");
    for (String wish : List.of("broadcast", "replicated")) {
      spark.conf().set(NDArraySettings.DELIVERY, wish);
      NDArray result = nd.eval("P = X @ Y.T\n" + work, arrays);
      Path file = folder.resolve(wish + ".npy");
      try (SparkTraffic traffic = SparkTraffic.on(spark.sparkContext())) {
        result.write(file.toString());
        MeasuredRun run = nd.measured(result).orElseThrow();
        assertThat(run.plan().stages()).as(work).hasSize(1);
        assertThat(run.plan().stages().get(0).producers().get(0).loop().isContraction())
            .as(work)
            .isTrue();
        Delivery delivery = wish.equals("broadcast") ? Delivery.BROADCAST : Delivery.STORED;
        check(work, delivery, run, traffic);
      }
      assertThat(Files.mismatch(file, broadcast)).as("bits of " + work).isEqualTo(-1);
    }
    spark.conf().unset(NDArraySettings.DELIVERY);
    // In chunks that one block each makes, what reads the products is computed with them.
    NDArray kept = nd.eval("P = X @ Y.T\n" + work, arrays).persist();
    Path fused = folder.resolve("fused.npy");
    kept.write(fused.toString());
    assertThat(Files.mismatch(fused, broadcast)).as("bits of " + work).isEqualTo(-1);
    kept.unpersist();
  }

  /** Sums over more than a block should read are cut, in the same places whatever travels how. */
  @Test
  void sumsOverMuchComeInPanels(SparkSession spark) throws IOException {
    NDContext nd = NDContext.of(spark);
    Map<String, NDArray> arrays = new HashMap<>();
    for (String name : List.of("X", "Y")) {
      Path file = folder.resolve(name + ".npy");
      HostArray rows =
          Points.random(name.hashCode(), name.equals("X") ? 4100 : 12_000, 768).array();
      arrays.put(name, nd.read(Points.save(rows, file).toString()));
    }
    Path broadcast = folder.resolve("broadcast.npy");
    for (Delivery wish : List.of(Delivery.BROADCAST, Delivery.REPLICATED, Delivery.PANELS)) {
      String name = wish.name().toLowerCase(Locale.ROOT);
      spark.conf().set(NDArraySettings.DELIVERY, name);
      NDArray result = nd.eval("np.sqrt(((X[:, None] - Y) ** 2).sum(-1)).sum(1)", arrays);
      Path file = folder.resolve(name + ".npy");
      try (SparkTraffic traffic = SparkTraffic.on(spark.sparkContext())) {
        result.write(file.toString());
        MeasuredRun run = nd.measured(result).orElseThrow();
        assertThat(run.plan().stages().get(0).passCount())
            .isEqualTo(wish == Delivery.PANELS ? 2 : 1);
        check(name, wish == Delivery.REPLICATED ? Delivery.STORED : wish, run, traffic);
      }
      assertThat(Files.mismatch(file, broadcast)).as("bits of " + name).isEqualTo(-1);
    }
  }

  /** What is projected is no guess: a busy machine takes longer, none takes a small part of it. */
  @Test
  void timeIsOfTheOrderThatWasProjected(SparkSession spark) throws IOException {
    NDContext nd = NDContext.of(spark);
    Path file = Points.save(Points.random(20261126, 40_000, 3).array(), folder.resolve("more.npy"));
    String script = "np.sqrt(((X[:, None, :] - X) ** 2).sum(-1)).argmax(1)";
    double best = Double.POSITIVE_INFINITY;
    double projected = 0;
    for (int round = 0; round < 2; round++) {
      NDArray farthest = nd.eval(script, Map.of("X", nd.read(file.toString())));
      farthest.toLongArray();
      MeasuredRun run = nd.measured(farthest).orElseThrow();
      projected = TimeProjection.of(run.plan().stages().get(0), run.plan()).seconds();
      best = Math.min(best, run.stages().get(0).seconds());
    }
    assertThat(best).isBetween(projected / 4, projected * 20);
  }

  /** Where a delivery is set nothing is weighed, and both terms are sent. */
  @Test
  void termsAreAddedBeforeTheirSumIsSent(SparkSession spark) throws IOException {
    NDContext nd = NDContext.of(spark);
    Map<String, NDArray> arrays = new HashMap<>();
    for (String name : List.of("X", "A", "B", "C")) {
      Path file = folder.resolve(name + ".npy");
      arrays.put(
          name,
          nd.read(Points.save(Points.random(name.hashCode(), 20_000, 8).array(), file).toString()));
    }
    String script = "np.sqrt(((X[:6000, None] - (A + B + C)) ** 2).sum(-1)).argmin(1)";
    spark.conf().set(NDArraySettings.DELIVERY, "broadcast");
    long[] expected = nd.eval(script, arrays).toLongArray();
    spark.conf().unset(NDArraySettings.DELIVERY);
    NDArray nearest = nd.eval(script, arrays);
    try (SparkTraffic traffic = SparkTraffic.on(spark.sparkContext())) {
      assertThat(nearest.toLongArray()).isEqualTo(expected);
      MeasuredRun run = nd.measured(nearest).orElseThrow();
      assertThat(run.plan().stages()).hasSize(2);
      check("terms", Delivery.BROADCAST, run, traffic);
    }
  }

  /** What lies where the result is made is not sent with the others. */
  @ParameterizedTest
  @CsvSource({"(A + B).T + C, 1", "A + A.T, 1", "'nd.rechunk((A + B).T + C, (500, -1))', 2"})
  void chunksStayWhereTheResultIsMade(String script, int moved, SparkSession spark)
      throws IOException {
    NDContext nd = NDContext.of(spark);
    Map<String, NDArray> arrays = new HashMap<>();
    Map<String, NDArray> kept = new HashMap<>();
    for (String name : List.of("A", "B", "C")) {
      Path file = folder.resolve(name + ".npy");
      HostArray square = Points.random(name.hashCode(), 1500, 1500).array();
      arrays.put(name, nd.read(Points.save(square, file).toString()));
      kept.put(name, arrays.get(name).rechunk(500, -1).persist());
    }
    nd.compute(kept.values().toArray(NDArray[]::new));
    Path expected = folder.resolve("expected.npy");
    nd.eval(script, arrays).write(expected.toString());
    NDArray result = nd.eval(script, kept);
    Path file = folder.resolve("result.npy");
    try (SparkTraffic traffic = SparkTraffic.on(spark.sparkContext())) {
      result.write(file.toString());
      MeasuredRun run = nd.measured(result).orElseThrow();
      assertThat(run.plan().stages()).hasSize(1);
      assertThat(run.plan().stages().get(0).runsAtChunks()).as(script).isTrue();
      assertThat(run.plan().stages().get(0).traffic().shuffled())
          .isEqualTo(moved * 8.0 * 1500 * 1500);
      check(script, Delivery.ALIGNED, run, traffic);
    }
    assertThat(Files.mismatch(file, expected)).as("bits of " + script).isEqualTo(-1);
    kept.values().forEach(NDArray::unpersist);
  }

  /** Of two arrays in other partitions one is sent to the other. */
  @Test
  void chunksThatLieOtherwiseAreSent(SparkSession spark) throws IOException {
    NDContext nd = NDContext.of(spark);
    Path file = Points.save(Points.random(7, 1500, 1500).array(), folder.resolve("A.npy"));
    NDArray a = nd.read(file.toString()).rechunk(50, -1);
    NDArray one = a.persist();
    NDArray other =
        nd.eval("np.sin(A[:, :, None] * A[0, :400]).sum(-1)", Map.of("A", nd.read(file.toString())))
            .rechunk(50, -1)
            .persist();
    nd.compute(one, other);
    NDArray sum = one.add(other);
    Path result = folder.resolve("sum.npy");
    try (SparkTraffic traffic = SparkTraffic.on(spark.sparkContext())) {
      sum.write(result.toString());
      MeasuredRun run = nd.measured(sum).orElseThrow();
      assertThat(run.plan().stages()).hasSize(1);
      assertThat(run.plan().stages().get(0).inputs())
          .extracting(Stage.Input::delivery)
          .containsOnly(Delivery.ALIGNED);
      assertThat(run.plan().stages().get(0).traffic().shuffled()).isEqualTo(8.0 * 1500 * 1500);
      check("sum", Delivery.ALIGNED, run, traffic);
    }
    one.unpersist();
    other.unpersist();
    Path expected = folder.resolve("expected-sum.npy");
    sum.write(expected.toString());
    assertThat(Files.mismatch(result, expected)).isEqualTo(-1);
  }

  private static void check(String name, Delivery delivery, MeasuredRun run, SparkTraffic traffic) {
    List<Stage> stages = run.plan().stages();
    assertThat(stages.get(stages.size() - 1).inputs())
        .as(name)
        .extracting(Stage.Input::delivery)
        .contains(delivery);
    double broadcast = 0;
    double shuffled = 0;
    for (int s = 0; s < stages.size(); s++) {
      Stage stage = stages.get(s);
      Measured measured = run.stages().get(s);
      String what =
          "%s: %s %s measured %s".formatted(name, stage.traffic(), stage.memory(), measured);
      broadcast += stage.traffic().broadcast();
      shuffled += stage.traffic().shuffled();
      // In a pass over columns, tasks have nothing to do whose rows are below the diagonal.
      int least = stage.isHalved() ? stage.tasks() : stage.tasks() * stage.passCount();
      assertThat(measured.tasks()).as(what).isBetween(least, stage.tasks() * stage.passCount());
      isAbout(what, measured.broadcast(), stage.traffic().broadcast());
      isAbout(what, measured.shuffled(), stage.traffic().shuffled());
      isWithin(what, measured.memory().task(), stage.memory().task());
      isWithin(what, measured.memory().executorShared(), stage.memory().executorShared());
      isWithin(what, measured.memory().driver(), stage.memory().driver());
    }
    if (broadcast > 0) {
      isAbout(name + " broadcast, by Spark", traffic.broadcast(), broadcast);
    } else {
      assertThat(traffic.broadcast()).as(name).isLessThan(JOBS_OWN);
    }
    isAbout(name + " shuffled, by Spark", traffic.shuffleWritten(), shuffled);
    assertThat(traffic.shuffleRead()).as(name).isEqualTo(traffic.shuffleWritten());
  }

  private static void isAbout(String what, long measured, double projected) {
    assertThat((double) measured).as(what).isBetween(0.9 * projected, 1.1 * projected);
  }

  private static void isWithin(String what, long measured, long projected) {
    assertThat(measured).as(what).isLessThanOrEqualTo(projected);
    assertThat(projected).as(what).isLessThanOrEqualTo(2 * measured + SLACK);
  }
}
