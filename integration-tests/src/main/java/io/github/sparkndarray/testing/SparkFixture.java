package io.github.sparkndarray.testing;

import org.jspecify.annotations.Nullable;

/**
 * What one {@link SparkTest} annotation stands for: a cluster, if it asks for one, and a session,
 * each started when it is asked for. One session runs in this JVM at a time; whoever asks for
 * another ends the one that is running.
 */
final class SparkFixture implements AutoCloseable {
  private static @Nullable SparkFixture running;

  private final SparkSettings settings;
  private @Nullable Cluster cluster;
  private @Nullable StandaloneCluster standaloneCluster;
  private @Nullable TestSession session;

  SparkFixture(SparkSettings settings) {
    this.settings = settings;
  }

  TestSession session() {
    synchronized (SparkFixture.class) {
      TestSession current = session;
      if (current == null) {
        if (running != null) {
          running.stopSession();
        }
        JvmOptions.require(settings.requireVectorModule());
        current = TestSession.start(settings, cluster());
        session = current;
        running = this;
      }
      return current;
    }
  }

  StandaloneCluster standaloneCluster() {
    StandaloneCluster current = standaloneCluster;
    if (current == null) {
      if (!(settings.master() instanceof SparkMaster.Standalone standalone)) {
        throw new IllegalArgumentException(
            "Cannot inject a StandaloneCluster: the master of this @SparkTest is no"
                + " standalone[workers,cores,MB]");
      }
      current =
          StandaloneCluster.builder()
              .workers(standalone.size().count())
              .coresPerWorker(standalone.size().cores())
              .megabytesPerWorker(standalone.size().megabytes())
              .start();
      standaloneCluster = current;
    }
    return current;
  }

  /** The cluster under the session; null where this JVM is all there is. */
  private @Nullable Cluster cluster() {
    if (cluster == null) {
      if (settings.master() instanceof SparkMaster.LocalCluster local) {
        cluster = Cluster.startInOneJvm(local.size());
      } else if (settings.master() instanceof SparkMaster.Standalone) {
        cluster = standaloneCluster().cluster();
      }
    }
    return cluster;
  }

  /** Stops the session and the cluster; fails when the session left something behind. */
  @Override
  public void close() {
    try (Cleanup all = new Cleanup()) {
      if (standaloneCluster != null) {
        all.add(standaloneCluster::close);
      } else if (cluster != null) {
        all.add(cluster::close);
      }
      all.add(this::stopSession);
    }
  }

  private void stopSession() {
    synchronized (SparkFixture.class) {
      TestSession current = session;
      session = null;
      if (running == this) {
        running = null;
      }
      if (current != null) {
        current.close();
      }
    }
  }
}
