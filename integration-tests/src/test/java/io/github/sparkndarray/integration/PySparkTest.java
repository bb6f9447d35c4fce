package io.github.sparkndarray.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The SQL functions through PySpark, where {@code -Dnumpy.python=python3} names a Python that has
 * it.
 */
class PySparkTest {
  private static final String RESULT = "RESULT ";

  @TempDir private Path folder;

  @Test
  void callsFunctionsAndJoins() throws IOException, InterruptedException {
    String python = System.getProperty("numpy.python");
    assumeTrue(python != null, "skipped: -Dnumpy.python=… names no Python");
    assumeTrue(
        run(python, folder.resolve("has.txt"), "-c", "import pyspark") == 0,
        () -> "skipped: PySpark is not installed in " + python);
    Path output = folder.resolve("out.txt");
    Path script = Path.of("src", "test", "python", "functions_from_pyspark.py");
    int status = run(python, output, script.toString(), ownClasses());
    List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
    assertThat(status).as(String.join("\n", lines)).isZero();
    assertThat(lines.stream().filter(line -> line.startsWith(RESULT)))
        .containsExactly(
            RESULT + "{\"column\": [5.0, null]}",
            RESULT + "{\"call_function\": [7.0, null]}",
            RESULT + "{\"eval\": [4, 6]}",
            RESULT + "{\"nearest\": [[1, 1], [2, 2]]}",
            RESULT
                + "{\"error\": [\"AnalysisException\","
                + " \"DATATYPE_MISMATCH.TYPE_CHECK_FAILURE_WITH_HINT\"]}");
  }

  /** What PySpark's own jars do not have. */
  private static String ownClasses() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.contains("ndarray") || entry.contains("arrow-bridge"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static int run(String python, Path output, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(python);
    builder.command().addAll(List.of(arguments));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("SPARK_HOME");
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("Python has ended").isTrue();
    return process.exitValue();
  }
}
