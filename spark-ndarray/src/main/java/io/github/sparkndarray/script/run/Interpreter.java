package io.github.sparkndarray.script.run;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Complex;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.script.ScriptException;
import io.github.sparkndarray.script.ScriptHost;
import io.github.sparkndarray.script.function.Language;
import io.github.sparkndarray.script.parse.Script;
import io.github.sparkndarray.script.parse.Script.Cell;
import io.github.sparkndarray.script.parse.Script.Statement;
import io.github.sparkndarray.script.parse.Script.Step;
import io.github.sparkndarray.script.parse.Script.Timed;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.Environment;
import io.github.sparkndarray.script.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Runs scripts one after the other over the same names. Not for several threads at once. */
public final class Interpreter {
  private final Namespace names = new Namespace();
  private final Environment environment;
  private final ScriptResults results;

  public Interpreter(ScriptHost host, ScriptResults results) {
    this.environment = new FormulaEvaluator(host, results).environment();
    this.results = results;
  }

  /** Gives an array a name before anything runs. */
  public void bind(String name, Expr array) {
    names.assign(name, ArrayValue.array(array));
  }

  /** What has been assigned so far, by name. */
  public Map<String, Value> names() {
    return new TreeMap<>(names.assigned());
  }

  /**
   * The value of a name, and of attributes of it, as in {@code np.linalg}: what there is to say
   * about something without running anything.
   *
   * @throws NDArrayException in Python's words when there is none
   */
  public Value lookUp(String dotted) {
    List<String> parts = List.of(dotted.split("\\.", -1));
    Value value = names.get(parts.get(0));
    for (String attribute : parts.subList(1, parts.size())) {
      value = Language.attribute(value, attribute);
    }
    return value;
  }

  /**
   * Runs a script. The last expression of each cell is shown.
   *
   * @param progress hears of each step; decides whether to go on after a failed one
   */
  public void run(Script script, Progress progress) {
    for (Cell cell : script.cells()) {
      List<Step> steps = cell.steps();
      for (Step step : steps) {
        boolean isLast = step == steps.get(steps.size() - 1);
        progress.started(step);
        try {
          run(script, step, isLast);
          progress.finished(step);
        } catch (ScriptException e) {
          progress.failed(step, e);
        }
      }
    }
  }

  /** Runs a script to its end, or to its first error. */
  public void run(Script script) {
    run(script, Progress.SILENT);
  }

  /**
   * Runs a script and returns the value of its last statement, which is not shown; {@code None}
   * where that is no expression.
   *
   * @throws ScriptException where a statement fails
   */
  public Value evaluate(Script script) {
    Value value = Value.NONE;
    for (Cell cell : script.cells()) {
      for (Step step : cell.steps()) {
        value = run(script, step, false);
      }
    }
    return value;
  }

  private Value run(Script script, Step step, boolean isLast) {
    // Java 17 has no pattern switch: the order is that of the permitted records.
    if (step instanceof Statement statement) {
      Value value = evaluate(script, statement, names);
      if (isLast && !statement.silent() && !value.equals(Value.NONE)) {
        show(script, statement, value);
      }
      return value;
    }
    if (step instanceof Timed timed) {
      time(script, timed);
    }
    return Value.NONE;
  }

  private Value evaluate(Script script, Statement statement, Namespace namespace) {
    return inPlace(
        script, statement, () -> new Evaluator(namespace, environment).visit(statement.tree()));
  }

  private void show(Script script, Statement statement, Value value) {
    inPlace(
        script,
        statement,
        () -> {
          results.show(value);
          return Value.NONE;
        });
  }

  private void time(Script script, Timed timed) {
    Namespace local = names.inner();
    timed.setup().forEach(statement -> evaluate(script, statement, local));
    inPlace(
        script,
        timed,
        () -> {
          results.time(timed.options(), () -> made(script, timed, local.inner()));
          return Value.NONE;
        });
  }

  /**
   * Runs the timed statements once, and returns the arrays that they made. Those that go into
   * another one of them are computed with it, so that an expression and the same in steps are one
   * plan.
   */
  private List<Expr> made(Script script, Timed timed, Namespace local) {
    List<Value> values = new ArrayList<>();
    for (Statement statement : timed.code()) {
      values.add(evaluate(script, statement, local));
    }
    values.addAll(local.assigned().values());
    return withoutInputs(CollectedResults.arraysOf(values));
  }

  private static List<Expr> withoutInputs(List<Expr> arrays) {
    Set<Expr> inputs = new HashSet<>();
    List<Expr> parts = Complex.parts(arrays);
    Deque<Expr> open = new ArrayDeque<>(parts);
    while (!open.isEmpty()) {
      for (Expr input : open.pop().inputs()) {
        if (inputs.add(input)) {
          open.push(input);
        }
      }
    }
    return parts.stream().filter(array -> !inputs.contains(array)).distinct().toList();
  }

  /**
   * The value of one statement of a formula, which times nothing.
   *
   * @throws ScriptException where it fails
   */
  static Value evaluateFormula(Script formula, Step step, Evaluator evaluator) {
    if (step instanceof Statement statement) {
      return inPlace(formula, statement, () -> evaluator.visit(statement.tree()));
    }
    throw ScriptException.inStatement(
        formula.file(),
        step.line(),
        new NDArrayException(ErrorCode.UNSUPPORTED, "A formula cannot time its statements"));
  }

  /** Adds the line to an error. */
  private static Value inPlace(Script script, Step step, Supplier<Value> action) {
    try {
      return action.get();
    } catch (ScriptException e) {
      throw e;
    } catch (NDArrayException e) {
      throw ScriptException.inStatement(script.file(), step.line(), e);
    } catch (StackOverflowError e) {
      throw ScriptException.inStatement(
          script.file(),
          step.line(),
          new NDArrayException(
              ErrorCode.UNSUPPORTED,
              "Cannot evaluate an expression that is nested this deeply",
              e));
    }
  }
}
