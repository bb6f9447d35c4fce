package io.github.sparkndarray.script.parse;

import io.github.sparkndarray.script.parse.NumPyScriptParser.EvaluationContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ExpressionContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ExpressionsContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.NameContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.PlainAtomContext;
import io.github.sparkndarray.script.parse.Script.Cell;
import io.github.sparkndarray.script.parse.Script.Statement;
import io.github.sparkndarray.script.parse.Script.Step;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.tree.ParseTreeWalker;

/** The names that statements read before they assign to them: what must be there for them. */
public final class FreeNames extends NumPyScriptParserBaseListener {
  private final Set<String> assigned = new HashSet<>();
  private final Set<String> free = new LinkedHashSet<>();

  private FreeNames() {}

  /** The free names of a script's statements, in the order in which they are met. */
  public static Set<String> of(Script script) {
    FreeNames names = new FreeNames();
    for (Cell cell : script.cells()) {
      for (Step step : cell.steps()) {
        if (step instanceof Statement statement
            && statement.tree() instanceof EvaluationContext evaluation) {
          names.add(evaluation);
        }
      }
    }
    return names.free;
  }

  private void add(EvaluationContext statement) {
    List<ExpressionsContext> parts = statement.expressions();
    int last = parts.size() - 1;
    ParseTreeWalker.DEFAULT.walk(this, parts.get(last));
    for (ExpressionsContext targets : parts.subList(0, last)) {
      for (ExpressionContext target : targets.expression()) {
        Optional<NameContext> name = nameOf(target);
        if (name.isEmpty() || statement.AUGMENTED_ASSIGNMENT() != null) {
          ParseTreeWalker.DEFAULT.walk(this, target);
        }
        name.ifPresent(found -> assigned.add(found.getText()));
      }
    }
  }

  private static Optional<NameContext> nameOf(ExpressionContext target) {
    return TreeShapes.primary(target)
        .map(primary -> primary instanceof PlainAtomContext plain ? plain.atom() : null)
        .map(atom -> atom instanceof NameContext name ? name : null);
  }

  @Override
  public void enterName(NameContext context) {
    if (!assigned.contains(context.getText())) {
      free.add(context.getText());
    }
  }
}
