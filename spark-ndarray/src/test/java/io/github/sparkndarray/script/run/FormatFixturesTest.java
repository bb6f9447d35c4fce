package io.github.sparkndarray.script.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.script.ScriptException;
import io.github.sparkndarray.script.parse.ScriptParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Values in formats, against what Python and NumPy make of them: {@code
 * src/test/python/make_format_fixtures.py}.
 */
class FormatFixturesTest {

  @Test
  void formatsAsPythonDoes() throws IOException {
    List<String> differing = new ArrayList<>();
    for (String line : lines()) {
      String[] parts = line.split("\t", -1);
      String expression = unescaped(parts[0]);
      String given = escaped(result(expression));
      if (!given.equals(parts[1])) {
        differing.add(parts[0] + "\n    gives " + given + "\n    not   " + parts[1]);
      }
    }
    assertThat(differing).isEmpty();
  }

  private static List<String> lines() throws IOException {
    try (InputStream in = FormatFixturesTest.class.getResourceAsStream("/numpy/formats.tsv")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    }
  }

  /** What {@code print} shows of an expression that is no string: its {@code repr}. */
  private static String result(String expression) {
    StringBuilder out = new StringBuilder();
    Interpreter interpreter =
        new Interpreter(new DirectHost(), new PrintedResults(new DirectHost(), out::append));
    try {
      interpreter.run(ScriptParser.parse("file", "print((" + expression + "), end='')"));
    } catch (ScriptException e) {
      return "!" + e.getMessage().substring("file:1: ".length());
    }
    return out.toString();
  }

  private static String unescaped(String text) {
    return text.replace("\\\\", "\0").replace("\\n", "\n").replace("\\t", "\t").replace("\0", "\\");
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
  }
}
