package io.github.sparkndarray.script.run;

import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.script.parse.TimeitOptions;
import io.github.sparkndarray.script.value.Results;
import io.github.sparkndarray.script.value.Value;
import java.util.List;
import java.util.function.Supplier;

/** What becomes of all that a script makes: it is shown and saved, or only looked at. */
public interface ScriptResults extends Results {

  /**
   * Prints what several statements say, all computed in one pass; nothing of it where computing
   * fails.
   */
  void print(List<Printed> texts);

  /** Shows the value of the last expression of a cell, as a notebook would. */
  void show(Value value);

  /**
   * {@code %timeit}.
   *
   * @param code runs the statements once, and returns the arrays that they made, not yet computed
   */
  void time(TimeitOptions options, Supplier<List<Expr>> code);

  /** What one {@code print(…)} says. */
  record Printed(List<Value> values, String separator, String end) {
    public Printed {
      values = List.copyOf(values);
    }
  }
}
