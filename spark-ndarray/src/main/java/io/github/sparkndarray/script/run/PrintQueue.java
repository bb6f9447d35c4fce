package io.github.sparkndarray.script.run;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.DeepFirst;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Packing;
import io.github.sparkndarray.script.ScriptException;
import io.github.sparkndarray.script.parse.Script;
import io.github.sparkndarray.script.parse.Script.Step;
import io.github.sparkndarray.script.parse.TimeitOptions;
import io.github.sparkndarray.script.value.PrintOptions;
import io.github.sparkndarray.script.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds back what statements print that follow one another and share work, and has it computed in
 * one pass. Whatever else is shown, written or timed comes after what is held back.
 */
final class PrintQueue implements ScriptResults {
  private final ScriptResults results;
  private final List<Held> held = new ArrayList<>();

  /** All that the arrays held back are computed from. */
  private final Set<Expr> work = Collections.newSetFromMap(new IdentityHashMap<>());

  private @Nullable Printing current;

  /** A statement that prints, and who hears of it. */
  record Printing(Script script, Step step, Progress progress) {}

  private record Held(Printing by, Printed text) {}

  PrintQueue(ScriptResults results) {
    this.results = results;
  }

  /** What is printed from now on may be held back. */
  void begin(Printing printing) {
    current = printing;
  }

  /**
   * What is printed from now on is printed at once.
   *
   * @return whether anything that has been printed since {@link #begin} is held back
   */
  boolean end() {
    Printing ended = current;
    current = null;
    return ended != null && held.stream().anyMatch(print -> print.by() == ended);
  }

  @Override
  public void print(List<Value> values, String separator, String end) {
    Set<Expr> own = workOf(values);
    if (!held.isEmpty() && !own.isEmpty() && Collections.disjoint(own, work)) {
      flush();
    }
    if (current == null || (held.isEmpty() && own.isEmpty())) {
      flush();
      results.print(values, separator, end);
    } else {
      held.add(new Held(current, new Printed(values, separator, end)));
      work.addAll(own);
    }
  }

  /** The arrays of more than one element that some values are computed from. */
  private static Set<Expr> workOf(List<Value> values) {
    Set<Expr> own = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Expr node : DeepFirst.order(CollectedResults.arraysOf(values), Expr::inputs)) {
      if (node.shape().size() > 1) {
        own.add(node);
      }
    }
    return own;
  }

  /**
   * Prints what is held back: together, or where that fails one after the other, so that each
   * statement fails by itself.
   *
   * @throws ScriptException if a statement has failed and its progress does not go on
   */
  void flush() {
    if (held.isEmpty()) {
      return;
    }
    List<Held> all = List.copyOf(held);
    drop();
    if (all.size() > 1 && printTogether(all.stream().map(Held::text).toList())) {
      all.forEach(print -> print.by().progress().finished(print.by().step()));
      return;
    }
    for (Held print : all) {
      Printing by = print.by();
      try {
        results.print(List.of(print.text()));
        by.progress().finished(by.step());
      } catch (ScriptException e) {
        throw e;
      } catch (NDArrayException e) {
        Step step = by.step();
        by.progress()
            .failed(
                step,
                ScriptException.inStatement(by.script().file(), step.line(), step.place(), e));
      }
    }
  }

  private boolean printTogether(List<Printed> texts) {
    try {
      results.print(texts);
      return true;
    } catch (NDArrayException e) {
      if (e.code() == ErrorCode.CANCELLED) {
        throw e;
      }
      return false;
    }
  }

  /** Forgets what is held back. */
  void drop() {
    held.clear();
    work.clear();
  }

  @Override
  public void print(List<Printed> texts) {
    flush();
    results.print(texts);
  }

  @Override
  public void show(Value value) {
    flush();
    results.show(value);
  }

  @Override
  public void writeArchive(Map<String, Expr> arrays, String path, Packing packing) {
    flush();
    results.writeArchive(arrays, path, packing);
  }

  @Override
  public void write(Expr array, String path) {
    flush();
    results.write(array, path);
  }

  @Override
  public void printWith(PrintOptions options) {
    flush();
    results.printWith(options);
  }

  @Override
  public PrintOptions printOptions() {
    return results.printOptions();
  }

  @Override
  public void time(TimeitOptions options, Supplier<List<Expr>> code) {
    flush();
    results.time(options, code);
  }
}
