package io.github.sparkndarray.cli;

import io.github.sparkndarray.script.parse.Completeness;
import io.github.sparkndarray.script.run.Interpreter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jline.reader.Completer;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Input from a terminal, by JLine: Python's prompts, a history that outlives the session,
 * completion, lines that are edited until they are whole.
 */
final class TerminalInput implements ShellInput {
  private static final String PROMPT = ">>> ";
  private static final String CONTINUATION_PROMPT = "... ";

  private final Terminal terminal;
  private final LineReader reader;

  /**
   * Input from a terminal, which it owns from now on.
   *
   * @param history a file, made when it is first needed
   */
  TerminalInput(Terminal terminal, Completer completer, Path history) {
    this.terminal = terminal;
    this.reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("spark-ndarray")
            .parser(new WholeInputs())
            .completer(completer)
            .variable(LineReader.HISTORY_FILE, history)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, CONTINUATION_PROMPT)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.HISTORY_IGNORE_SPACE, false)
            .build();
  }

  /** Input from this process's terminal. */
  static ShellInput open(Interpreter interpreter, Path history) throws IOException {
    return new TerminalInput(
        TerminalBuilder.builder().name("spark-ndarray").system(true).dumb(true).build(),
        new NameCompleter(interpreter),
        history);
  }

  @Override
  public @Nullable String next() {
    while (true) {
      try {
        return reader.readLine(PROMPT);
      } catch (UserInterruptException e) {
        // Ctrl-C drops what has been typed, and nothing else.
        continue;
      } catch (EndOfFileException e) {
        return null;
      }
    }
  }

  @Override
  public Runnable onInterrupt(Runnable action) {
    SignalHandler before = terminal.handle(Signal.INT, signal -> action.run());
    return () -> terminal.handle(Signal.INT, before);
  }

  @Override
  public void close() throws IOException {
    reader.getHistory().save();
    terminal.close();
  }

  /** Takes input when it is whole. Where completion asks, words end where a dotted name does. */
  private static final class WholeInputs implements Parser {
    private final DefaultParser words =
        new DefaultParser()
            .regexVariable(null)
            .regexCommand(null)
            .quoteChars(new char[0])
            .escapeChars(new char[0]);

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
      if (context == ParseContext.ACCEPT_LINE && !Completeness.isComplete(line)) {
        throw new EOFError(-1, -1, "the input goes on", "");
      }
      if (context == ParseContext.COMPLETE) {
        int start = cursor;
        while (start > 0 && isOfDottedName(line.charAt(start - 1))) {
          start--;
        }
        // A command begins an input; elsewhere % is an operator.
        start = line.substring(0, start).matches("%+") ? 0 : start;
        String word = line.substring(start, cursor);
        int length = word.length();
        return words.new ArgumentList(line, List.of(word), 0, length, cursor, "", length, length);
      }
      return words.parse(line, cursor, ParseContext.UNSPECIFIED);
    }

    private static boolean isOfDottedName(char letter) {
      return Character.isLetterOrDigit(letter) || letter == '_' || letter == '.';
    }
  }
}
