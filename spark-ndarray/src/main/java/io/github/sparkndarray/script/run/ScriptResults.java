package io.github.sparkndarray.script.run;

import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.script.parse.TimeitOptions;
import io.github.sparkndarray.script.value.Results;
import io.github.sparkndarray.script.value.Value;
import java.util.List;
import java.util.function.Supplier;

/** What becomes of all that a script makes: it is shown and saved, or only looked at. */
public interface ScriptResults extends Results {

  /** Shows the value of the last expression of a cell, as a notebook would. */
  void show(Value value);

  /**
   * {@code %timeit}.
   *
   * @param code runs the statements once, and returns the arrays that they made, not yet computed
   */
  void time(TimeitOptions options, Supplier<List<Expr>> code);
}
