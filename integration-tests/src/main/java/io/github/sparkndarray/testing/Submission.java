package io.github.sparkndarray.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An application on its way to a {@link StandaloneCluster}. It is run by {@code bin/spark-submit}
 * of the cluster's installation in client mode, so that its driver is a JVM with the class path and
 * the options that Spark gives it.
 */
public final class Submission {
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final Cluster cluster;
  private final String mainClass;
  private final Path applicationJar;
  private final Map<String, String> conf = new LinkedHashMap<>();
  private List<Path> jars = List.of();
  private List<String> arguments = List.of();
  private Duration timeout = Duration.ofMinutes(3);

  Submission(Cluster cluster, String mainClass, Path applicationJar) {
    this.cluster = cluster;
    this.mainClass = mainClass;
    this.applicationJar = applicationJar;
    conf.put("spark.ui.enabled", "false");
    conf.put("spark.driver.host", "127.0.0.1");
    conf.put("spark.driver.bindAddress", "127.0.0.1");
    conf.put("spark.executor.memory", cluster.size().megabytes() + "m");
    conf.put("spark.sql.shuffle.partitions", "2");
  }

  /**
   * Adds {@code --conf key=value}. Without it, executors have all the memory and the cores of a
   * Worker, there is no UI, and the driver listens on 127.0.0.1.
   */
  public Submission conf(String key, String value) {
    conf.put(key, value);
    return this;
  }

  /** The jars for {@code --jars}. */
  public Submission jars(Path... paths) {
    jars = List.of(paths);
    return this;
  }

  /** The arguments of the main class. */
  public Submission arguments(String... values) {
    arguments = List.of(values);
    return this;
  }

  /** How long to wait for the end; three minutes, unless told otherwise. */
  public Submission timeout(Duration patience) {
    timeout = patience;
    return this;
  }

  /**
   * Runs the application to its end, whatever its exit code.
   *
   * @throws IllegalStateException when the time is up; the application is ended then
   */
  public SubmitResult run() {
    int number = NUMBERS.incrementAndGet();
    SparkHome home = cluster.home();
    Path output = home.logs().resolve("submit-" + number + ".stdout.log");
    Path error = home.logs().resolve("submit-" + number + ".stderr.log");
    try (ChildProcess driver =
        ChildProcess.start("spark-submit", command(), home.environment(), output, error)) {
      int exitCode = driver.awaitExit(timeout);
      return new SubmitResult(exitCode, read(output), read(error));
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          String.format(
              "Cannot finish %s: %s. Its standard error ends:%n%s",
              mainClass, e.getMessage(), LogTail.of(error)),
          e);
    }
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(cluster.home().script("spark-submit").toString());
    command.addAll(List.of("--master", cluster.masterUrl(), "--class", mainClass));
    conf.forEach((key, value) -> command.addAll(List.of("--conf", key + "=" + value)));
    if (!jars.isEmpty()) {
      command.add("--jars");
      command.add(String.join(",", jars.stream().map(Path::toString).toList()));
    }
    command.add(applicationJar.toString());
    command.addAll(arguments);
    return command;
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
