package io.github.sparkndarray.cli;

import io.github.sparkndarray.execution.Progress;
import io.github.sparkndarray.sql.PairwiseJoin;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code spark-ndarray pairwise}. */
@Command(
    name = "pairwise",
    description = "Join the rows of tables by the distance of their vectors.")
final class PairwiseCommand implements Runnable {
  private static final double NANOS = 1e9;

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private Cli cli;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Option(
      names = "--left",
      required = true,
      paramLabel = "PATH",
      description = "The table whose rows look for others: .csv, .csv.gz, .parquet, .json, .npy.")
  private String left = "";

  @Option(
      names = "--right",
      paramLabel = "PATH",
      description =
          "The table in which they look; without it the left one, rows not for themselves.")
  private @Nullable String right;

  @Option(
      names = "--features",
      split = ",",
      defaultValue = "features",
      paramLabel = "COLUMN",
      description = "The numeric columns of the vectors, or one of arrays (default: features).")
  private List<String> features = List.of();

  @Option(
      names = "--id",
      paramLabel = "COLUMN",
      description = "The column by which rows at equal distances are ranked.")
  private @Nullable String id;

  @Option(
      names = "--metric",
      paramLabel = "METRIC",
      description =
          "A name such as cosine, or a formula over a and b such as 'abs(a - b).sum(-1)' (default:"
              + " euclidean, and linear for the most similar). haversine takes latitude and"
              + " longitude in degrees and gives kilometres.")
  private @Nullable String metric;

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description =
          "A parameter of the metric, or what a formula names beside a and b: a number as p=3,"
              + " numbers as w=1,2,1, or rows of them as VI=1,0;0,2; may be given several times.")
  private final Map<String, String> parameters = new LinkedHashMap<>();

  @Option(names = "--k", paramLabel = "N", description = "How many rows for each row (default: 1).")
  private @Nullable Integer k;

  @Option(
      names = "--within",
      paramLabel = "RADIUS",
      description = "All rows whose distance is at most this, or the k nearest of them.")
  private @Nullable Double within;

  @Option(names = "--farthest", description = "The farthest rows instead of the nearest.")
  private boolean farthest;

  @Option(
      names = "--most-similar",
      description = "The rows that are most similar by a kernel such as rbf or cosine.")
  private boolean mostSimilar;

  @Option(
      names = "--by",
      split = ",",
      paramLabel = "COLUMN",
      description = "Compare only rows that have the same values in these columns.")
  private List<String> by = List.of();

  @Option(
      names = "--nulls-as-nan",
      description = "Take missing numbers for NaN instead of refusing them.")
  private boolean nullsAsNaN;

  @Option(
      names = "--output",
      paramLabel = "PATH",
      description = "Where the pairs go, a folder of files: .parquet or .csv.")
  private @Nullable String output;

  @Option(names = "--explain", description = "Say how the pairs would be found instead.")
  private boolean explain;

  @Override
  public void run() {
    String target = output;
    if (target == null && !explain) {
      throw new ParameterException(
          command.commandLine(), "Give --output for the pairs, or --explain.");
    }
    if (farthest && mostSimilar) {
      throw new ParameterException(
          command.commandLine(), "Give --farthest or --most-similar, not both.");
    }
    if (target != null) {
      PairwiseTables.requireWritable(target);
    }
    Map<String, Object> numbers = new HashMap<>();
    parameters.forEach((name, text) -> numbers.put(name, parameter(name, text)));
    try (Session session = cli.open()) {
      PairwiseTables tables = new PairwiseTables(session.spark());
      PairwiseJoin join = join(tables, numbers).reporting(progress(session));
      if (explain || target == null) {
        cli.out().print(join.explain());
      } else {
        write(join, tables, target);
      }
    }
  }

  /** Also of the jobs that Spark plans itself, where progress is shown. */
  private static Progress progress(Session session) {
    if (session.progress() instanceof ProgressLine line) {
      JobProgress both = new JobProgress(line);
      session.spark().sparkContext().addSparkListener(both);
      return both;
    }
    return session.progress();
  }

  private PairwiseJoin join(PairwiseTables tables, Map<String, Object> numbers) {
    Dataset<Row> from = tables.read(left);
    Dataset<Row> to = right == null ? from : tables.read(right);
    PairwiseJoin join;
    if (mostSimilar) {
      join = right == null ? PairwiseJoin.mostSimilar(from) : PairwiseJoin.mostSimilar(from, to);
    } else if (farthest) {
      join = right == null ? PairwiseJoin.farthest(from) : PairwiseJoin.farthest(from, to);
    } else {
      join = right == null ? PairwiseJoin.nearest(from) : PairwiseJoin.nearest(from, to);
    }
    String usual = mostSimilar ? "linear" : "euclidean";
    join = join.metric(metric == null ? usual : metric, numbers);
    join = join.features(features.toArray(String[]::new)).by(by.toArray(String[]::new));
    join = id == null ? join : join.id(id);
    join = k == null ? join : join.k(k);
    join = within == null ? join : join.within(within);
    return nullsAsNaN ? join.nullsAsNaN() : join;
  }

  private void write(PairwiseJoin join, PairwiseTables tables, String target) {
    long start = System.nanoTime();
    Observation pairs = new Observation("pairs");
    Dataset<Row> found = join.toDataFrame();
    Dataset<Row> observed =
        found.observe(
            pairs,
            functions.count(functions.lit(1)).as("pairs"),
            functions.min("distance").as("least"),
            functions.avg("distance").as("mean"),
            functions.max("distance").as("greatest"));
    tables.write(observed, target);
    double seconds = (System.nanoTime() - start) / NANOS;
    Map<String, Object> summary = summary(pairs);
    long count = summary.get("pairs") instanceof Long known ? known : 0;
    cli.out().printf(Locale.ROOT, "%,d pairs in %.1f s to %s%n", count, seconds, target);
    if (summary.get("least") instanceof Double least
        && summary.get("mean") instanceof Double mean
        && summary.get("greatest") instanceof Double greatest) {
      cli.out()
          .printf(
              Locale.ROOT, "distances from %.6g to %.6g, %.6g on average%n", least, greatest, mean);
    }
  }

  private static Map<String, Object> summary(Observation pairs) {
    try {
      return pairs.getAsJava();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Map.of();
    }
  }

  private Object parameter(String name, String text) {
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    try {
      if (text.contains(";")) {
        return Arrays.stream(text.split(";")).map(PairwiseCommand::row).toArray(double[][]::new);
      }
      return text.contains(",") ? row(text) : Double.valueOf(text);
    } catch (NumberFormatException e) {
      throw new ParameterException(
          command.commandLine(),
          "Cannot use --param " + name + "=" + text + ": it takes numbers, true or false",
          e);
    }
  }

  private static double[] row(String text) {
    return Arrays.stream(text.split(",")).mapToDouble(Double::parseDouble).toArray();
  }
}
