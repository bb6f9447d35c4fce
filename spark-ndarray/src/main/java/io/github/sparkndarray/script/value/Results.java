package io.github.sparkndarray.script.value;

import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Packing;
import java.util.List;
import java.util.Map;

/** Where a script's results go. */
public interface Results {

  /** {@code print(…)}. */
  void print(List<Value> values, String separator, String end);

  /** {@code np.save}, {@code nd.write}. */
  void write(Expr array, String path);

  /** {@code np.savez}, {@code np.savez_compressed}. */
  void writeArchive(Map<String, Expr> arrays, String path, Packing packing);

  /** How arrays are printed from now on. */
  default void printWith(PrintOptions options) {}

  /** How arrays are printed now. */
  default PrintOptions printOptions() {
    return PrintOptions.DEFAULT;
  }
}
