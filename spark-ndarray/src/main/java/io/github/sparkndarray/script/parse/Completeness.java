package io.github.sparkndarray.script.parse;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;

/** Tells whether what has been typed so far is whole, or goes on in the next line. */
public final class Completeness {
  private Completeness() {}

  /**
   * Whether a text can be run as it is: it has no open bracket, no open string that may span lines,
   * no backslash at its end; a {@code %%timeit} cell ends with an empty line. What is wrong in
   * itself counts as whole.
   *
   * @param text one or more lines, without the end of the last one
   */
  public static boolean isComplete(String text) {
    if (text.startsWith("%%timeit")) {
      return text.contains("\n") && text.substring(text.lastIndexOf('\n')).isBlank();
    }
    NumPyScriptLexer lexer = new NumPyScriptLexer(CharStreams.fromString(text));
    lexer.removeErrorListeners();
    CommonTokenStream stream = new CommonTokenStream(lexer);
    stream.fill();
    List<Token> tokens = stream.getTokens().stream().filter(t -> t.getType() != Token.EOF).toList();
    if (tokens.isEmpty()) {
      return true;
    }
    return !continues(tokens.get(tokens.size() - 1), text)
        && tokens.stream().noneMatch(token -> opensLongString(token, text))
        && !hasOpenLongFString(tokens)
        && !hasOpenBracket(tokens);
  }

  /** Whether the text ends with a backslash that joins lines, alone or inside a string. */
  private static boolean continues(Token last, String text) {
    int type = last.getType();
    return text.endsWith("\\")
        && last.getStopIndex() == text.codePointCount(0, text.length()) - 1
        && (type == NumPyScriptLexer.UNKNOWN || type == NumPyScriptLexer.UNTERMINATED_STRING);
  }

  /** An empty string right before another quote is what is left of three quotes without an end. */
  private static boolean opensLongString(Token token, String text) {
    String string = token.getText();
    if (token.getType() != NumPyScriptLexer.STRING
        || !(string.endsWith("\"\"") || string.endsWith("''"))
        || string.length() > 3
        || string.length() == 3 && isQuote(string.charAt(0))) {
      return false;
    }
    int next = text.offsetByCodePoints(0, token.getStopIndex() + 1);
    return next < text.length() && text.charAt(next) == string.charAt(string.length() - 1);
  }

  /** Whether an f-string of three quotes has no end. */
  private static boolean hasOpenLongFString(List<Token> tokens) {
    Deque<Token> open = new ArrayDeque<>();
    for (Token token : tokens) {
      switch (token.getType()) {
        case NumPyScriptLexer.F_STRING_START -> open.push(token);
        case NumPyScriptLexer.F_STRING_END, NumPyScriptLexer.UNTERMINATED_F_STRING -> open.poll();
        default -> {}
      }
    }
    return open.stream().anyMatch(token -> StringText.isLong(token.getText()));
  }

  private static boolean isQuote(char letter) {
    return letter == '"' || letter == '\'';
  }

  private static boolean hasOpenBracket(List<Token> tokens) {
    Deque<Integer> open = new ArrayDeque<>();
    for (Token token : tokens) {
      switch (token.getType()) {
        case NumPyScriptLexer.OPEN_PARENTHESIS -> open.push(NumPyScriptLexer.CLOSE_PARENTHESIS);
        case NumPyScriptLexer.OPEN_BRACKET -> open.push(NumPyScriptLexer.CLOSE_BRACKET);
        case NumPyScriptLexer.OPEN_BRACE -> open.push(NumPyScriptLexer.CLOSE_BRACE);
        case NumPyScriptLexer.CLOSE_PARENTHESIS,
            NumPyScriptLexer.CLOSE_BRACKET,
            NumPyScriptLexer.CLOSE_BRACE -> {
          Integer wanted = open.poll();
          if (wanted == null || wanted != token.getType()) {
            return false;
          }
        }
        default -> {}
      }
    }
    return !open.isEmpty();
  }
}
