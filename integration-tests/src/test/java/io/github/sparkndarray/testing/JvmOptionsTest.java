package io.github.sparkndarray.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmOptionsTest {
  @TempDir private Path folder;

  @Test
  void theBuildPassesAllOptions() {
    assertThat(JvmOptions.missing(ModuleLayer.boot(), true)).isEmpty();
  }

  @Test
  void saysWhichOptionsAPlainJvmLacksAndWhereTheyBelong() throws java.io.IOException {
    Path output = folder.resolve("output");
    List<String> plainJvm =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            ClassPath.ofThisJvm(),
            Requires.class.getName());
    try (ChildProcess child = ChildProcess.start("java", plainJvm, Map.of(), output)) {
      assertThat(child.awaitExit(Duration.ofSeconds(30))).isEqualTo(1);
    }
    assertThat(Files.readString(output))
        .contains("Cannot test with Spark: this JVM was started without")
        .contains("--add-modules=jdk.incubator.vector --add-opens=java.base/java.lang=ALL-UNNAMED")
        .contains("Add to Surefire's <argLine>");
  }

  /** What a test's JVM does first. */
  static final class Requires {
    private Requires() {}

    public static void main(String[] arguments) {
      JvmOptions.require(true);
    }
  }
}
