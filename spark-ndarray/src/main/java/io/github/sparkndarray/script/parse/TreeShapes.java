package io.github.sparkndarray.script.parse;

import io.github.sparkndarray.script.parse.NumPyScriptParser.AtomContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.CallContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.EvaluationContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ExpressionContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ExpressionsContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.NameContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.OperandContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.PlainAtomContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.PrimaryContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ReplacementFieldContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.StatementContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.SubscriptsContext;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Interval;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** What the grammar spells with punctuation. */
public final class TreeShapes {
  private TreeShapes() {}

  /** The primary that an expression is, if no operator makes it more. */
  public static Optional<PrimaryContext> primary(ExpressionContext expression) {
    ParseTree tree = expression;
    while (tree.getChildCount() == 1) {
      if (tree instanceof OperandContext operand) {
        return Optional.of(operand.primary());
      }
      tree = tree.getChild(0);
    }
    return Optional.empty();
  }

  /** The innermost form that an expression is nothing but, whatever the grammar wraps it in. */
  public static ParseTree core(ExpressionContext expression) {
    ParseTree tree = expression;
    while (tree.getChildCount() == 1
        && !(tree instanceof AtomContext)
        && tree.getChild(0) instanceof ParserRuleContext inner) {
      tree = inner;
    }
    return tree;
  }

  /** What {@code {x = }} in an f-string shows before the value: all up to its equals sign. */
  public static String debugText(ReplacementFieldContext field) {
    int start = field.OPEN_BRACE().getSymbol().getStopIndex() + 1;
    int sign = field.children.indexOf(field.ASSIGN());
    Token next = ((TerminalNode) first(field.getChild(sign + 1))).getSymbol();
    return next.getInputStream().getText(Interval.of(start, next.getStartIndex() - 1));
  }

  private static ParseTree first(ParseTree tree) {
    return tree.getChildCount() == 0 ? tree : first(tree.getChild(0));
  }

  /** Whether a statement is a call of what {@code print} names. */
  public static boolean isPrint(StatementContext statement) {
    return statement instanceof EvaluationContext evaluation
        && evaluation.expressions().size() == 1
        && !isTuple(evaluation.expressions(0))
        && primary(evaluation.expressions(0).expression(0)).orElse(null) instanceof CallContext call
        && call.primary() instanceof PlainAtomContext plain
        && plain.atom() instanceof NameContext name
        && name.getText().equals("print");
  }

  /** Whether a comma makes a list of expressions a tuple. */
  public static boolean isTuple(ExpressionsContext expressions) {
    return expressions.getChildCount() > 1;
  }

  /** Whether a comma makes a list of subscripts a tuple. */
  public static boolean isTuple(SubscriptsContext subscripts) {
    return subscripts.getChildCount() > 1;
  }
}
