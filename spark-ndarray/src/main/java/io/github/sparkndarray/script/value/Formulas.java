package io.github.sparkndarray.script.value;

import java.util.Map;
import java.util.Set;

/** Evaluates formulas of the language that are no part of a user's script. */
public interface Formulas {

  /**
   * The value of a formula: one expression, or several statements of which the last is one. NumPy's
   * functions need no {@code np.} before them.
   *
   * @param names what its names stand for
   */
  Value evaluate(String formula, Map<String, Value> names);

  /** The names that a formula reads before it assigns to them, the language's own included. */
  Set<String> names(String formula);
}
