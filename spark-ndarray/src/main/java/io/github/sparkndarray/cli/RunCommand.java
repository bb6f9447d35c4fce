package io.github.sparkndarray.cli;

import io.github.sparkndarray.script.ScriptException;
import io.github.sparkndarray.script.ScriptHost;
import io.github.sparkndarray.script.parse.Script;
import io.github.sparkndarray.script.parse.Script.Step;
import io.github.sparkndarray.script.run.Interpreter;
import io.github.sparkndarray.script.run.PrintedResults;
import io.github.sparkndarray.script.run.Progress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code spark-ndarray run FILE}. */
@Command(name = "run", description = "Run a NumPy script.")
final class RunCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private Cli cli;

  @Parameters(paramLabel = "FILE", description = "The script; '# %%%%' lines divide it into cells.")
  private String file = "";

  @Option(names = "--keep-going", description = "Go on after a statement that failed.")
  private boolean keepGoing;

  @Option(
      names = "--timings",
      paramLabel = "FILE",
      description = "Write the seconds of each statement to a file, as JSON lines.")
  private @Nullable Path timingsFile;

  @Override
  public Integer call() {
    Script script = ScriptFile.parse(file);
    try (Timings timings = timingsFile == null ? Timings.none() : Timings.to(timingsFile);
        Session session = cli.open()) {
      ScriptHost host = session.host();
      Interpreter interpreter = new Interpreter(host, new PrintedResults(host, cli.out()::print));
      Reporter reporter = new Reporter(timings);
      interpreter.run(script, reporter);
      return reporter.failed ? Cli.FAILED : 0;
    }
  }

  private final class Reporter implements Progress {
    private final Timings timings;
    private boolean failed;

    Reporter(Timings timings) {
      this.timings = timings;
    }

    /** The seconds of a statement are to be its own. */
    @Override
    public boolean eachAlone() {
      return timingsFile != null;
    }

    @Override
    public void started(Step step) {
      timings.start();
    }

    @Override
    public void finished(Step step) {
      timings.end(step);
      cli.out().flush();
    }

    @Override
    public void failed(Step step, ScriptException error) {
      timings.end(step);
      if (!keepGoing) {
        throw error;
      }
      failed = true;
      cli.out().flush();
      cli.report(error);
    }
  }
}
