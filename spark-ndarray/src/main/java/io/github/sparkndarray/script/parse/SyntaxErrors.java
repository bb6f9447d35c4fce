package io.github.sparkndarray.script.parse;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
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

  private static final String INVALID = "invalid syntax";

  private final Source source;
  private final NumPyScriptLexer lexer;

  SyntaxErrors(Source source, NumPyScriptLexer lexer) {
    this.source = source;
    this.lexer = lexer;
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
    Token open = lexer.innermostOpenBracket();
    String problem = problem(token);
    if (open != null && problem.equals(INVALID) && open.getLine() < token.getLine()) {
      throw source.error(open, "'" + open.getText() + "' was never closed");
    }
    throw source.error(token, problem);
  }

  /** Refuses what would only overflow the stack. */
  void refuseDeepNesting(List<Token> tokens) {
    int open = 0;
    for (Token token : tokens) {
      switch (token.getType()) {
        case NumPyScriptLexer.OPEN_PARENTHESIS,
            NumPyScriptLexer.OPEN_BRACKET,
            NumPyScriptLexer.OPEN_BRACE ->
            open++;
        case NumPyScriptLexer.CLOSE_PARENTHESIS,
            NumPyScriptLexer.CLOSE_BRACKET,
            NumPyScriptLexer.CLOSE_BRACE ->
            open--;
        default -> {}
      }
      if (open > MAX_OPEN_BRACKETS) {
        throw source.error(token, "too many nested parentheses");
      }
    }
  }

  private static String problem(Token token) {
    String text = token.getText();
    return switch (token.getType()) {
      case NumPyScriptLexer.UNSUPPORTED_KEYWORD -> unsupportedKeyword(text);
      case NumPyScriptLexer.UNSUPPORTED_OPERATOR ->
          "the operator '" + text + "' is not in this language, which has + - * / // % **, "
              + "comparisons, & | ^ ~, and, or, not";
      case NumPyScriptLexer.UNSUPPORTED_STRING ->
          "f-strings and bytes are not in this language; print takes several arguments instead";
      case NumPyScriptLexer.OPEN_BRACE ->
          "dictionaries and sets are not in this language, which has tuples and lists";
      case NumPyScriptLexer.IMAGINARY ->
          "complex numbers are not in this language, which has bool, int and float";
      case NumPyScriptLexer.OTHER_MAGIC ->
          "'" + text + "' is not in this language; the magics are %timeit and %%timeit";
      case NumPyScriptLexer.INDENTATION -> "unexpected indent";
      case NumPyScriptLexer.MALFORMED_NUMBER -> "invalid decimal literal";
      case NumPyScriptLexer.LEADING_ZERO ->
          "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal"
              + " integers";
      case NumPyScriptLexer.UNTERMINATED_STRING -> "unterminated string literal";
      case NumPyScriptLexer.CLOSE_PARENTHESIS,
          NumPyScriptLexer.CLOSE_BRACKET,
          NumPyScriptLexer.CLOSE_BRACE ->
          "unmatched '" + text + "'";
      case NumPyScriptLexer.UNKNOWN -> "invalid character '" + text + "'";
      default -> INVALID;
    };
  }

  private static String unsupportedKeyword(String keyword) {
    return switch (keyword) {
      case "from" ->
          "imports other than 'import numpy as np' are not in this language; np and nd are always"
              + " there";
      case "for", "while", "break", "continue" ->
          "'" + keyword + "' is not in this language: loops and comprehensions are written as"
              + " operations on whole arrays";
      case "if", "elif", "else" ->
          "'" + keyword + "' is not in this language: np.where chooses between elements";
      default ->
          "'" + keyword + "' is not in this language, which has assignments, expressions, print,"
              + " np and nd functions, array methods and %timeit";
    };
  }
}
