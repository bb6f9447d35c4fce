package io.github.sparkndarray.script.run;

import io.github.sparkndarray.script.ScriptHost;
import io.github.sparkndarray.script.parse.FreeNames;
import io.github.sparkndarray.script.parse.Script;
import io.github.sparkndarray.script.parse.ScriptParser;
import io.github.sparkndarray.script.value.Environment;
import io.github.sparkndarray.script.value.Formulas;
import io.github.sparkndarray.script.value.Results;
import io.github.sparkndarray.script.value.SharedRandom;
import io.github.sparkndarray.script.value.Value;
import java.util.Map;
import java.util.Set;

/** Evaluates formulas with names of their own, which are gone afterwards. */
public final class FormulaEvaluator implements Formulas {
  private final Environment environment;

  public FormulaEvaluator(ScriptHost host, Results results) {
    this.environment = new Environment(host, results, this, new SharedRandom());
  }

  public Environment environment() {
    return environment;
  }

  @Override
  public Value evaluate(String formula, Map<String, Value> names) {
    return evaluate(parse(formula), names);
  }

  @Override
  public Set<String> names(String formula) {
    return FreeNames.of(parse(formula));
  }

  private static Script parse(String formula) {
    return ScriptParser.parse("expression", formula);
  }

  /** As {@link #evaluate(String, Map)}, of what has been parsed. */
  public Value evaluate(Script formula, Map<String, Value> names) {
    Namespace own = Namespace.ofFormula();
    names.forEach(own::assign);
    Evaluator evaluator = new Evaluator(own, environment);
    Value value = Value.NONE;
    for (Script.Cell cell : formula.cells()) {
      for (Script.Step step : cell.steps()) {
        value = Interpreter.evaluateFormula(formula, step, evaluator);
      }
    }
    return value;
  }
}
