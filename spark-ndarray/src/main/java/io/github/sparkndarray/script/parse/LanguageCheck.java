package io.github.sparkndarray.script.parse;

import io.github.sparkndarray.script.parse.NumPyScriptParser.ArgumentContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ArgumentsContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.AtomContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.AttributeContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.EvaluationContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ExpressionContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ExpressionsContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ImportedContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ImportingContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.IntegerContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ListContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.NameContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ParenthesizedContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.PlainAtomContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.PrimaryContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ReplacementFieldContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.SubscriptionContext;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/**
 * Refuses what the grammar accepts and the language has not: other imports, assignments to what is
 * no name, chains of attributes, names that reach for the inside of an object.
 */
final class LanguageCheck extends NumPyScriptParserBaseListener {
  /** What may be imported, and the only name for each. */
  private static final Map<String, String> MODULES = Map.of("numpy", "np", "spark_ndarray", "nd");

  /** Attributes of arrays that have attributes themselves. */
  private static final Set<String> CHAINED = Set.of("T", "mT", "dtype", "real", "imag");

  /** Attributes of arrays that can be assigned to. */
  private static final Set<String> PARTS = Set.of("real", "imag");

  /** What may follow an exclamation mark in an f-string. */
  private static final Set<String> CONVERSIONS = Set.of("s", "r", "a");

  /** As in Python. */
  private static final int MOST_DIGITS = 4300;

  private final Source source;

  LanguageCheck(Source source) {
    this.source = source;
  }

  @Override
  public void enterImporting(ImportingContext context) {
    for (ImportedContext imported : context.imported()) {
      String module = imported.dottedName().getText();
      String alias = imported.NAME() == null ? module : imported.NAME().getText();
      if (!alias.equals(MODULES.get(module))) {
        throw source.error(
            imported.getStart(),
            "imports other than 'import numpy as np' are not in this language; np and nd are"
                + " always there");
      }
    }
  }

  @Override
  public void enterEvaluation(EvaluationContext context) {
    boolean augmented = context.AUGMENTED_ASSIGNMENT() != null;
    int targets = context.expressions().size() - 1;
    for (ExpressionsContext target : context.expressions().subList(0, targets)) {
      if (augmented && TreeShapes.isTuple(target)) {
        throw source.error(
            target.getStart(), "'tuple' is an illegal expression for augmented assignment");
      }
      target.expression().forEach(this::checkTarget);
    }
  }

  private void checkTarget(ExpressionContext target) {
    Optional<PrimaryContext> primary = TreeShapes.primary(target);
    if (primary.isPresent() && primary.get() instanceof PlainAtomContext plain) {
      AtomContext atom = plain.atom();
      if (atom instanceof NameContext name) {
        checkAssignable(name.getStart());
        return;
      }
      if (atom instanceof ParenthesizedContext tuple && tuple.expressions() != null) {
        tuple.expressions().expression().forEach(this::checkTarget);
        return;
      }
      if (atom instanceof ListContext list && list.expressions() != null) {
        list.expressions().expression().forEach(this::checkTarget);
        return;
      }
    }
    if (primary.isPresent() && primary.get() instanceof SubscriptionContext) {
      return;
    }
    if (primary.isPresent()
        && primary.get() instanceof AttributeContext part
        && PARTS.contains(part.NAME().getText())) {
      return;
    }
    throw source.error(target.getStart(), "cannot assign to '" + target.getText() + "'");
  }

  private void checkAssignable(Token name) {
    if (MODULES.containsValue(name.getText())) {
      throw source.error(name, "cannot assign to '" + name.getText() + "', which is a module here");
    }
  }

  @Override
  public void enterArguments(ArgumentsContext context) {
    Set<String> keywords = new HashSet<>();
    for (ArgumentContext argument : context.argument()) {
      if (argument.NAME() == null) {
        if (!keywords.isEmpty()) {
          throw source.error(argument.getStart(), "positional argument follows keyword argument");
        }
      } else if (!keywords.add(argument.NAME().getText())) {
        throw source.error(
            argument.getStart(), "keyword argument repeated: " + argument.NAME().getText());
      }
    }
  }

  @Override
  public void enterName(NameContext context) {
    if (context.getText().startsWith("__")) {
      throw source.error(
          context.getStart(), "the name '" + context.getText() + "' is not in this language");
    }
  }

  @Override
  public void enterAttribute(AttributeContext context) {
    Token name = context.NAME().getSymbol();
    PrimaryContext base = context.primary();
    if (base instanceof AttributeContext inner
        && !inner.primary().getText().equals("np")
        && !CHAINED.contains(inner.NAME().getText())) {
      throw source.error(
          base.getStart(),
          "'"
              + context.getText()
              + "' is not in this language, which has functions of np, np.random and nd, and"
              + " methods of arrays");
    }
    if (looksForeign(name.getText())) {
      throw source.error(name, "the attribute '" + name.getText() + "' is not in this language");
    }
  }

  /** Whether a name is private or in camel case, as nothing of NumPy's is: {@code mT} is none. */
  private static boolean looksForeign(String name) {
    return name.startsWith("_") || name.matches("[a-z]{2,}[A-Z].*");
  }

  @Override
  public void enterReplacementField(ReplacementFieldContext context) {
    if (context.NAME() != null && !CONVERSIONS.contains(context.NAME().getText())) {
      throw source.error(
          context.NAME().getSymbol(),
          "f-string: invalid conversion character '"
              + context.NAME().getText()
              + "': expected 's', 'r', or 'a'");
    }
  }

  @Override
  public void enterInteger(IntegerContext context) {
    if (context.getText().length() > MOST_DIGITS) {
      throw source.error(
          context.getStart(),
          "Exceeds the limit (" + MOST_DIGITS + " digits) for integer string conversion");
    }
  }
}
