package io.github.sparkndarray.cli;

import io.github.sparkndarray.script.run.DirectHost;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs the command line over a session that evaluates in memory. */
abstract class CommandLineTest {
  final ByteArrayOutputStream out = new ByteArrayOutputStream();
  final ByteArrayOutputStream err = new ByteArrayOutputStream();
  final DirectHost host = new DirectHost();
  final List<SessionFactory.Options> opened = new ArrayList<>();
  int closed;

  final int run(String... arguments) {
    return Cli.run(
        arguments,
        options -> {
          opened.add(options);
          return new FakeSession(host, () -> closed++, () -> {});
        },
        (session, print) -> print.println("the demo"),
        new PrintStream(out, false, StandardCharsets.UTF_8),
        new PrintStream(err, false, StandardCharsets.UTF_8));
  }

  final String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  final String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
