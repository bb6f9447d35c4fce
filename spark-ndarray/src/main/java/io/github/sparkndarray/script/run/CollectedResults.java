package io.github.sparkndarray.script.run;

import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Packing;
import io.github.sparkndarray.script.parse.TimeitOptions;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.Formatted;
import io.github.sparkndarray.script.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Collects the arrays that a script would compute, and computes none: what {@code explain} is
 * about.
 */
public final class CollectedResults implements ScriptResults {
  private final List<List<Expr>> computations = new ArrayList<>();

  /** What would be computed, in order; each list in one pass. */
  public List<List<Expr>> computations() {
    return List.copyOf(computations);
  }

  @Override
  public void print(List<Value> values, String separator, String end) {
    add(arraysOf(values));
  }

  @Override
  public void print(List<Printed> texts) {
    add(arraysOf(texts.stream().flatMap(text -> text.values().stream()).toList()));
  }

  @Override
  public void show(Value value) {
    add(arraysOf(List.of(value)));
  }

  @Override
  public void writeArchive(Map<String, Expr> arrays, String path, Packing packing) {
    add(List.copyOf(arrays.values()));
  }

  @Override
  public void write(Expr array, String path) {
    add(List.of(array));
  }

  @Override
  public void time(TimeitOptions options, Supplier<List<Expr>> code) {
    add(code.get());
  }

  private void add(List<Expr> arrays) {
    if (!arrays.isEmpty()) {
      computations.add(arrays);
    }
  }

  /** The arrays in values, those in tuples and lists included. */
  public static List<Expr> arraysOf(List<Value> values) {
    List<Expr> arrays = new ArrayList<>();
    for (Value value : values) {
      if (value instanceof ArrayValue array) {
        arrays.add(array.expr());
      } else if (value instanceof Value.Sequence sequence) {
        arrays.addAll(arraysOf(sequence.items()));
      } else if (value instanceof Formatted formatted) {
        arrays.addAll(arraysOf(formatted.values()));
      }
    }
    return arrays;
  }
}
