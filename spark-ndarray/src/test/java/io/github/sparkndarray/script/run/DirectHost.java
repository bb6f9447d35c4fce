package io.github.sparkndarray.script.run;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.ArrayArchive;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Literal;
import io.github.sparkndarray.expr.Packing;
import io.github.sparkndarray.expr.TextFormat;
import io.github.sparkndarray.script.ReadOptions;
import io.github.sparkndarray.script.ScriptHost;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A host that evaluates expressions node by node in memory, and whose files are a map. */
public final class DirectHost implements ScriptHost {
  private final Map<String, Expr> files = new LinkedHashMap<>();
  private final Map<String, ArrayArchive> archives = new LinkedHashMap<>();
  private final List<List<Expr>> computed = new ArrayList<>();
  private final List<List<Expr>> dropped = new ArrayList<>();
  private final List<ReadOptions> readOptions = new ArrayList<>();
  private final List<TextFormat> textFormats = new ArrayList<>();
  private long seeds = 1;

  /** What each call of {@link #compute} was asked for. */
  public List<List<Expr>> computed() {
    return computed;
  }

  /** What each call of {@link #computeAndDrop} was asked for. */
  public List<List<Expr>> dropped() {
    return dropped;
  }

  /** The files that there are. */
  public Map<String, Expr> files() {
    return files;
  }

  public List<ReadOptions> readOptions() {
    return readOptions;
  }

  /** How text files were asked for. */
  public List<TextFormat> textFormats() {
    return textFormats;
  }

  @Override
  public List<HostArray> compute(List<Expr> arrays) {
    computed.add(arrays);
    DirectEvaluator evaluator = new DirectEvaluator();
    return arrays.stream().map(evaluator::evaluate).toList();
  }

  @Override
  public void computeAndDrop(List<Expr> arrays) {
    dropped.add(arrays);
  }

  @Override
  public Expr read(String path, ReadOptions options) {
    readOptions.add(options);
    Expr array = files.get(path);
    if (array == null) {
      throw NDArrayException.of(ErrorCode.IO, "[Errno 2] No such file or directory: '%s'", path);
    }
    return array;
  }

  @Override
  public Expr readText(String path, TextFormat format) {
    textFormats.add(format);
    return read(path, ReadOptions.NONE);
  }

  @Override
  public void write(Expr array, String path) {
    files.put(path, new Literal(new DirectEvaluator().evaluate(array)));
  }

  @Override
  public ArrayArchive readArchive(String path) {
    ArrayArchive archive = archives.get(path);
    if (archive == null) {
      throw NDArrayException.of(ErrorCode.IO, "[Errno 2] No such file or directory: '%s'", path);
    }
    return archive;
  }

  @Override
  public void writeArchive(Map<String, Expr> arrays, String path, Packing packing) {
    archives.put(path, new HeldArchive(path, new LinkedHashMap<>(arrays)));
  }

  private record HeldArchive(String path, Map<String, Expr> arrays) implements ArrayArchive {
    @Override
    public List<String> names() {
      return List.copyOf(arrays.keySet());
    }

    @Override
    public Expr array(String name) {
      return Objects.requireNonNull(arrays.get(name));
    }
  }

  @Override
  public Expr checkpoint(Expr array) {
    return new Literal(new DirectEvaluator().evaluate(array));
  }

  @Override
  public BigInteger entropy() {
    return BigInteger.valueOf(seeds++);
  }
}
