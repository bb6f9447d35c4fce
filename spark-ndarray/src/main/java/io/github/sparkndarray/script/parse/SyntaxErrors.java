package io.github.sparkndarray.script.parse;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.script.parse.NumPyScriptParser.CallContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ListContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ParenthesizedContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ReplacementFieldContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.SubscriptionContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Turns the first error of lexer or parser into one that says what the language has instead. */
final class SyntaxErrors extends BaseErrorListener {
  /** Python's own limit. */
  private static final int MAX_OPEN_BRACKETS = 200;

  private static final String INVALID = "invalid syntax";

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
    String problem = problem(token);
    String inField =
        recognizer instanceof Parser parser
                && (problem.equals(INVALID) || token.getType() == NumPyScriptLexer.EXCLAMATION)
            ? problemInField(parser, token)
            : null;
    throw source.error(token, inField == null ? problem : inField);
  }

  /**
   * Finds the first bracket or f-string without its partner, which is then the reason of later
   * errors; refuses nesting that would only overflow the stack.
   */
  void matchBrackets(List<Token> tokens) {
    Deque<Token> open = new ArrayDeque<>();
    for (Token token : tokens) {
      if (token.getType() == NumPyScriptLexer.F_STRING_START || opens(token)) {
        open.push(token);
      } else if (closes(token)) {
        Token partner = open.peek();
        if (!isPartner(partner, token)) {
          bracketProblem = withoutPartner(token, partner);
          return;
        }
        open.pop();
      }
      if (open.size() > MAX_OPEN_BRACKETS) {
        throw source.error(token, "too many nested parentheses");
      }
    }
    Token innermost = open.peek();
    if (innermost != null) {
      bracketProblem = new Problem(innermost, neverClosed(innermost, open));
    }
  }

  private static boolean opens(Token token) {
    return switch (token.getType()) {
      case NumPyScriptLexer.OPEN_PARENTHESIS,
          NumPyScriptLexer.OPEN_BRACKET,
          NumPyScriptLexer.OPEN_BRACE ->
          true;
      default -> false;
    };
  }

  private static boolean closes(Token token) {
    return switch (token.getType()) {
      case NumPyScriptLexer.CLOSE_PARENTHESIS,
          NumPyScriptLexer.CLOSE_BRACKET,
          NumPyScriptLexer.CLOSE_BRACE,
          NumPyScriptLexer.F_STRING_END,
          NumPyScriptLexer.UNTERMINATED_F_STRING ->
          true;
      default -> false;
    };
  }

  private static boolean isPartner(@Nullable Token open, Token close) {
    if (open == null) {
      return false;
    }
    return switch (close.getType()) {
      case NumPyScriptLexer.CLOSE_PARENTHESIS ->
          open.getType() == NumPyScriptLexer.OPEN_PARENTHESIS;
      case NumPyScriptLexer.CLOSE_BRACKET -> open.getType() == NumPyScriptLexer.OPEN_BRACKET;
      case NumPyScriptLexer.CLOSE_BRACE -> open.getType() == NumPyScriptLexer.OPEN_BRACE;
      case NumPyScriptLexer.F_STRING_END -> open.getType() == NumPyScriptLexer.F_STRING_START;
      default -> false;
    };
  }

  private static Problem withoutPartner(Token close, @Nullable Token open) {
    String text = close.getText();
    if (open == null || open.getType() == NumPyScriptLexer.F_STRING_START) {
      return close.getType() == NumPyScriptLexer.UNTERMINATED_F_STRING && open != null
          ? new Problem(open, "unterminated f-string literal")
          : new Problem(close, "unmatched '" + text + "'");
    }
    return close.getType() == NumPyScriptLexer.F_STRING_END
        ? new Problem(close, "f-string: expecting '}'")
        : new Problem(
            close,
            "closing parenthesis '"
                + text
                + "' does not match opening parenthesis '"
                + open.getText()
                + "'");
  }

  private static String neverClosed(Token innermost, Deque<Token> open) {
    if (innermost.getType() == NumPyScriptLexer.F_STRING_START) {
      boolean isLong = StringText.isLong(innermost.getText());
      return "unterminated " + (isLong ? "triple-quoted " : "") + "f-string literal";
    }
    boolean isField =
        innermost.getType() == NumPyScriptLexer.OPEN_BRACE
            && open.stream().anyMatch(t -> t.getType() == NumPyScriptLexer.F_STRING_START);
    return isField ? "f-string: expecting '}'" : "'" + innermost.getText() + "' was never closed";
  }

  /** What is wrong at a token in a field of an f-string, outside of brackets; null elsewhere. */
  private static @Nullable String problemInField(Parser parser, Token token) {
    RuleContext context = parser.getContext();
    while (context != null && !(context instanceof ReplacementFieldContext)) {
      boolean isBracketed =
          context instanceof ParenthesizedContext
              || context instanceof ListContext
              || context instanceof CallContext
              || context instanceof SubscriptionContext;
      context = isBracketed ? null : context.getParent();
    }
    if (context == null) {
      return null;
    }
    boolean isAfterValue = "}!:=".contains(token.getText());
    if (parser.getInputStream().LT(-1).getType() == NumPyScriptLexer.OPEN_BRACE && isAfterValue) {
      return "f-string: valid expression required before '" + token.getText() + "'";
    }
    if (context instanceof ReplacementFieldContext field && field.NAME() != null) {
      return "f-string: expecting ':' or '}'";
    }
    return isAfterValue
        ? "f-string: invalid syntax"
        : "f-string: expecting '=', or '!', or ':', or '}'";
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
      case NumPyScriptLexer.UNSUPPORTED_STRING -> "bytes are not in this language";
      case NumPyScriptLexer.SINGLE_BRACE -> "f-string: single '}' is not allowed";
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
      case NumPyScriptLexer.EXCLAMATION, NumPyScriptLexer.UNKNOWN ->
          "invalid character '" + text + "'";
      default -> INVALID;
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
