package io.github.sparkndarray.script.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/numpy-coverage.md} says what the vocabulary has of the standard's and NumPy's names.
 * {@code -Dupdate.golden=true} writes it anew.
 */
class CoverageTest {
  private static final Path PAGE = Path.of("..", "docs", "numpy-coverage.md");

  @Test
  void pageIsThatOfTheVocabulary() throws IOException {
    String page = Coverage.page(names());
    if (Boolean.getBoolean("update.golden")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE))
        .as("docs/numpy-coverage.md; -Dupdate.golden=true writes it anew")
        .isEqualTo(page);
  }

  @Test
  void everyFunctionIsInSomeSection() throws IOException {
    List<String> listed = new ArrayList<>();
    for (String line : names()) {
      if (!line.startsWith("#")) {
        listed.addAll(List.of(line.split(" ")));
      }
    }
    assertThat(listed).containsAll(Coverage.functions());
  }

  private static List<String> names() throws IOException {
    try (InputStream in = CoverageTest.class.getResourceAsStream("/coverage/names.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().skip(2).filter(line -> !line.isBlank()).toList();
    }
  }
}
