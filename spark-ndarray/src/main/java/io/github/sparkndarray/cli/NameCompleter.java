package io.github.sparkndarray.cli;

import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.script.function.Language;
import io.github.sparkndarray.script.run.Interpreter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes names: assigned ones, the language's own, and what follows a dot after either. */
final class NameCompleter implements Completer {
  /** What is no language of scripts, at the beginning of an input. */
  static final List<String> COMMANDS = List.of("%%timeit", "%explain", "%timeit", "%who");

  private final Interpreter interpreter;

  NameCompleter(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    for (String name : completions(line.word())) {
      candidates.add(new Candidate(name, name, null, null, null, null, false));
    }
  }

  /** All names that begin like a word, which may have dots; sorted. */
  List<String> completions(String word) {
    if (word.startsWith("%")) {
      return COMMANDS.stream().filter(command -> command.startsWith(word)).toList();
    }
    int dot = word.lastIndexOf('.');
    if (dot < 0) {
      return Stream.concat(interpreter.names().keySet().stream(), Language.builtins().stream())
          .filter(name -> name.startsWith(word))
          .distinct()
          .sorted()
          .toList();
    }
    String owner = word.substring(0, dot);
    List<String> attributes = new ArrayList<>();
    try {
      attributes.addAll(Language.attributes(interpreter.lookUp(owner)));
    } catch (NDArrayException e) {
      // What is before the dot is no name that there is: nothing can be offered.
      return List.of();
    }
    return attributes.stream().map(a -> owner + "." + a).filter(a -> a.startsWith(word)).toList();
  }
}
