package io.github.sparkndarray.cli;

import io.github.sparkndarray.script.parse.Completeness;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Input from a pipe or a file, without prompts. Ctrl-C ends the program, as it does elsewhere. */
final class PipedInput implements ShellInput {
  private final BufferedReader lines;

  PipedInput(InputStream in) {
    this.lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  @Override
  public @Nullable String next() throws IOException {
    String text = lines.readLine();
    while (text != null && !Completeness.isComplete(text)) {
      String line = lines.readLine();
      if (line == null) {
        return text;
      }
      text += "\n" + line;
    }
    return text;
  }

  @Override
  public Runnable onInterrupt(Runnable action) {
    return () -> {};
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
