package io.github.sparkndarray.script.value;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.script.ScriptHost;
import java.util.List;

/**
 * What a function of the language may use.
 *
 * @param host computes and reads
 * @param results takes what is printed and written
 * @param formulas evaluates the formulas of what the language defines in itself
 * @param random what the functions of {@code np.random} draw from
 */
public record Environment(
    ScriptHost host, Results results, Formulas formulas, SharedRandom random) {

  /** The values of one array, which a Python number is to be made from. */
  public HostArray compute(Expr array) {
    return host.compute(List.of(array)).get(0);
  }
}
