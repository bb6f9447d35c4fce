package io.github.sparkndarray.script.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.script.ScriptException;
import io.github.sparkndarray.script.parse.ScriptParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scripts, against what Python and NumPy print for them: {@code
 * src/test/python/make_script_fixtures.py}.
 */
class ScriptFixturesTest {

  /** A script and what it prints; an error is a last line {@code !! LINE: MESSAGE}. */
  record Case(String script, String printed) {}

  static List<Case> cases() {
    try (InputStream in = ScriptFixturesTest.class.getResourceAsStream("/numpy/scripts.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(text.split("(?m)^===\n"))
          .skip(1)
          .map(part -> part.split("(?m)^---\n", 2))
          .map(parts -> new Case(parts[0], parts[1]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void printsWhatPythonPrints(Case given) {
    assertThat(run(given.script)).isEqualTo(given.printed);
  }

  private static String run(String script) {
    StringBuilder out = new StringBuilder();
    DirectHost host = new DirectHost();
    try {
      new Interpreter(host, new PrintedResults(host, out::append))
          .run(ScriptParser.parse("file", script));
    } catch (ScriptException e) {
      out.append("!! ").append(e.getMessage().substring("file:".length())).append('\n');
    }
    return out.toString();
  }
}
