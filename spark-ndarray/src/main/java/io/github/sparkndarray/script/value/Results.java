package io.github.sparkndarray.script.value;

import io.github.sparkndarray.expr.Expr;
import java.util.List;

/** Where a script's results go. */
public interface Results {

  /** {@code print(…)}. */
  void print(List<Value> values, String separator, String end);

  /** {@code np.save}, {@code nd.write}. */
  void write(Expr array, String path);

  /** How arrays are printed from now on. */
  default void printWith(PrintOptions options) {}

  /** How arrays are printed now. */
  default PrintOptions printOptions() {
    return PrintOptions.DEFAULT;
  }
}
