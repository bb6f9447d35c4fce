package io.github.sparkndarray.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.sparkndarray.error.NDArrayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NDArraySettingsTest {
  private static final Pattern ROW = Pattern.compile("\\| `(spark\\.ndarray\\.[\\w.]+)` \\|.*");

  @Test
  void everySettingIsInTheTableOfTheDocumentation() throws IOException {
    Path document = Path.of(System.getProperty("basedir", "")).resolve("../docs/architecture.md");
    try (Stream<String> lines = Files.lines(document)) {
      List<String> documented =
          lines.map(ROW::matcher).filter(Matcher::matches).map(row -> row.group(1)).toList();
      assertThatExceptionOfType(NDArrayException.class)
          .isThrownBy(() -> NDArraySettings.read(Map.of("spark.ndarray.delivry", "auto")))
          .withMessageMatching(
              "Cannot use the setting spark.ndarray.delivry: there are only \\[.*]")
          .satisfies(
              error -> {
                String names = error.getMessage().replaceAll(".*\\[|]", "");
                assertThat(names.split(", ")).containsExactlyInAnyOrderElementsOf(documented);
              });
    }
  }

  @ParameterizedTest
  @CsvSource({"65536, 65536", "64k, 65536", "' 2M ', 2097152", "1g, 1073741824", "1, 1"})
  void bytesArePlainNumbersOrHaveAUnit(String text, long bytes) {
    assertThat(NDArraySettings.read(Map.of(NDArraySettings.BLOCK_BYTES, text)).blockBytes())
        .isEqualTo(bytes);
    assertThat(NDArraySettings.read(Map.of(NDArraySettings.KEEP_ON_DRIVER, text)).keepOnDriver())
        .isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "1.5m", "many", "16 furlongs", "''", "99999999999g"})
  void whatIsNoNumberOfBytesIsRefused(String text) {
    assertThatExceptionOfType(NDArrayException.class)
        .isThrownBy(() -> NDArraySettings.read(Map.of(NDArraySettings.BLOCK_BYTES, text)))
        .withMessage(
            "Cannot use spark.ndarray.block.bytes="
                + text
                + ": it takes bytes as a whole number, or with a unit as in 128m, of at least 1");
  }

  @ParameterizedTest
  @CsvSource({"64k", "-1", "1e6"})
  void whatIsCountedHasNoUnit(String text) {
    assertThatExceptionOfType(NDArrayException.class)
        .isThrownBy(() -> NDArraySettings.read(Map.of(NDArraySettings.DRIVER_WORK, text)))
        .withMessage(
            "Cannot use spark.ndarray.driver.maxPoints="
                + text
                + ": it takes a whole number of at least 0");
  }

  @ParameterizedTest
  @CsvSource({"-1", "99999999999999999"})
  void whatIsTimedIsLimited(String text) {
    assertThatExceptionOfType(NDArrayException.class)
        .isThrownBy(() -> NDArraySettings.read(Map.of(NDArraySettings.LOCAL_WORK, text)))
        .withMessage(
            "Cannot use spark.ndarray.local.maxMillis="
                + text
                + ": it takes a whole number of at least 0 and at most 9223372036854");
  }

  @ParameterizedTest
  @CsvSource({"teleport", "''"})
  void waysToDeliverAreNamed(String text) {
    assertThatExceptionOfType(NDArrayException.class)
        .isThrownBy(() -> NDArraySettings.read(Map.of(NDArraySettings.DELIVERY, text)))
        .withMessage(
            "Cannot use spark.ndarray.delivery="
                + text
                + ": it takes auto, broadcast, panels or replicated");
  }
}
