package io.github.sparkndarray.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A child process whose output goes to files. It is ended, with all processes it started, by {@link
 * #close}; a {@link ClusterDaemon} ends itself when this JVM is gone.
 */
final class ChildProcess implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final String name;
  private final Process process;
  private final Path output;

  private ChildProcess(String name, Process process, Path output) {
    this.name = name;
    this.process = process;
    this.output = output;
  }

  /** Starts a command whose standard output and standard error go to one file. */
  static ChildProcess start(
      String name, List<String> command, Map<String, String> environment, Path output) {
    return start(
        name,
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()),
        environment,
        output);
  }

  /** Starts a command whose standard output and standard error go to a file each. */
  static ChildProcess start(
      String name, List<String> command, Map<String, String> environment, Path output, Path error) {
    return start(
        name,
        new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(error.toFile()),
        environment,
        output);
  }

  private static ChildProcess start(
      String name, ProcessBuilder builder, Map<String, String> environment, Path output) {
    Map<String, String> inherited = builder.environment();
    inherited.keySet().removeIf(ChildProcess::belongsToAnotherInstallation);
    inherited.putAll(environment);
    try {
      return new ChildProcess(name, builder.start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start " + name + ": " + builder.command(), e);
    }
  }

  private static boolean belongsToAnotherInstallation(String variable) {
    return variable.startsWith("SPARK_")
        || variable.startsWith("HADOOP_")
        || variable.startsWith("YARN_");
  }

  long pid() {
    return process.pid();
  }

  /**
   * Waits until the output has this many matches of the pattern, and returns the first.
   *
   * @throws IllegalStateException with the end of the output when the process ends before, or the
   *     time is up
   */
  Matcher awaitOutput(Pattern pattern, int matches, Duration patience) {
    boolean[] found = new boolean[1];
    Poll.until(
        patience,
        () -> {
          boolean alive = process.isAlive();
          found[0] = pattern.matcher(readOutput()).results().limit(matches).count() == matches;
          return found[0] || !alive;
        });
    if (!found[0]) {
      throw new IllegalStateException(
          String.format(
              "Cannot start %s: %s. Its output ends:%n%s",
              name,
              process.isAlive()
                  ? "it is not ready after " + patience.toSeconds() + " s"
                  : "it ended with exit code " + process.exitValue(),
              LogTail.of(output)));
    }
    Matcher first = pattern.matcher(readOutput());
    if (!first.find()) {
      throw new IllegalStateException("The output of " + name + " was cut short: " + output);
    }
    return first;
  }

  private String readOutput() {
    try {
      return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the process has ended; returns its exit code, or fails when the time is up. */
  int awaitExit(Duration patience) {
    try {
      if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for " + name, e);
    }
    throw new IllegalStateException(
        "Cannot wait longer than " + patience.toSeconds() + " s for " + name);
  }

  /** Asks the process to end by closing its input, then ends it and what it started by force. */
  @Override
  public void close() {
    List<ProcessHandle> family =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    closeInput();
    if (!Poll.until(GRACE, () -> !process.isAlive())) {
      process.destroy();
    }
    if (!Poll.until(GRACE, () -> family.stream().noneMatch(ProcessHandle::isAlive))) {
      family.forEach(ProcessHandle::destroyForcibly);
      Poll.until(GRACE, () -> family.stream().noneMatch(ProcessHandle::isAlive));
    }
  }

  private void closeInput() {
    try (OutputStream input = process.getOutputStream()) {
      input.flush();
    } catch (IOException e) {
      // The process has ended and closed the pipe: there is nobody left to ask.
      process.destroy();
    }
  }
}
