package io.github.sparkndarray.testing;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A real standalone cluster on this machine: a Master and Workers, each in a JVM of its own, on
 * loopback and on ports that the system chose. Their class path is a made-up {@code SPARK_HOME}
 * with Spark's jars alone, so that what an application forgets to bring is missed, as it would be
 * in production.
 *
 * <pre>{@code
 * try (StandaloneCluster cluster = StandaloneCluster.builder().workers(2).start()) {
 *   SubmitResult result =
 *       cluster.submit("com.example.Main", jar).arguments("in.npy", "out.npy").run();
 *   assertThat(result.exitCode()).isZero();
 * }
 * }</pre>
 *
 * <p>It needs {@code bash}, as Spark's own scripts do.
 */
public final class StandaloneCluster implements AutoCloseable {
  private final Cluster cluster;
  private final ChildProcess master;
  private final List<ChildProcess> workers;

  private StandaloneCluster(Cluster cluster, ChildProcess master, List<ChildProcess> workers) {
    this.cluster = cluster;
    this.master = master;
    this.workers = workers;
  }

  /** A cluster of two Workers with one core and 1024 MB each, unless told otherwise. */
  public static Builder builder() {
    return new Builder();
  }

  /** The master URL, for example {@code spark://127.0.0.1:40123}. */
  public String masterUrl() {
    return cluster.masterUrl();
  }

  /** The made-up {@code SPARK_HOME}. */
  public Path sparkHome() {
    return cluster.home().root();
  }

  /** The process id of the Master. */
  public long masterPid() {
    return master.pid();
  }

  /** The process ids of the Workers. */
  public List<Long> workerPids() {
    return workers.stream().map(ChildProcess::pid).toList();
  }

  /**
   * An application to be submitted to this cluster as {@code spark-submit} does it. It waits for
   * cores as long as others have them; a session in the test's JVM takes all that there are.
   */
  public Submission submit(String mainClass, Path applicationJar) {
    return new Submission(cluster, mainClass, applicationJar);
  }

  /** The ends of the logs of the Master, the Workers and all executors. */
  public String logs() {
    return cluster.logs();
  }

  Cluster cluster() {
    return cluster;
  }

  /** Ends the Workers with their executors, then the Master, and deletes all files. */
  @Override
  public void close() {
    cluster.close();
  }

  /** Settings of a cluster to be started. */
  public static final class Builder {
    private int workers = 2;
    private int cores = 1;
    private int megabytes = 1024;
    private Collection<Path> sparkJars = SparkJars.found();

    private Builder() {}

    /** The number of Workers. */
    public Builder workers(int count) {
      workers = count;
      return this;
    }

    /** The cores that each Worker offers. */
    public Builder coresPerWorker(int count) {
      cores = count;
      return this;
    }

    /** The memory that each Worker offers to executors, in MB. */
    public Builder megabytesPerWorker(int count) {
      megabytes = count;
      return this;
    }

    /**
     * The jars of the installation. Without this: those that the file named by the system property
     * {@value SparkJars#PROPERTY} lists, which {@code mvn dependency:build-classpath} writes; else
     * every jar on this JVM's class path, which holds the tests' own libraries too.
     */
    public Builder sparkJars(Collection<Path> jars) {
      sparkJars = List.copyOf(jars);
      return this;
    }

    /**
     * Starts the cluster and waits until all Workers have registered.
     *
     * @throws IllegalStateException with the end of the log of what did not start
     */
    public StandaloneCluster start() {
      return StandaloneCluster.start(
          new SparkMaster.ExecutorSize(workers, cores, megabytes), sparkJars);
    }
  }

  private static StandaloneCluster start(
      SparkMaster.ExecutorSize size, Collection<Path> sparkJars) {
    try (Cleanup onFailure = new Cleanup()) {
      SparkHome home = SparkHome.create(sparkJars);
      onFailure.add(home::close);
      ChildProcess master =
          startDaemon(
              home,
              "master",
              List.of(
                  "org.apache.spark.deploy.master.Master",
                  "--host",
                  "127.0.0.1",
                  "--port",
                  "0",
                  "--webui-port",
                  "0"));
      onFailure.add(master::close);
      String url = master.awaitOutput(Cluster.MASTER_STARTED, 1, Cluster.PATIENCE).group(1);
      List<ChildProcess> workers = new ArrayList<>();
      for (int i = 0; i < size.count(); i++) {
        ChildProcess worker = startDaemon(home, "worker-" + i, workerArguments(home, i, size, url));
        onFailure.add(worker::close);
        workers.add(worker);
      }
      for (ChildProcess worker : workers) {
        worker.awaitOutput(Cluster.WORKER_REGISTERED, 1, Cluster.PATIENCE);
      }
      Cluster cluster = new Cluster(home, url, size, onFailure.handOver());
      return new StandaloneCluster(cluster, master, List.copyOf(workers));
    }
  }

  private static List<String> workerArguments(
      SparkHome home, int number, SparkMaster.ExecutorSize size, String masterUrl) {
    return List.of(
        "org.apache.spark.deploy.worker.Worker",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--webui-port",
        "0",
        "--cores",
        Integer.toString(size.cores()),
        "--memory",
        size.megabytes() + "M",
        "--work-dir",
        home.root().resolve("work").resolve("worker-" + number).toString(),
        masterUrl);
  }

  private static ChildProcess startDaemon(SparkHome home, String name, List<String> arguments) {
    String classPath =
        home.classPath() + File.pathSeparator + ClassPath.entryOf(ClusterDaemon.class);
    return home.startDaemon(name, classPath, arguments);
  }
}
