package io.github.sparkndarray.io;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.ArrayArchive;
import io.github.sparkndarray.expr.Complex;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Literal;
import io.github.sparkndarray.expr.Packing;
import io.github.sparkndarray.expr.Stored;
import io.github.sparkndarray.expr.TextFormat;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/** Reads and writes arrays by path, the format by the path's extension. */
public final class ArrayFiles {
  private static final String HADOOP_PREFIX = "spark.hadoop.";

  private final Supplier<SparkSession> session;
  private final BooleanSupplier isStarted;
  private final Map<String, String> configuration;
  private final boolean callers;

  /**
   * Files as a session sees them.
   *
   * @param session started when a format needs it: npy files do not
   * @param configuration settings for as long as the session has not been started
   * @param callers whether relative paths start at the folder that this process was started in,
   *     even if Hadoop's default file system is another than this machine's
   */
  public ArrayFiles(
      Supplier<SparkSession> session,
      BooleanSupplier isStarted,
      Map<String, String> configuration,
      boolean callers) {
    this.session = session;
    this.isStarted = isStarted;
    this.configuration = Map.copyOf(configuration);
    this.callers = callers;
  }

  /**
   * The array in a file.
   *
   * @param columns of a table, the columns wanted in this order; none means all
   */
  public Expr read(String path, List<String> columns) {
    return readFrom(located(path), columns);
  }

  private Expr readFrom(String path, List<String> columns) {
    String name = path.toLowerCase(Locale.ROOT);
    if (name.endsWith(".npy")) {
      if (!columns.isEmpty()) {
        throw NDArrayException.of(
            ErrorCode.VALUE, "Cannot read columns %s of %s: it has no names", columns, path);
      }
      return NpyFile.open(path, hadoop()).array();
    }
    if (name.endsWith(".csv") || name.matches(".*\\.csv\\.(gz|bz2|zst|lz4|deflate)")) {
      return new Stored(new TableReader(session.get()).csv(path, columns));
    }
    if (name.endsWith(".parquet") || name.endsWith(".parquet/")) {
      return new Stored(new TableReader(session.get()).parquet(path, columns));
    }
    if (name.endsWith(".npz")) {
      throw NDArrayException.of(
          ErrorCode.UNSUPPORTED,
          "Cannot read %s as one array: it is an archive, which np.load and NDContext.load read",
          path);
    }
    throw NDArrayException.of(
        ErrorCode.UNSUPPORTED,
        "Cannot read %s: the format goes by the ending, .npy, .csv, .csv.gz or .parquet",
        path);
  }

  /** The arrays in an npz file. */
  public ArrayArchive readArchive(String path) {
    return NpzFile.open(located(path), hadoop(), session);
  }

  /** The rows of numbers in a text file, as an array of shape (rows, columns), or (0,). */
  public Expr readText(String path, TextFormat format) {
    Optional<ClusterArray> rows = TextReader.read(session.get(), located(path), format);
    if (rows.isPresent()) {
      return new Stored(rows.get());
    }
    return new Literal(HostArray.allocate(format.heldAs(), Shape.of(0)));
  }

  /** Refuses a path that arrays cannot be written to. */
  public static void requireWritable(String path) {
    if (!path.toLowerCase(Locale.ROOT).endsWith(".npy")) {
      throw NDArrayException.of(
          ErrorCode.UNSUPPORTED, "Cannot write %s: the ending must be .npy", path);
    }
  }

  /**
   * Writes arrays to npy files, of which none takes its place before all are whole.
   *
   * @param compute computes the arrays into the sinks
   */
  public void write(
      List<String> paths, List<Expr> arrays, BiConsumer<List<Expr>, List<ArraySink>> compute) {
    paths.forEach(ArrayFiles::requireWritable);
    List<ArraySink.Job> jobs = new ArrayList<>();
    try {
      for (int i = 0; i < paths.size(); i++) {
        Expr array = arrays.get(i);
        String path = located(paths.get(i));
        jobs.add(NpyWriteJob.begin(path, array.dtype(), array.shape(), hadoop()));
      }
      compute.accept(
          arrays.stream().map(Complex::stored).toList(),
          jobs.stream().map(ArraySink.Job::sink).toList());
      jobs.forEach(ArraySink.Job::commit);
    } finally {
      jobs.forEach(ArraySink.Job::close);
    }
  }

  /**
   * Writes arrays to an npz file, which takes its place when it is whole.
   *
   * @param arrays by their names, in the file's order
   * @param compute computes the arrays into the sinks
   */
  public void writeArchive(
      String path,
      Map<String, Expr> arrays,
      Packing packing,
      BiConsumer<List<Expr>, List<ArraySink>> compute) {
    if (!path.toLowerCase(Locale.ROOT).endsWith(".npz")) {
      throw NDArrayException.of(
          ErrorCode.UNSUPPORTED, "Cannot write %s: the ending must be .npz", path);
    }
    try (NpzWriteJob job = NpzWriteJob.begin(located(path), arrays, packing, hadoop())) {
      compute.accept(arrays.values().stream().map(Complex::stored).toList(), job.sinks());
      job.commit();
    }
  }

  /**
   * Writes an array to Spark's checkpoint directory, and reads it from there from now on.
   *
   * @param compute computes the array into the sink
   * @throws NDArrayException when the session has no checkpoint directory
   */
  public Expr checkpoint(Expr array, BiConsumer<List<Expr>, List<ArraySink>> compute) {
    Option<String> folder = session.get().sparkContext().getCheckpointDir();
    if (folder.isEmpty()) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "Cannot checkpoint: there is no checkpoint directory; set spark.checkpoint.dir to a"
              + " folder that all executors can reach");
    }
    String path = new Path(folder.get(), "ndarray-" + UUID.randomUUID() + ".npy").toString();
    write(List.of(path), List.of(array), compute);
    return readFrom(path, List.of());
  }

  private String located(String path) {
    if (!callers || path.isEmpty()) {
      return path;
    }
    Path given = new Path(path);
    boolean relative = !given.toUri().isAbsolute() && !given.isUriPathAbsolute();
    if (!relative || "file".equals(FileSystem.getDefaultUri(hadoop()).getScheme())) {
      return path;
    }
    return new Path(java.nio.file.Path.of("").toUri().toString(), given).toString();
  }

  private Configuration hadoop() {
    if (isStarted.getAsBoolean()) {
      return session.get().sparkContext().hadoopConfiguration();
    }
    Configuration hadoop = new Configuration();
    configuration.forEach(
        (name, value) -> {
          if (name.startsWith(HADOOP_PREFIX)) {
            hadoop.set(name.substring(HADOOP_PREFIX.length()), value);
          }
        });
    return hadoop;
  }
}
