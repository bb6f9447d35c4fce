package io.github.sparkndarray.script.run;

import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Packing;
import io.github.sparkndarray.script.ScriptHost;
import io.github.sparkndarray.script.parse.TimeitOptions;
import io.github.sparkndarray.script.print.ValueText;
import io.github.sparkndarray.script.value.PrintOptions;
import io.github.sparkndarray.script.value.Value;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Computes what a script wants to see, prints it, and writes what it saves. */
public final class PrintedResults implements ScriptResults {
  private final ScriptHost host;
  private final Consumer<String> out;
  private final LongSupplier nanoTime;
  private PrintOptions options = PrintOptions.DEFAULT;

  /** Results as text to {@code out}, which gets no text without a reason to show it. */
  public PrintedResults(ScriptHost host, Consumer<String> out) {
    this(host, out, System::nanoTime);
  }

  PrintedResults(ScriptHost host, Consumer<String> out, LongSupplier nanoTime) {
    this.host = host;
    this.out = out;
    this.nanoTime = nanoTime;
  }

  @Override
  public void print(List<Value> values, String separator, String end) {
    print(List.of(new Printed(values, separator, end)));
  }

  @Override
  public void print(List<Printed> prints) {
    List<Value> values = prints.stream().flatMap(print -> print.values().stream()).toList();
    List<String> texts = ValueText.str(values, options, host::compute);
    int next = 0;
    for (Printed print : prints) {
      int count = print.values().size();
      out.accept(String.join(print.separator(), texts.subList(next, next + count)) + print.end());
      next += count;
    }
  }

  @Override
  public void show(Value value) {
    out.accept(ValueText.repr(value, options, host::compute) + "\n");
  }

  @Override
  public void printWith(PrintOptions given) {
    options = given;
  }

  @Override
  public PrintOptions printOptions() {
    return options;
  }

  @Override
  public void writeArchive(Map<String, Expr> arrays, String path, Packing packing) {
    host.writeArchive(arrays, path, packing);
  }

  @Override
  public void write(Expr array, String path) {
    host.write(array, path);
  }

  @Override
  public void time(TimeitOptions given, Supplier<List<Expr>> code) {
    Runnable computed =
        () -> {
          List<Expr> arrays = code.get();
          if (!arrays.isEmpty()) {
            host.computeAndDrop(arrays);
          }
        };
    out.accept(new Timeit(nanoTime).measure(given, computed).text() + "\n");
  }
}
