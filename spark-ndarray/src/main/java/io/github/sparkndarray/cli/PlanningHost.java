package io.github.sparkndarray.cli;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.expr.ArrayArchive;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Packing;
import io.github.sparkndarray.expr.TextFormat;
import io.github.sparkndarray.script.ReadOptions;
import io.github.sparkndarray.script.ScriptHost;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Another host, for scripts that are only to be planned: numbers that they need are computed. */
record PlanningHost(ScriptHost host) implements ScriptHost {
  @Override
  public boolean isOnlyPlanned() {
    return true;
  }

  @Override
  public List<HostArray> compute(List<Expr> arrays) {
    return host.compute(arrays);
  }

  @Override
  public void computeAndDrop(List<Expr> arrays) {
    host.computeAndDrop(arrays);
  }

  @Override
  public Expr read(String path, ReadOptions options) {
    return host.read(path, options);
  }

  @Override
  public ArrayArchive readArchive(String path) {
    return host.readArchive(path);
  }

  @Override
  public Expr readText(String path, TextFormat format) {
    return host.readText(path, format);
  }

  @Override
  public void write(Expr array, String path) {
    host.write(array, path);
  }

  @Override
  public void writeArchive(Map<String, Expr> arrays, String path, Packing packing) {
    host.writeArchive(arrays, path, packing);
  }

  @Override
  public Expr checkpoint(Expr array) {
    return host.checkpoint(array);
  }

  @Override
  public BigInteger entropy() {
    return host.entropy();
  }
}
