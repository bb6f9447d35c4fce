package io.github.sparkndarray.script.parse;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Turns the first error of lexer or parser into one that says what the language has instead. */
final class SyntaxErrors extends BaseErrorListener {
  /** Python's own limit. */
  private static final int MAX_OPEN_BRACKETS = 200;

  private final Source source;
  private @Nullable Problem bracketProblem;

  /** What is wrong at a token. */
  private record Problem(Token at, String problem) {}

  SyntaxErrors(Source source) {
    this.source = source;
  }

  @Override
  public void syntaxError(
      Recognizer<?, ?> recognizer,
      @Nullable Object offendingSymbol,
      int line,
      int column,
      String message,
      @Nullable RecognitionException cause) {
    if (!(offendingSymbol instanceof Token token)) {
      // The lexer has a rule for every character.
      throw new NDArrayException(ErrorCode.INTERNAL, message, cause);
    }
    if (bracketProblem != null && bracketProblem.at().getTokenIndex() <= token.getTokenIndex()) {
      throw source.error(bracketProblem.at(), bracketProblem.problem());
    }
    throw source.error(token, problem(token));
  }

  /**
   * Finds the first bracket without its partner, which is then the reason of later errors; refuses
   * nesting that would only overflow the stack.
   */
  void matchBrackets(List<Token> tokens) {
    Deque<Token> open = new ArrayDeque<>();
    for (Token token : tokens) {
      String text = token.getText();
      if (isOneOf("([{", text)) {
        open.push(token);
      } else if (isOneOf(")]}", text)) {
        Token partner = open.poll();
        if (partner == null) {
          bracketProblem = new Problem(token, "unmatched '" + text + "'");
          return;
        }
        if ("([{".indexOf(partner.getText()) != ")]}".indexOf(text)) {
          bracketProblem =
              new Problem(
                  token,
                  "closing parenthesis '"
                      + text
                      + "' does not match opening parenthesis '"
                      + partner.getText()
                      + "'");
          return;
        }
      }
      if (open.size() > MAX_OPEN_BRACKETS) {
        throw source.error(token, "too many nested parentheses");
      }
    }
    Token innermost = open.peek();
    if (innermost != null) {
      bracketProblem = new Problem(innermost, "'" + innermost.getText() + "' was never closed");
    }
  }

  private static boolean isOneOf(String brackets, String text) {
    return text.length() == 1 && brackets.contains(text);
  }

  private static String problem(Token token) {
    String text = token.getText();
    return switch (token.getType()) {
      case NumPyScriptLexer.UNSUPPORTED_KEYWORD -> unsupportedKeyword(text);
      case NumPyScriptLexer.UNSUPPORTED_OPERATOR ->
          "the operator '"
              + text
              + "' is not in this language, which has + - * / // % ** @, "
              + "comparisons, & | ^ ~ << >>, and, or, not";
      case NumPyScriptLexer.UNSUPPORTED_STRING ->
          "f-strings and bytes are not in this language; print takes several arguments instead";
      case NumPyScriptLexer.OPEN_BRACE ->
          "dictionaries and sets are not in this language, which has tuples and lists";
      case NumPyScriptLexer.OTHER_MAGIC, NumPyScriptLexer.SHELL_COMMAND ->
          "'" + text + "' is not in this language; the magics are %timeit and %%timeit";
      case NumPyScriptLexer.INDENTATION -> "unexpected indent";
      case NumPyScriptLexer.MALFORMED_NUMBER -> "invalid decimal literal";
      case NumPyScriptLexer.LEADING_ZERO ->
          "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal"
              + " integers";
      case NumPyScriptLexer.UNTERMINATED_STRING -> "unterminated string literal";
      case NumPyScriptLexer.UNKNOWN -> "invalid character '" + text + "'";
      default -> "invalid syntax";
    };
  }

  private static String unsupportedKeyword(String keyword) {
    return switch (keyword) {
      case "from" ->
          "imports other than 'import numpy as np' are not in this language; np and nd are always"
              + " there";
      case "for", "while", "break", "continue" ->
          "'"
              + keyword
              + "' is not in this language: loops and comprehensions are written as"
              + " operations on whole arrays";
      case "if", "elif", "else" ->
          "'" + keyword + "' is not in this language: np.where chooses between elements";
      default ->
          "'"
              + keyword
              + "' is not in this language, which has assignments, expressions, print,"
              + " np and nd functions, array methods and %timeit";
    };
  }
}
