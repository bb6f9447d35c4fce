package io.github.sparkndarray.cli;

import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.script.ReadOptions;
import io.github.sparkndarray.script.ScriptHost;
import io.github.sparkndarray.script.run.Interpreter;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Files that an expression knows by names: {@code --in NAME=PATH}. */
final class Inputs {
  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  private final Map<String, String> paths = new LinkedHashMap<>();

  @Option(
      names = "--in",
      paramLabel = "NAME=PATH",
      description =
          "A file whose array the expression knows by a name; may be given several times.")
  void add(Map<String, String> given) {
    given.forEach(
        (name, path) -> {
          requireFree(command, "--in", name, path);
          paths.put(name, path);
        });
  }

  /** Refuses a name that expressions cannot use, or mean something else by. */
  static void requireFree(CommandSpec command, String option, String name, String value) {
    if (!name.matches("[\\p{L}_][\\p{L}\\p{Nd}_]*") || name.equals("np") || name.equals("nd")) {
      throw new ParameterException(
          command.commandLine(),
          "Cannot use '"
              + name
              + "' in "
              + option
              + " "
              + name
              + "="
              + value
              + ": it is no free name");
    }
  }

  /** Gives the files' arrays to a script. */
  void bind(Interpreter interpreter, ScriptHost host) {
    paths.forEach(
        (name, path) -> {
          Expr array = host.read(path, ReadOptions.NONE);
          interpreter.bind(name, array);
        });
  }
}
