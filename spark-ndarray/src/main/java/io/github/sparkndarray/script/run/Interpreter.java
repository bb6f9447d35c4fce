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
  private final PrintQueue prints;

  public Interpreter(ScriptHost host, ScriptResults results) {
    this.prints = new PrintQueue(results);
    this.environment = new FormulaEvaluator(host, prints).environment();
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
   * Runs a script. The last expression of each cell is shown. Statements that print and follow one
   * another are computed in one pass where they share work, unless the progress is told of each
   * alone.
   *
   * @param progress hears of each step; decides whether to go on after a failed one
   */
  public void run(Script script, Progress progress) {
    run(script, progress, true);
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
    return run(script, Progress.SILENT, false);
  }

  private Value run(Script script, Progress progress, boolean shows) {
    Value value = Value.NONE;
    try {
      for (Cell cell : script.cells()) {
        List<Step> steps = cell.steps();
        for (Step step : steps) {
          boolean isShown = shows && step == steps.get(steps.size() - 1);
          value = run(script, step, progress, isShown);
        }
        prints.flush();
      }
    } finally {
      prints.drop();
    }
    return value;
  }

  private Value run(Script script, Step step, Progress progress, boolean isShown) {
    boolean mayWait =
        step instanceof Statement statement && statement.isPrint() && !progress.eachAlone();
    if (mayWait) {
      prints.begin(new PrintQueue.Printing(script, step, progress));
    } else {
      prints.flush();
    }
    progress.started(step);
    Value value = Value.NONE;
    try {
      value = run(script, step, isShown);
    } catch (ScriptException e) {
      prints.end();
      prints.flush();
      progress.failed(step, e);
      return value;
    }
    if (!prints.end()) {
      progress.finished(step);
    }
    return value;
  }

  private Value run(Script script, Step step, boolean isShown) {
    // Java 17 has no pattern switch: the order is that of the permitted records.
    if (step instanceof Statement statement) {
      Value value = evaluate(script, statement, names);
      if (isShown && !statement.silent() && !value.equals(Value.NONE)) {
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
          prints.show(value);
          return Value.NONE;
        });
  }

  private void time(Script script, Timed timed) {
    Namespace local = names.inner();
    try {
      timed.setup().forEach(statement -> evaluate(script, statement, local));
      inPlace(
          script,
          timed,
          () -> {
            prints.time(timed.options(), () -> made(script, timed, local.inner()));
            return Value.NONE;
          });
    } finally {
      local.undo();
    }
  }

  /**
   * Runs the timed statements once, and returns the arrays that they made. Those that go into
   * another one of them are computed with it, so that an expression and the same in steps are one
   * plan.
   */
  private List<Expr> made(Script script, Timed timed, Namespace local) {
    List<Value> values = new ArrayList<>();
    try {
      for (Statement statement : timed.code()) {
        values.add(evaluate(script, statement, local));
      }
      values.addAll(local.assigned().values());
      values.addAll(local.changed());
      return withoutInputs(CollectedResults.arraysOf(values));
    } finally {
      // Timed code leaves what is outside as it was.
      local.undo();
    }
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
        step.place(),
        new NDArrayException(ErrorCode.UNSUPPORTED, "A formula cannot time its statements"));
  }

  /** Adds the place to an error. */
  private static Value inPlace(Script script, Step step, Supplier<Value> action) {
    try {
      return action.get();
    } catch (ScriptException e) {
      throw e;
    } catch (PlacedException e) {
      throw ScriptException.inStatement(script.file(), step.line(), e.place(), e.error());
    } catch (NDArrayException e) {
      throw ScriptException.inStatement(script.file(), step.line(), step.place(), e);
    } catch (StackOverflowError e) {
      throw ScriptException.inStatement(
          script.file(),
          step.line(),
          step.place(),
          new NDArrayException(
              ErrorCode.UNSUPPORTED,
              "Cannot evaluate an expression that is nested this deeply",
              e));
    }
  }
}
