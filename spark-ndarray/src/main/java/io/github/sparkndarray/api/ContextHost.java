package io.github.sparkndarray.api;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.execution.Executor;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.TextFormat;
import io.github.sparkndarray.io.ArrayFiles;
import io.github.sparkndarray.script.ReadOptions;
import io.github.sparkndarray.script.ScriptHost;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;

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
  public Expr checkpoint(Expr array) {
    return files.checkpoint(array, executor::write);
  }

  @Override
  public BigInteger entropy() {
    return new BigInteger(ENTROPY_BITS, new SecureRandom());
  }
}
