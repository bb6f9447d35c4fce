package io.github.sparkndarray.api;

import static io.github.sparkndarray.api.Arguments.exprs;
import static io.github.sparkndarray.api.Arguments.given;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.execution.Executor;
import io.github.sparkndarray.execution.KernelSources;
import io.github.sparkndarray.execution.Progress;
import io.github.sparkndarray.execution.SparkAccess;
import io.github.sparkndarray.expr.ArrayArchive;
import io.github.sparkndarray.expr.Complex;
import io.github.sparkndarray.expr.Constant;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Diagonals;
import io.github.sparkndarray.expr.Einsum;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Generated;
import io.github.sparkndarray.expr.Generator;
import io.github.sparkndarray.expr.Joining;
import io.github.sparkndarray.expr.Literal;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Packing;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.frame.FrameWriter;
import io.github.sparkndarray.io.ArrayFiles;
import io.github.sparkndarray.kernel.random.Pcg64;
import io.github.sparkndarray.plan.explain.Describer;
import io.github.sparkndarray.plan.explain.ExplainFormat;
import io.github.sparkndarray.plan.explain.JsonRenderer;
import io.github.sparkndarray.plan.explain.PlanDescription;
import io.github.sparkndarray.plan.explain.SvgRenderer;
import io.github.sparkndarray.plan.explain.TextRenderer;
import io.github.sparkndarray.plan.physical.ClusterSpec;
import io.github.sparkndarray.plan.physical.MeasuredRun;
import io.github.sparkndarray.plan.physical.PhysicalPlan;
import io.github.sparkndarray.plan.physical.Sink;
import io.github.sparkndarray.script.ScriptException;
import io.github.sparkndarray.script.ScriptHost;
import io.github.sparkndarray.script.ScriptSyntaxException;
import io.github.sparkndarray.script.parse.ScriptParser;
import io.github.sparkndarray.script.run.Interpreter;
import io.github.sparkndarray.script.run.WrittenResults;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Where arrays come from: a Spark session, seen as NumPy. Small plans run on the driver, all others
 * as Spark jobs of the session.
 */
public final class NDContext {
  private final Executor executor;
  private final ArrayFiles files;
  private final Supplier<SparkSession> session;

  /**
   * A context for command lines, where relative paths are the caller's on any file system.
   *
   * @param spark a session that may be started later, or never
   * @param configuration settings for as long as it has not been started
   * @param progress is told how far each plan has come
   */
  public NDContext(SparkAccess spark, Map<String, String> configuration, Progress progress) {
    this(spark, configuration, progress, true);
  }

  private NDContext(
      SparkAccess spark, Map<String, String> configuration, Progress progress, boolean callers) {
    this.executor = new Executor(spark, configuration, progress);
    this.session = spark::session;
    this.files = new ArrayFiles(spark::session, spark::isStarted, configuration, callers);
  }

  /** The context of a session, which stays its owner's to stop. */
  public static NDContext of(SparkSession spark) {
    SparkAccess access = SparkAccess.of(given(spark, "a Spark session"));
    return new NDContext(access, Map.of(), Progress.NONE, false);
  }

  // Making arrays.

  /** A 1-d float64 array. */
  public NDArray array(double... values) {
    return of(new Literal(HostArray.ofDoubles(Shape.of(values.length), values.clone())));
  }

  /** A 1-d int64 array. */
  public NDArray array(long... values) {
    return of(new Literal(HostArray.ofLongs(Shape.of(values.length), values.clone())));
  }

  /** A 2-d float64 array; all rows must be equally long. */
  public NDArray array(double[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    double[] flat = Stream.of(rows).flatMapToDouble(Arrays::stream).toArray();
    if (Stream.of(rows).anyMatch(row -> row.length != columns)) {
      throw NDArrayException.of(
          ErrorCode.SHAPE,
          "setting an array element with a sequence. The requested array has an inhomogeneous"
              + " shape after 1 dimensions. The detected shape was (%d,) + inhomogeneous part.",
          rows.length);
    }
    return of(new Literal(HostArray.ofDoubles(Shape.of(rows.length, columns), flat)));
  }

  /** Complex numbers with the given real and imaginary parts, broadcast against each other. */
  public NDArray complex(NDArray real, NDArray imag) {
    DType part =
        Elementwise.promote(List.of(Arguments.expr(real), Arguments.expr(imag))).complex().part();
    return of(
        Complex.of(Convert.of(Arguments.expr(real), part), Convert.of(Arguments.expr(imag), part)));
  }

  /** {@code 0, 1, …, stop - 1} in int64. */
  public NDArray arange(long stop) {
    return arange(0, stop, 1);
  }

  /** {@code start, start + step, …} up to but without {@code stop}, in int64. */
  public NDArray arange(long start, long stop, long step) {
    if (step == 0) {
      throw NDArrayException.of(ErrorCode.VALUE, "Cannot make an arange with step 0");
    }
    if (Long.compare(stop, start) != Long.signum(step)) {
      return of(new Generated(new Generator.IntegerRange(DType.INT64, start, step), Shape.of(0)));
    }
    long length = stop - start;
    if (Long.signum(length) != Long.signum(step) || length == Long.MIN_VALUE) {
      throw NDArrayException.of(ErrorCode.VALUE, "Maximum allowed size exceeded");
    }
    long count = -Math.floorDiv(-length, step);
    return of(new Generated(new Generator.IntegerRange(DType.INT64, start, step), Shape.of(count)));
  }

  public NDArray zeros(long... shape) {
    return full(0.0, shape);
  }

  public NDArray ones(long... shape) {
    return full(1.0, shape);
  }

  /** A float64 array of one value. */
  public NDArray full(double value, long... shape) {
    return of(Constant.of(DType.FLOAT64, value).filling(Shape.of(shape)));
  }

  /** Uniform doubles in [0, 1): those of {@code np.random.default_rng(seed).random(shape)}. */
  public NDArray random(long seed, long... shape) {
    Pcg64 state = Pcg64.fromSeed(seed);
    return of(
        new Generated(
            new Generator.Pcg(state.stateHi(), state.stateLo(), state.incHi(), state.incLo()),
            Shape.of(shape)));
  }

  /**
   * The array in a file, the format by the extension: {@code .npy}, {@code .csv}, {@code .csv.gz},
   * {@code .parquet}.
   *
   * @param columns of a table, the columns wanted in this order; none means all
   */
  public NDArray read(String path, String... columns) {
    return of(files.read(given(path, "a path"), List.of(columns)));
  }

  /** The arrays of an npz file by their names, in the file's order: {@code np.load}. */
  public Map<String, NDArray> load(String path) {
    ArrayArchive archive = files.readArchive(given(path, "a path"));
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    archive.names().forEach(name -> arrays.put(name, of(archive.array(name))));
    return Collections.unmodifiableMap(arrays);
  }

  /**
   * The numbers of a DataFrame's columns as an array: {@code nd.fromDataFrame(df).columns("x",
   * "y")}, or {@code .column("features")} for a column of arrays.
   */
  public FrameArray fromDataFrame(Dataset<Row> table) {
    return new FrameArray(this, given(table, "a table"));
  }

  /** The identity matrix, in float64. */
  public NDArray eye(long n) {
    return of(Diagonals.eye(n, n, 0, DType.FLOAT64));
  }

  /** Arrays one after the other along an axis that they have. */
  public NDArray concat(int axis, NDArray... arrays) {
    return of(Joining.concatenate(exprs(arrays), axis));
  }

  /** Arrays of one shape along a new axis. */
  public NDArray stack(int axis, NDArray... arrays) {
    return of(Joining.stack(exprs(arrays), axis));
  }

  /** The sum of products that subscripts such as {@code "ij,jk->ik"} describe. */
  public NDArray einsum(String subscripts, NDArray... operands) {
    return of(Einsum.of(subscripts, exprs(operands)));
  }

  /** {@code x} where the condition is true, {@code y} elsewhere. */
  public NDArray where(NDArray condition, NDArray x, NDArray y) {
    return of(
        Elementwise.of(
            Operator.WHERE, Arguments.expr(condition), Arguments.expr(x), Arguments.expr(y)));
  }

  /** {@code x} where the condition is true, {@code y} elsewhere. */
  public NDArray where(NDArray condition, double x, NDArray y) {
    return of(
        Elementwise.of(
            Operator.WHERE, Arguments.expr(condition), PythonScalar.of(x), Arguments.expr(y)));
  }

  /**
   * The value of a NumPy expression, or of the last of several statements, over named arrays. Files
   * that they save are written at once; what they print goes nowhere.
   *
   * @throws NDArrayException when the text is not in the language, fails or gives no array
   */
  public NDArray eval(String script, Map<String, NDArray> arrays) {
    ScriptHost host = scriptHost();
    Interpreter interpreter = new Interpreter(host, new WrittenResults(host));
    given(arrays, "the arrays of a script")
        .forEach((name, array) -> interpreter.bind(name, Arguments.expr(array)));
    Value value;
    try {
      value = interpreter.evaluate(ScriptParser.parse("expression", given(script, "a script")));
    } catch (ScriptSyntaxException e) {
      throw e;
    } catch (ScriptException e) {
      throw e.withoutPlace();
    }
    if (value instanceof ArrayValue array) {
      return of(array.expr());
    }
    if (value instanceof Value.Scalar scalar) {
      return of(scalar.scalar().as(scalar.scalar().defaultDType()));
    }
    throw NDArrayException.of(
        ErrorCode.VALUE,
        "Cannot use the value of %s as an array: it is %s",
        script,
        value.typeName());
  }

  // Computing.

  /**
   * Computes several arrays together, in as few passes as possible, and keeps them on the driver.
   */
  public List<NDArray> compute(NDArray... arrays) {
    List<NDArray> computed = new ArrayList<>();
    for (HostArray values : executor.collect(exprs(arrays))) {
      computed.add(of(Complex.literal(values)));
    }
    return computed;
  }

  /**
   * Computes several arrays together and writes each to its npy file. No file is seen before all
   * are whole.
   */
  public void write(Map<String, NDArray> arraysByPath) {
    List<String> paths = List.copyOf(arraysByPath.keySet());
    List<Expr> exprs = new ArrayList<>();
    paths.forEach(path -> exprs.add(Arguments.expr(arraysByPath.get(path))));
    files.write(paths, exprs, executor::write);
  }

  /**
   * Computes several arrays together and writes them by their names, in the map's order, to one npz
   * file, from which parts of them can be read: {@code np.savez}. It is not seen before it is
   * whole.
   */
  public void savez(String path, Map<String, NDArray> arrays) {
    save(path, arrays, Packing.STORED);
  }

  /** As {@link #savez}, compressed: {@code np.savez_compressed}. The driver compresses. */
  public void savezCompressed(String path, Map<String, NDArray> arrays) {
    save(path, arrays, Packing.DEFLATED);
  }

  private void save(String path, Map<String, NDArray> arrays, Packing packing) {
    Map<String, Expr> exprs = new LinkedHashMap<>();
    arrays.forEach((name, array) -> exprs.put(name, Arguments.expr(array)));
    files.writeArchive(given(path, "a path"), exprs, packing, executor::write);
  }

  /**
   * How several arrays would be computed together, as text. Once they have been, it is how they
   * were: what was measured stands beside what was projected.
   */
  public String explain(NDArray... arrays) {
    return explain(ExplainFormat.TEXT, arrays);
  }

  /** How several arrays would be or were computed together, in one of the forms there are. */
  public String explain(ExplainFormat format, NDArray... arrays) {
    return explain(exprs(arrays), format, null);
  }

  /**
   * How several arrays would be computed together, or were on this context's cluster.
   *
   * @param cluster the cluster to plan for, which need not be there; null for this context's
   */
  public String explain(List<Expr> exprs, ExplainFormat format, @Nullable ClusterSpec cluster) {
    given(format, "a format");
    Optional<MeasuredRun> run =
        cluster == null ? executor.measured(given(exprs)) : Optional.empty();
    PhysicalPlan plan = run.map(MeasuredRun::plan).orElseGet(() -> plan(exprs, cluster));
    PlanDescription description =
        run.map(Describer::describe).orElseGet(() -> Describer.describe(plan));
    return switch (format) {
      case TEXT -> TextRenderer.render(description);
      case JSON -> JsonRenderer.render(description);
      case SVG -> SvgRenderer.render(description);
      case CODEGEN -> KernelSources.of(plan);
    };
  }

  /**
   * What the last run that computed just these arrays together was measured to use: memory, bytes
   * broadcast and shuffled, tasks and time of each stage, beside the plan that projected them. Of
   * the context's last 64 runs, that is.
   */
  public Optional<MeasuredRun> measured(NDArray... arrays) {
    return executor.measured(exprs(arrays));
  }

  /** Computes expressions together, drops what comes of it, and says what that used. */
  public MeasuredRun measure(List<Expr> exprs) {
    executor.drop(given(exprs));
    return executor.measured(exprs).orElseThrow();
  }

  /** What runs scripts on this context's session. */
  public ScriptHost scriptHost() {
    return new ContextHost(executor, files);
  }

  /** The plan of the given expressions, written out as they are made. */
  public PhysicalPlan plan(List<Expr> exprs) {
    return plan(exprs, null);
  }

  /**
   * The plan of the given expressions, written out as they are made.
   *
   * @param cluster the cluster to plan for, which need not be there; null for this context's
   */
  public PhysicalPlan plan(List<Expr> exprs, @Nullable ClusterSpec cluster) {
    return cluster == null
        ? executor.plan(given(exprs), Sink.WRITE)
        : executor.plan(given(exprs), Sink.WRITE, cluster);
  }

  /** The array of a lazy expression: for what is built on arrays. */
  public NDArray of(Expr expr) {
    return new NDArray(this, expr);
  }

  /** What makes DataFrames of arrays. */
  FrameWriter frames() {
    return new FrameWriter(session.get(), executor);
  }

  Executor executor() {
    return executor;
  }
}
