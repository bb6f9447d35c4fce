package io.github.sparkndarray.testing;

import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkContext$;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import scala.Option;

/** A running Spark session in this JVM, for tests, and all that it takes to end it well. */
final class TestSession implements AutoCloseable {
  private final SparkSession spark;
  private final ClusterInfo info;
  private final List<LeakCheck> leakChecks;
  private final TempFolder folder;
  private final String name;

  private TestSession(
      String name,
      SparkSession spark,
      ClusterInfo info,
      TempFolder folder,
      List<LeakCheck> leakChecks) {
    this.name = name;
    this.spark = spark;
    this.info = info;
    this.folder = folder;
    this.leakChecks = leakChecks;
  }

  /** Starts a session, on the cluster if there is one. */
  static TestSession start(SparkSettings settings, @Nullable Cluster cluster) {
    requireNoOtherContext(settings.name());
    List<LeakCheck> leakChecks = settings.newLeakChecks();
    leakChecks.forEach(LeakCheck::start);
    try (Cleanup onFailure = new Cleanup()) {
      TempFolder folder = TempFolder.create("spark-test-");
      onFailure.add(folder::close);
      SparkConf conf = SessionConf.of(settings, cluster, folder.root());
      KryoCheck.tryRegistrator(conf);
      SparkSession spark = SparkSession.builder().config(conf).getOrCreate();
      onFailure.add(() -> stop(spark));
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      ClusterInfo info = info(context, cluster);
      if (cluster != null) {
        awaitExecutors(context, cluster);
      }
      onFailure.handOver();
      return new TestSession(settings.name(), spark, info, folder, leakChecks);
    }
  }

  private static void requireNoOtherContext(String name) {
    Option<SparkContext> active = SparkContext$.MODULE$.getActive();
    if (active.isDefined()) {
      throw new IllegalStateException(
          "Cannot start a session for "
              + name
              + ": the SparkContext \""
              + active.get().appName()
              + "\", which no @SparkTest started, is running in this JVM, and Spark allows one;"
              + " stop it first");
    }
  }

  private static ClusterInfo info(JavaSparkContext context, @Nullable Cluster cluster) {
    return cluster == null
        ? new ClusterInfo(context, 1, context.defaultParallelism())
        : new ClusterInfo(
            context, cluster.size().count(), cluster.size().count() * cluster.size().cores());
  }

  private static void awaitExecutors(JavaSparkContext context, Cluster cluster) {
    int wanted = cluster.size().count();
    boolean[] ready = new boolean[1];
    Poll.until(
        Cluster.PATIENCE,
        () -> {
          ready[0] = !context.sc().isStopped() && executors(context) >= wanted;
          return ready[0] || context.sc().isStopped();
        });
    if (!ready[0]) {
      throw new IllegalStateException(
          String.format(
              "Cannot start the executors of %s: %s of %d came up. The logs end:%n%s",
              cluster.masterUrl(),
              context.sc().isStopped() ? "none" : executors(context),
              wanted,
              cluster.logs()));
    }
  }

  /** The executors that have registered; Spark counts the driver as one. */
  private static int executors(JavaSparkContext context) {
    return context.sc().statusTracker().getExecutorInfos().length - 1;
  }

  SparkSession spark() {
    return spark;
  }

  ClusterInfo info() {
    return info;
  }

  /**
   * Stops the session and looks for leaks.
   *
   * @throws AssertionError that lists the leaks, if there are any
   */
  @Override
  public void close() {
    try (folder) {
      stop(spark);
    }
    List<String> leaks = leakChecks.stream().flatMap(check -> check.leaks().stream()).toList();
    if (!leaks.isEmpty()) {
      throw new AssertionError(
          name + " left behind, after its session was stopped:\n  " + String.join("\n  ", leaks));
    }
  }

  private static void stop(SparkSession spark) {
    try {
      spark.stop();
    } finally {
      SparkSession.clearActiveSession();
      SparkSession.clearDefaultSession();
    }
  }
}
