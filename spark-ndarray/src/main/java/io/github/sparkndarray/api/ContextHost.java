package io.github.sparkndarray.api;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.execution.Executor;
import io.github.sparkndarray.expr.ArrayArchive;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Packing;
import io.github.sparkndarray.expr.TextFormat;
import io.github.sparkndarray.io.ArrayFiles;
import io.github.sparkndarray.script.ReadOptions;
import io.github.sparkndarray.script.ScriptHost;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;

/** Scripts on a context's session. */
record ContextHost(Executor executor, ArrayFiles files) implements ScriptHost {
  private static final int ENTROPY_BITS = 128;

  @Override
  public List<HostArray> compute(List<Expr> arrays) {
    return executor.collect(arrays);
  }

  @Override
  public void computeAndDrop(List<Expr> arrays) {
    executor.drop(arrays);
  }

  @Override
  public Expr read(String path, ReadOptions options) {
    return files.read(path, options.columns());
  }

  @Override
  public Expr readText(String path, TextFormat format) {
    return files.readText(path, format);
  }

  @Override
  public void write(Expr array, String path) {
    files.write(List.of(path), List.of(array), executor::write);
  }

  @Override
  public ArrayArchive readArchive(String path) {
    return files.readArchive(path);
  }

  @Override
  public void writeArchive(Map<String, Expr> arrays, String path, Packing packing) {
    files.writeArchive(path, arrays, packing, executor::write);
  }

  @Override
  public Expr checkpoint(Expr array) {
    return files.checkpoint(array, executor::write);
  }

  @Override
  public BigInteger entropy() {
    return new BigInteger(ENTROPY_BITS, new SecureRandom());
  }
}
