package io.github.sparkndarray.testing;

import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** A running Master with Workers, in child JVMs, that a session in this JVM can use. */
final class Cluster implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  static final Pattern MASTER_STARTED =
      Pattern.compile("Starting Spark master at (spark://\\S+:\\d+)");
  static final Pattern WORKER_REGISTERED = Pattern.compile("Successfully registered with master");

  private final SparkHome home;
  private final String masterUrl;
  private final SparkMaster.ExecutorSize size;
  private final Cleanup cleanup;

  Cluster(SparkHome home, String masterUrl, SparkMaster.ExecutorSize size, Cleanup cleanup) {
    this.home = home;
    this.masterUrl = masterUrl;
    this.size = size;
    this.cleanup = cleanup;
  }

  /**
   * Starts what Spark's master {@code local-cluster[…]} is, a Master and Workers in one JVM; but in
   * a child, whose environment can be made up.
   */
  static Cluster startInOneJvm(SparkMaster.ExecutorSize size) {
    try (Cleanup onFailure = new Cleanup()) {
      SparkHome home = SparkHome.create(List.of());
      onFailure.add(home::close);
      ChildProcess daemon =
          home.startDaemon(
              "local-cluster",
              home.classPath() + File.pathSeparator + ClassPath.ofThisJvm(),
              List.of(
                  ClusterDaemon.LOCAL_CLUSTER,
                  Integer.toString(size.count()),
                  Integer.toString(size.cores()),
                  Integer.toString(size.megabytes())));
      onFailure.add(daemon::close);
      String url = daemon.awaitOutput(MASTER_STARTED, 1, PATIENCE).group(1);
      daemon.awaitOutput(WORKER_REGISTERED, size.count(), PATIENCE);
      return new Cluster(home, url, size, onFailure.handOver());
    }
  }

  SparkHome home() {
    return home;
  }

  String masterUrl() {
    return masterUrl;
  }

  SparkMaster.ExecutorSize size() {
    return size;
  }

  /** The ends of the logs of all processes of this cluster. */
  String logs() {
    return LogTail.ofAll(home.root());
  }

  /** Ends all processes of this cluster and deletes its files. */
  @Override
  public void close() {
    cleanup.close();
  }
}
