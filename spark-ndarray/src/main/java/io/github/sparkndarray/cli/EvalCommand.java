package io.github.sparkndarray.cli;

import io.github.sparkndarray.script.ScriptHost;
import io.github.sparkndarray.script.parse.Script;
import io.github.sparkndarray.script.parse.ScriptParser;
import io.github.sparkndarray.script.run.FormulaEvaluator;
import io.github.sparkndarray.script.run.Interpreter;
import io.github.sparkndarray.script.run.PrintedResults;
import io.github.sparkndarray.script.value.Conversions;
import io.github.sparkndarray.script.value.Environment;
import io.github.sparkndarray.script.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code spark-ndarray eval EXPR}. */
@Command(name = "eval", description = "Compute a NumPy expression, and print or write its value.")
final class EvalCommand implements Runnable {
  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private Cli cli;

  @Parameters(
      paramLabel = "EXPR",
      description = "An expression, or several statements the last of which is one.")
  private String expression = "";

  @Mixin private final Inputs inputs = new Inputs();

  @Option(
      names = "--out",
      paramLabel = "PATH",
      description = "Write the value to a file instead of printing it.")
  private @Nullable String outPath;

  @Override
  public void run() {
    Script script = ScriptParser.parse("expression", expression);
    try (Session session = cli.open()) {
      ScriptHost host = session.host();
      PrintedResults results = new PrintedResults(host, cli.out()::print);
      Interpreter interpreter = new Interpreter(host, results);
      inputs.bind(interpreter, host);
      Value value = interpreter.evaluate(script);
      if (outPath != null) {
        Environment environment = new FormulaEvaluator(host, results).environment();
        host.write(Conversions.toArray(value, environment).expr(), outPath);
      } else if (!value.equals(Value.NONE)) {
        results.print(List.of(value), " ", "\n");
      }
    }
  }
}
