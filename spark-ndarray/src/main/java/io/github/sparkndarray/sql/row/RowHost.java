package io.github.sparkndarray.sql.row;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.ArrayArchive;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Packing;
import io.github.sparkndarray.expr.TextFormat;
import io.github.sparkndarray.script.ReadOptions;
import io.github.sparkndarray.script.ScriptHost;
import io.github.sparkndarray.script.value.Results;
import io.github.sparkndarray.script.value.Value;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** The world of an expression over a row: it has nothing but the row's values. */
final class RowHost implements ScriptHost, Results {
  static final RowHost INSTANCE = new RowHost();

  private RowHost() {}

  private static NDArrayException refused(String what) {
    return NDArrayException.of(
        ErrorCode.UNSUPPORTED, "Cannot %s in an expression over the values of a row", what);
  }

  @Override
  public List<HostArray> compute(List<Expr> arrays) {
    throw refused("use the value of an array as a Python number");
  }

  @Override
  public void computeAndDrop(List<Expr> arrays) {
    throw refused("time statements");
  }

  @Override
  public Expr read(String path, ReadOptions options) {
    throw refused("read files");
  }

  @Override
  public Expr readText(String path, TextFormat format) {
    throw refused("read files");
  }

  @Override
  public void write(Expr array, String path) {
    throw refused("write files");
  }

  @Override
  public ArrayArchive readArchive(String path) {
    throw refused("read files");
  }

  @Override
  public void writeArchive(Map<String, Expr> arrays, String path, Packing packing) {
    throw refused("write files");
  }

  @Override
  public Expr checkpoint(Expr array) {
    throw refused("make checkpoints");
  }

  @Override
  public BigInteger entropy() {
    throw refused("draw random numbers");
  }

  @Override
  public void print(List<Value> values, String separator, String end) {
    throw refused("print");
  }
}
