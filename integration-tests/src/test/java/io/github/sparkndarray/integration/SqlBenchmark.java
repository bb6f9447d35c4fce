package io.github.sparkndarray.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Spark SQL with the extension and without, whole queries, warm, in one session of two cores. No
 * test, as it takes minutes: {@code benchmarks/sql}.
 */
class SqlBenchmark {
  private static final PrintStream OUT = System.out;
  private static final int POINTS = 10_000;
  private static final String NEAREST = "spark.ndarray.sql.nearest.enabled";
  private static final String CROSS = "spark.ndarray.sql.crossJoin.enabled";
  private static final int MOST_BATCHES = 8;
  private static final double STILL_FALLING = 0.97;
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.extensions", "io.github.sparkndarray.sql.NDArrayExtensions")
            .getOrCreate();
    for (String name : List.of("l", "r")) {
      spark
          .sql(
              ("SELECT id, array(float(rand(%1$d)), float(rand(%1$d + 1)), float(rand(%1$d + 2)))"
                      + " AS v FROM range(0, %2$d, 1, 2)")
                  .formatted((int) name.charAt(0), POINTS))
          .cache()
          .createOrReplaceTempView(name);
      spark.table(name).count();
    }
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static double seconds(String query) {
    long begin = System.nanoTime();
    spark.sql(query).write().format("noop").mode("overwrite").save();
    return (System.nanoTime() - begin) / 1e9;
  }

  /**
   * The median of some runs. The runs before them warm up: as many, and as many more as long as the
   * median falls, as Spark's planner is so large that compiling it goes on for hundreds of queries.
   */
  private static double median(int runs, String query) {
    double before = medianOfNext(runs, query);
    for (int batch = 1; batch < MOST_BATCHES; batch++) {
      double next = medianOfNext(runs, query);
      if (next > before * STILL_FALLING) {
        return next;
      }
      before = next;
    }
    return before;
  }

  private static double medianOfNext(int runs, String query) {
    double[] all = new double[runs];
    for (int i = 0; i < runs; i++) {
      all[i] = seconds(query);
    }
    Arrays.sort(all);
    return all[runs / 2];
  }

  /** A line of the table that {@code benchmarks/sql} makes. */
  private static void line(String work, String peer, double theirs, double ours) {
    OUT.printf(
        Locale.ROOT, "| %s | %s | %.3f | %.3f | %.2f |%n", work, peer, theirs, ours, theirs / ours);
  }

  private static void compare(String name, String setting, int sparksRuns, String query) {
    spark.conf().set(setting, "false");
    double sparks = sparksRuns > 1 ? median(sparksRuns, query) : seconds(query);
    List<String> expected = rows(query, setting, false, sparksRuns);
    spark.conf().unset(setting);
    double ours = median(100, query);
    assertThat(rows(query, setting, true, sparksRuns)).isEqualTo(expected);
    line(name, "Spark's own plan", sparks, ours);
  }

  /** Rows to compare, where Spark does not take too long for them once more. */
  private static List<String> rows(String query, String setting, boolean on, int sparksRuns) {
    if (sparksRuns < 2) {
      return List.of();
    }
    spark.conf().set(setting, Boolean.toString(on));
    return spark.sql(query).collectAsList().stream().map(Object::toString).sorted().toList();
  }

  @Test
  void nearestBy() {
    for (String function : List.of("vector_l2_distance", "nd_euclidean")) {
      compare(
          "NEAREST 1 BY " + function,
          NEAREST,
          1,
          "SELECT l.id, r.id AS other FROM l JOIN r EXACT NEAREST 1 BY DISTANCE %s(l.v, r.v)"
              .formatted(function));
    }
  }

  @Test
  void crossJoin() {
    for (String function : List.of("vector_l2_distance", "nd_euclidean")) {
      compare(
          "CROSS JOIN, min of " + function,
          CROSS,
          3,
          "SELECT l.id, min(%s(l.v, r.v)) AS d FROM l CROSS JOIN r GROUP BY l.id"
              .formatted(function));
    }
    compare(
        "CROSS JOIN WHERE nd_euclidean < 0.01",
        CROSS,
        3,
        "SELECT l.id, r.id AS other FROM l CROSS JOIN r WHERE nd_euclidean(l.v, r.v) < 0.01");
  }

  @Test
  void functionsOfTenMillionRows() {
    spark
        .sql(
            "SELECT transform(sequence(0, 63), k -> float((id * 31 + k * 7) % 101)) AS a,"
                + " transform(sequence(0, 63), k -> float((id * 17 + k * 11) % 97)) AS b FROM"
                + " range(0, 100000, 1, 2)")
        .cache()
        .createOrReplaceTempView("pairs");
    spark.table("pairs").count();
    // A hundred times the cached rows: the scan is small beside the functions.
    String query = "SELECT sum(%s) AS s FROM pairs CROSS JOIN range(100)";
    // The distance depends on the repetition, so that it is not computed once for all.
    String second = "IF(id < 0, a, b)";
    double sparks = median(3, query.formatted("vector_l2_distance(a, " + second + ")"));
    double ours = median(3, query.formatted("nd_euclidean(a, " + second + ")"));
    double formula =
        median(
            3,
            query.formatted(
                "nd_eval('sqrt(((a - b) ** 2).sum(-1))', named_struct('a', a, 'b', "
                    + second
                    + "))"));
    line("nd_euclidean of 10 million rows of 64 floats", "vector_l2_distance", sparks, ours);
    line("nd_eval of the same formula", "nd_euclidean", ours, formula);
  }

  @Test
  void rowToArrayToRow() {
    spark
        .sql(
            "SELECT transform(sequence(0, 7), k -> double(id + k)) AS x FROM range(0, 1000000, 1,"
                + " 2)")
        .cache()
        .createOrReplaceTempView("eights");
    spark.table("eights").count();
    double plain = median(7, "SELECT x FROM eights");
    double through = median(7, "SELECT nd_eval('x + 1', struct(x)) AS x FROM eights");
    line("a million rows of 8 doubles through nd_eval('x + 1')", "the rows alone", plain, through);
    OUT.printf(
        Locale.ROOT,
        "| row to array to row, 8 doubles | | | %.0f ns | |%n",
        (through - plain) * 2 / 1_000_000 * 1e9);
  }
}
