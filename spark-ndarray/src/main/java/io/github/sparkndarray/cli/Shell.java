package io.github.sparkndarray.cli;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.plan.explain.Describer;
import io.github.sparkndarray.plan.explain.TextRenderer;
import io.github.sparkndarray.script.function.Help;
import io.github.sparkndarray.script.parse.Script;
import io.github.sparkndarray.script.parse.ScriptParser;
import io.github.sparkndarray.script.run.CollectedResults;
import io.github.sparkndarray.script.run.Interpreter;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads inputs, runs each and shows what it is worth, until there are no more. Inputs run on a
 * thread of their own, so that they can be cancelled while the session goes on.
 */
final class Shell {
  /** How errors name what was typed. */
  private static final String FILE = "<input>";

  private static final Set<String> LEAVING = Set.of("exit", "exit()", "quit", "quit()");

  private static final List<String> HELP =
      List.of(
          "NumPy's language over lazy arrays; np and nd are always there.",
          "  x = np.arange(10)    nothing is computed before a value is shown, saved or timed",
          "  ?np.where            what there is to say about a function or a value",
          "  %explain x.sum()     how something would be computed",
          "  %timeit x.sum()      how long it takes",
          "  %who                 the names that were assigned",
          "  Ctrl-C               cancels what is running and keeps the session",
          "  Ctrl-D or exit       leaves");

  private final Session session;
  private final Interpreter interpreter;
  private final PrintStream out;
  private final Consumer<Exception> report;
  private boolean hasFailed;

  /**
   * @param report tells the user of an error
   */
  Shell(Session session, Interpreter interpreter, PrintStream out, Consumer<Exception> report) {
    this.session = session;
    this.interpreter = interpreter;
    this.out = out;
    this.report = report;
  }

  /**
   * Runs one input after another.
   *
   * @return whether all went well
   */
  boolean run(ShellInput inputs) throws IOException, InterruptedException {
    for (String input = inputs.next(); input != null; input = inputs.next()) {
      if (LEAVING.contains(input.strip())) {
        break;
      }
      runCancellably(input, inputs);
      out.flush();
    }
    return !hasFailed;
  }

  private void runCancellably(String input, ShellInput inputs) throws InterruptedException {
    FutureTask<@Nullable Void> work = new FutureTask<>(() -> run(input), null);
    Thread worker = new Thread(work, "spark-ndarray shell");
    AtomicBoolean isCancelled = new AtomicBoolean();
    Runnable cancel =
        () -> {
          isCancelled.set(true);
          worker.interrupt();
          session.cancelJobs();
        };
    Runnable restore = inputs.onInterrupt(cancel);
    try {
      worker.setDaemon(true);
      worker.start();
      work.get();
    } catch (ExecutionException e) {
      hasFailed = true;
      if (!isCancelled.get()) {
        report(e.getCause());
      }
    } finally {
      restore.run();
    }
    if (isCancelled.get()) {
      // Once more: a job may have begun after the first time.
      session.cancelJobs();
      report.accept(new NDArrayException(ErrorCode.CANCELLED, "Cancelled"));
    }
  }

  private void report(@Nullable Throwable failure) {
    if (failure instanceof Exception error) {
      report.accept(error);
    } else if (failure instanceof OutOfMemoryError error) {
      report.accept(
          new NDArrayException(ErrorCode.MEMORY, "Cannot go on: " + error.getMessage(), error));
    } else if (failure instanceof Error error) {
      throw error;
    }
  }

  private void run(String input) {
    String text = input.strip();
    if (text.startsWith("?") || text.endsWith("?")) {
      help(text.replaceAll("^\\?+|\\?+$", "").strip());
    } else if (text.equals("help") || text.equals("help()")) {
      HELP.forEach(out::println);
    } else if (text.equals("%who")) {
      who();
    } else if (text.startsWith("%explain")) {
      explain(text.substring("%explain".length()).strip());
    } else if (text.startsWith("%") && !text.matches("(?s)%%?timeit\\b.*")) {
      throw NDArrayException.of(
          ErrorCode.UNSUPPORTED,
          "'%s' is no command here; there are %s",
          text.split("\\s")[0],
          String.join(", ", NameCompleter.COMMANDS));
    } else {
      interpreter.run(ScriptParser.parse(FILE, input.stripTrailing()));
    }
  }

  private void help(String name) {
    if (name.isEmpty()) {
      HELP.forEach(out::println);
    } else {
      Help.of(name, interpreter.lookUp(name)).forEach(out::println);
    }
  }

  private void who() {
    interpreter.names().forEach((name, value) -> Help.of(name, value).forEach(out::println));
  }

  private void explain(String expression) {
    Script script = ScriptParser.parse(FILE, expression);
    List<Expr> arrays = CollectedResults.arraysOf(List.of(interpreter.evaluate(script)));
    if (arrays.isEmpty()) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "Cannot explain '%s': there is no array in its value", expression);
    }
    out.println(TextRenderer.render(Describer.describe(session.plan(arrays))).stripTrailing());
  }
}
