package io.github.sparkndarray.cli;

import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.script.ScriptException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.AnalysisException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command {@code spark-ndarray} and the options that all its commands have. Standard output
 * gets results only. The exit status is 0 when all was done, 1 when a statement failed, 2 when the
 * command was not used as it is meant to be.
 */
@Command(
    name = "spark-ndarray",
    description = "NumPy on a Spark cluster.",
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      EvalCommand.class,
      RunCommand.class,
      ExplainCommand.class,
      ShellCommand.class,
      PairwiseCommand.class
    })
final class Cli implements Runnable {
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;

  private final SessionFactory sessions;
  private final DemoJob demo;
  private final PrintStream out;
  private final PrintStream err;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--master",
      paramLabel = "URL",
      defaultValue = "local[*]",
      scope = ScopeType.INHERIT,
      description = "Spark's master (default: ${DEFAULT-VALUE}).")
  private String master = "";

  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      scope = ScopeType.INHERIT,
      description = "A setting of Spark or of spark.ndarray.*; may be given several times.")
  private final Map<String, String> configuration = new LinkedHashMap<>();

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show logs, and the stack trace of an error.")
  private boolean verbose;

  // Picocli itself acts on these two.

  @SuppressWarnings("UnusedVariable")
  @Option(
      names = "--help",
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help and exit.")
  private boolean help;

  @SuppressWarnings("UnusedVariable")
  @Option(
      names = "--version",
      versionHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show the version and exit.")
  private boolean version;

  private Cli(SessionFactory sessions, DemoJob demo, PrintStream out, PrintStream err) {
    this.sessions = sessions;
    this.demo = demo;
    this.out = out;
    this.err = err;
  }

  /** Runs one command and returns its exit status. */
  static int run(
      String[] arguments, SessionFactory sessions, DemoJob demo, PrintStream out, PrintStream err) {
    Cli cli = new Cli(sessions, demo, out, err);
    int status =
        new CommandLine(cli)
            .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
            .setUnmatchedOptionsArePositionalParams(true)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler((error, args) -> cli.refuse(error))
            .setExecutionExceptionHandler((error, command, result) -> cli.fail(error))
            .execute(arguments);
    out.flush();
    err.flush();
    return status;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Give a command.");
  }

  private int refuse(ParameterException error) {
    CommandLine command = error.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    err.println(
        "spark-ndarray: " + String.valueOf(error.getMessage()).lines().findFirst().orElse(""));
    err.println("Try '" + name + " --help'.");
    return WRONG_USAGE;
  }

  private int fail(Exception error) {
    report(error);
    return FAILED;
  }

  /** Tells of an error in one line; of one in a script, with its place there below it. */
  void report(Exception error) {
    if (error instanceof NDArrayException known) {
      err.println(ErrorText.line(known));
      if (known instanceof ScriptException placed) {
        placed.excerpt().forEach(err::println);
      }
    } else if (error instanceof AnalysisException query) {
      err.println(ErrorText.line(query));
    } else {
      err.println(ErrorText.unexpected(error));
    }
    if (verbose) {
      error.printStackTrace(err);
    }
  }

  PrintStream out() {
    return out;
  }

  DemoJob demo() {
    return demo;
  }

  Session open() {
    return sessions.open(new SessionFactory.Options(master, configuration, verbose));
  }
}
