package io.github.sparkndarray.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * A Spark installation in a temporary folder: {@code jars}, {@code conf}, {@code bin/spark-class}
 * and {@code bin/spark-submit}, {@code logs} and {@code work}. It is deleted by {@link #close}.
 */
final class SparkHome implements AutoCloseable {

  /** What Spark's own script does: ask the launcher for the command, then become it. */
  private static final String SPARK_CLASS =
      """
      #!/usr/bin/env bash
      export SPARK_HOME="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
      # The launcher prints NUL-terminated tokens: an empty one, a line feed, then the command.
      command=()
      while IFS= read -r -d '' token; do
        command+=("${token#$'\\n'}")
      done < <("$JAVA_HOME/bin/java" -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main "$@")
      exec "${command[@]:1}"
      """;

  private static final String SPARK_SUBMIT =
      """
      #!/usr/bin/env bash
      exec "$(dirname "${BASH_SOURCE[0]}")/spark-class" org.apache.spark.deploy.SparkSubmit "$@"
      """;

  /** Warnings and worse; of the Master and the Workers also what tells that they are ready. */
  private static final String LOGGING =
      """
      status = error
      appender.console.type = Console
      appender.console.name = console
      appender.console.target = SYSTEM_ERR
      appender.console.layout.type = PatternLayout
      appender.console.layout.pattern = %d{HH:mm:ss.SSS} %p %c{1}: %m%n%ex
      rootLogger.level = warn
      rootLogger.appenderRef.console.ref = console
      logger.master.name = org.apache.spark.deploy.master
      logger.master.level = info
      logger.worker.name = org.apache.spark.deploy.worker
      logger.worker.level = info
      logger.native.name = org.apache.hadoop.util.NativeCodeLoader
      logger.native.level = error
      """;

  private final TempFolder folder;

  private SparkHome(TempFolder folder) {
    this.folder = folder;
  }

  /** Makes an installation whose {@code jars} folder holds the given jars. */
  static SparkHome create(Collection<Path> jars) {
    SparkHome home = new SparkHome(TempFolder.create("spark-home-"));
    try {
      home.fill(jars);
      return home;
    } catch (IOException e) {
      home.close();
      throw new UncheckedIOException("Cannot make a folder for Spark", e);
    }
  }

  private void fill(Collection<Path> jars) throws IOException {
    for (String name : List.of("jars", "conf", "bin", "logs", "work", "local")) {
      Files.createDirectory(root().resolve(name));
    }
    for (Path jar : jars) {
      link(root().resolve("jars").resolve(jar.getFileName()), jar.toRealPath());
    }
    write(logging(), LOGGING);
    writeScript(script("spark-class"), SPARK_CLASS);
    writeScript(script("spark-submit"), SPARK_SUBMIT);
  }

  private static void link(Path link, Path jar) throws IOException {
    try {
      Files.createSymbolicLink(link, jar);
    } catch (UnsupportedOperationException | IOException e) {
      Files.copy(jar, link);
    }
  }

  private static void writeScript(Path script, String text) throws IOException {
    write(script, text);
    if (!script.toFile().setExecutable(true)) {
      throw new IOException("Cannot make " + script + " executable");
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  Path root() {
    return folder.root();
  }

  Path logs() {
    return root().resolve("logs");
  }

  private Path logging() {
    return root().resolve("conf/log4j2.properties");
  }

  Path script(String name) {
    return root().resolve("bin").resolve(name);
  }

  /** The class path of a daemon of this installation, before what a cluster adds. */
  String classPath() {
    return root().resolve("conf")
        + File.separator
        + File.pathSeparator
        + root().resolve("jars")
        + "/*";
  }

  /** The variables that Spark's processes find in their environment. */
  Map<String, String> environment() {
    return Map.of(
        "SPARK_HOME", root().toString(),
        "SPARK_CONF_DIR", root().resolve("conf").toString(),
        "SPARK_LOCAL_DIRS", root().resolve("local").toString(),
        "SPARK_LOCAL_IP", "127.0.0.1",
        "SPARK_SCALA_VERSION", "2.13",
        "JAVA_HOME", System.getProperty("java.home"));
  }

  /** Starts a {@link ClusterDaemon} of this installation. */
  ChildProcess startDaemon(String name, String classPath, List<String> arguments) {
    List<String> command =
        Stream.of(
                Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()),
                Stream.of(JavaModuleOptions.defaultModuleOptionArray()),
                Stream.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                Stream.of("-Dlog4j2.configurationFile=" + logging().toUri()),
                Stream.of("-cp", classPath, ClusterDaemon.class.getName()),
                arguments.stream())
            .flatMap(part -> part)
            .toList();
    return ChildProcess.start(name, command, environment(), logs().resolve(name + ".log"));
  }

  @Override
  public void close() {
    folder.close();
  }
}
