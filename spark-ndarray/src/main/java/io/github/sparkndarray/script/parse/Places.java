package io.github.sparkndarray.script.parse;

import io.github.sparkndarray.script.SourcePlace;
import io.github.sparkndarray.script.parse.NumPyScriptParser.AttributeContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.BinaryContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.CallContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ComparisonContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.EvaluationContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.SubscriptionContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.UnaryContext;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Where forms of the grammar stand in their script. */
public final class Places {
  private Places() {}

  /**
   * Where a form whose parts are right is wrong: at its operator, at its function's name and what
   * that is called with, at an attribute's name, at the brackets of a subscription, or all of it.
   */
  public static SourcePlace ofMistake(ParserRuleContext form) {
    // Java 17 has no pattern switch.
    if (form instanceof BinaryContext binary) {
      return of(binary.operator, binary.operator);
    }
    if (form instanceof UnaryContext unary) {
      return of(unary.operator, unary.operator);
    }
    if (form instanceof ComparisonContext comparison && comparison.comparator().size() == 1) {
      return of(comparison.comparator(0));
    }
    if (form instanceof AttributeContext attribute) {
      return of(attribute.NAME().getSymbol(), attribute.getStop());
    }
    if (form instanceof CallContext call) {
      return call.primary() instanceof AttributeContext method
          ? of(method.NAME().getSymbol(), call.getStop())
          : of(call);
    }
    if (form instanceof SubscriptionContext subscription) {
      return of(subscription.OPEN_BRACKET().getSymbol(), subscription.getStop());
    }
    if (form instanceof EvaluationContext evaluation && evaluation.AUGMENTED_ASSIGNMENT() != null) {
      Token operator = evaluation.AUGMENTED_ASSIGNMENT().getSymbol();
      return of(operator, operator);
    }
    return of(form);
  }

  /** Where a form stands: up to its end, or the end of the line that it begins in. */
  public static SourcePlace of(ParserRuleContext form) {
    return of(form.getStart(), form.getStop());
  }

  /** The places of two tokens and what is between them, as far as that is in one line. */
  static SourcePlace of(Token first, Token last) {
    String line = lineOf(first.getInputStream().toString(), first.getLine());
    int start = first.getCharPositionInLine();
    boolean isOneLine = last.getLine() == first.getLine() && last.getText().indexOf('\n') < 0;
    int end =
        isOneLine
            ? last.getCharPositionInLine() + codePoints(last.getText())
            : codePoints(line.stripTrailing());
    return new SourcePlace(first.getLine(), start + 1, Math.max(1, end - start), line);
  }

  private static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }

  /** The text of a line, counted from 1; of a line after the last one, nothing. */
  static String lineOf(String text, int line) {
    String[] lines = text.split("\r?\n", -1);
    return line <= lines.length ? lines[line - 1] : "";
  }
}
