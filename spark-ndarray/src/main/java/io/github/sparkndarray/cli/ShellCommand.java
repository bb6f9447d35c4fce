package io.github.sparkndarray.cli;

import io.github.sparkndarray.script.ScriptHost;
import io.github.sparkndarray.script.run.Interpreter;
import io.github.sparkndarray.script.run.PrintedResults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/**
 * {@code spark-ndarray shell}. It does not mention JLine, without which all other commands work: a
 * Spark that is no whole installation may lack it.
 */
@Command(name = "shell", description = "Type NumPy, and see what it is worth.")
final class ShellCommand implements Callable<Integer> {
  /** Set by bin/spark-ndarray: whether both standard input and output are a terminal. */
  private static final String INTERACTIVE = "sparkndarray.interactive";

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private Cli cli;

  @Mixin private final Inputs inputs = new Inputs();

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description = "Where what is typed is kept (default: .spark-ndarray-history at home).")
  private @Nullable Path history;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (Session session = cli.open()) {
      ScriptHost host = session.host();
      Interpreter interpreter = new Interpreter(host, new PrintedResults(host, cli.out()::print));
      inputs.bind(interpreter, host);
      boolean isInteractive = isInteractive();
      if (isInteractive) {
        cli.out().println(version() + " · help says what there is");
      }
      try (ShellInput input = isInteractive ? terminal(interpreter) : new PipedInput(System.in)) {
        Shell shell = new Shell(session, interpreter, cli.out(), this::report);
        return shell.run(input) || isInteractive ? 0 : Cli.FAILED;
      }
    }
  }

  private static String version() {
    return String.join(" ", new Version().getVersion());
  }

  private void report(Exception error) {
    cli.out().flush();
    cli.report(error);
  }

  private static boolean isInteractive() {
    String told = System.getProperty(INTERACTIVE);
    return told == null ? System.console() != null : Boolean.parseBoolean(told);
  }

  private ShellInput terminal(Interpreter interpreter) throws IOException {
    Path file =
        history == null
            ? Path.of(System.getProperty("user.home"), ".spark-ndarray-history")
            : history;
    return TerminalInput.open(interpreter, file);
  }
}
