package io.github.sparkndarray.cli;

import io.github.sparkndarray.expr.Stored;
import io.github.sparkndarray.script.run.Interpreter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Arrays that need not be there: {@code --array NAME=SHAPE[:DTYPE]}. */
final class AbsentArrays {
  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  private final List<AbsentArray> arrays = new ArrayList<>();

  @Option(
      names = "--array",
      paramLabel = "NAME=SHAPE[:DTYPE]",
      description =
          "An array that need not be there, for example X=1000000000x3 or X=1000000x3:float32; may"
              + " be given several times.")
  void add(Map<String, String> given) {
    given.forEach(
        (name, text) -> {
          Inputs.requireFree(command, "--array", name, text);
          try {
            arrays.add(AbsentArray.parse(name, text));
          } catch (IllegalArgumentException e) {
            throw new ParameterException(
                command.commandLine(),
                "Cannot plan for --array " + name + "=" + text + ": " + e.getMessage(),
                e);
          }
        });
  }

  /** Whether there are none. */
  boolean isEmpty() {
    return arrays.isEmpty();
  }

  /** Gives the arrays to a script. */
  void bind(Interpreter interpreter) {
    arrays.forEach(array -> interpreter.bind(array.name(), new Stored(array)));
  }
}
