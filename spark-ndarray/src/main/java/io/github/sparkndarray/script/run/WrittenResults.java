package io.github.sparkndarray.script.run;

import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Packing;
import io.github.sparkndarray.script.ScriptHost;
import io.github.sparkndarray.script.parse.TimeitOptions;
import io.github.sparkndarray.script.value.Value;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Writes the files of a script whose value alone is asked for; what it prints or times goes
 * nowhere.
 */
public final class WrittenResults implements ScriptResults {
  private final ScriptHost host;

  public WrittenResults(ScriptHost host) {
    this.host = host;
  }

  @Override
  public void print(List<Value> values, String separator, String end) {}

  @Override
  public void print(List<Printed> texts) {}

  @Override
  public void show(Value value) {}

  @Override
  public void write(Expr array, String path) {
    host.write(array, path);
  }

  @Override
  public void writeArchive(Map<String, Expr> arrays, String path, Packing packing) {
    host.writeArchive(arrays, path, packing);
  }

  @Override
  public void time(TimeitOptions options, Supplier<List<Expr>> code) {}
}
