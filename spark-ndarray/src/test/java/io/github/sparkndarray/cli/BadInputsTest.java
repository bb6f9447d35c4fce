package io.github.sparkndarray.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.execution.Progress;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.plan.physical.ClusterSpec;
import io.github.sparkndarray.plan.physical.MeasuredRun;
import io.github.sparkndarray.plan.physical.PhysicalPlan;
import io.github.sparkndarray.script.ScriptHost;
import io.github.sparkndarray.sql.PairwiseJoin;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Bad input to every surface for tables: what each says, and when. Where SQL has a meaning for it,
 * as nulls and an empty radius have, that is what it means.
 */
class BadInputsTest {
  private static SparkSession spark;
  @TempDir static Path folder;

  /** A query over a table of ten rows, whose columns are named in {@link #start}. */
  private interface Surface {
    /** Analyses it and gives its rows, not yet computed. */
    Dataset<Row> query();
  }

  private enum When {
    /** Where the query is written. */
    ANALYSIS,
    /** Where rows are asked for, as only data show it. */
    ROWS,
    /** There is no mistake. */
    NEVER
  }

  private record Case(
      String input, String surface, When when, String condition, String text, Surface of) {
    @Override
    public String toString() {
      return input + ": " + surface;
    }
  }

  private static final List<Case> CASES =
      List.of(
          new Case(
              "nulls",
              "fromDataFrame",
              When.ANALYSIS,
              "ND_NULL_VALUES",
              "2 rows have null values, the first of them with ids 3, 8",
              () -> frame("holes")),
          new Case(
              "nulls",
              "functions",
              When.NEVER,
              "",
              "10",
              () -> sql("SELECT nd_euclidean(holes, v) FROM t")),
          new Case(
              "nulls",
              "PairwiseJoin",
              When.ROWS,
              "ND_NULL_VALUES",
              "2 rows have null values, the first of them with ids 3, 8",
              () -> join("holes").toDataFrame()),
          new Case("nulls", "NEAREST BY", When.NEVER, "", "8", () -> nearest("holes", "1")),
          new Case(
              "ragged rows",
              "fromDataFrame",
              When.ANALYSIS,
              "ND_RAGGED_VECTORS",
              "1 rows do not, the first of them with ids 4 with 3 elements",
              () -> frame("ragged")),
          new Case(
              "ragged rows",
              "functions",
              When.ROWS,
              "",
              "vectors must have the same length, not 2 and 3",
              () -> sql("SELECT nd_euclidean(v, ragged) FROM t")),
          new Case(
              "ragged rows",
              "PairwiseJoin",
              When.ROWS,
              "ND_RAGGED_VECTORS",
              "1 rows do not, the first of them with ids 4 with 3 elements",
              () -> join("ragged").toDataFrame()),
          new Case(
              "ragged rows",
              "NEAREST BY",
              When.ROWS,
              "",
              "vectors must have the same length, not 2 and 3",
              () -> nearest("ragged", "1")),
          new Case(
              "a wrong type",
              "fromDataFrame",
              When.ANALYSIS,
              "ND_WRONG_TYPE",
              "Cannot take numbers from the column 'name', which is string",
              () -> frame("name")),
          new Case(
              "a wrong type",
              "functions",
              When.ANALYSIS,
              "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
              "second",
              () -> sql("SELECT nd_euclidean(v, name) FROM t")),
          new Case(
              "a wrong type",
              "PairwiseJoin",
              When.ANALYSIS,
              "ND_WRONG_TYPE",
              "Cannot take numbers from the column 'name', which is string",
              () -> join("name").toDataFrame()),
          new Case(
              "a wrong type",
              "NEAREST BY",
              When.ANALYSIS,
              "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
              "first",
              () -> nearest("name", "1")),
          new Case(
              "an unknown metric",
              "functions",
              When.ANALYSIS,
              "UNRESOLVED_ROUTINE",
              "nd_euclidian",
              () -> sql("SELECT nd_euclidian(v, v) FROM t")),
          new Case(
              "an unknown metric",
              "PairwiseJoin",
              When.ANALYSIS,
              "ND_UNKNOWN_METRIC",
              "Cannot use the metric 'euclidian'",
              () -> join("v").metric("euclidian").toDataFrame()),
          new Case(
              "an unknown metric",
              "NEAREST BY",
              When.ANALYSIS,
              "UNRESOLVED_ROUTINE",
              "nd_euclidian",
              () ->
                  sql(
                      "SELECT * FROM t a JOIN t b EXACT NEAREST 1 BY DISTANCE"
                          + " nd_euclidian(a.v, b.v)")),
          new Case(
              "k larger than the table",
              "PairwiseJoin",
              When.ANALYSIS,
              "ND_INVALID_ARGUMENT",
              "Cannot find the best k=10 rows: there are only 9 to compare each row with",
              () -> join("v").k(10).toDataFrame()),
          new Case(
              "k larger than the table",
              "NEAREST BY",
              When.NEVER,
              "",
              "100",
              () -> nearest("v", "11")),
          new Case(
              "k = 0",
              "PairwiseJoin",
              When.ANALYSIS,
              "ND_INVALID_ARGUMENT",
              "Cannot find the best k=0 rows: k is at least 1",
              () -> join("v").k(0).toDataFrame()),
          new Case("k = 0", "NEAREST BY", When.ANALYSIS, "", "0", () -> nearest("v", "0")),
          new Case(
              "k < 0",
              "PairwiseJoin",
              When.ANALYSIS,
              "ND_INVALID_ARGUMENT",
              "Cannot find the best k=-1 rows: k is at least 1",
              () -> join("v").k(-1).toDataFrame()),
          new Case("k < 0", "NEAREST BY", When.ANALYSIS, "", "-", () -> nearest("v", "-1")),
          new Case(
              "a negative radius",
              "PairwiseJoin",
              When.ANALYSIS,
              "ND_INVALID_ARGUMENT",
              "Cannot find what is within -1.0: a radius is no negative number",
              () -> join("v").within(-1).toDataFrame()),
          new Case(
              "a negative radius",
              "functions",
              When.NEVER,
              "",
              "0",
              () -> sql("SELECT a.id FROM t a, t b WHERE nd_euclidean(a.v, b.v) < -1")),
          new Case(
              "a missing column",
              "fromDataFrame",
              When.ANALYSIS,
              "UNRESOLVED_COLUMN",
              "Cannot find the column 'w'",
              () -> frame("w")),
          new Case(
              "a missing column",
              "functions",
              When.ANALYSIS,
              "UNRESOLVED_COLUMN.WITH_SUGGESTION",
              "`w`",
              () -> sql("SELECT nd_euclidean(v, w) FROM t")),
          new Case(
              "a missing column",
              "PairwiseJoin",
              When.ANALYSIS,
              "UNRESOLVED_COLUMN",
              "Cannot find the column 'w'",
              () -> join("w").toDataFrame()),
          new Case(
              "a missing column",
              "NEAREST BY",
              When.ANALYSIS,
              "UNRESOLVED_COLUMN.WITH_SUGGESTION",
              "`w`",
              () -> nearest("w", "1")),
          new Case(
              "duplicate ids",
              "fromDataFrame",
              When.ANALYSIS,
              "ND_DUPLICATE_IDS",
              "Cannot use the column 'name' for ids: 5 ids have several rows",
              () ->
                  NDContext.of(spark)
                      .fromDataFrame(spark.table("t"))
                      .index("name")
                      .column("v")
                      .toDataFrame()),
          new Case(
              "duplicate ids",
              "PairwiseJoin",
              When.NEVER,
              "",
              "10",
              () -> join("v").id("name").toDataFrame()));

  private static Dataset<Row> sql(String query) {
    return spark.sql(query);
  }

  private static Dataset<Row> frame(String column) {
    return NDContext.of(spark)
        .fromDataFrame(spark.table("t"))
        .index("id")
        .column(column)
        .toDataFrame();
  }

  private static PairwiseJoin join(String column) {
    return PairwiseJoin.nearest(spark.table("t")).features(column).id("id");
  }

  private static Dataset<Row> nearest(String column, String k) {
    return sql(
        "SELECT a.id, b.id AS other FROM t a JOIN t b EXACT NEAREST %s BY DISTANCE nd_euclidean(a.%s, b.%s)"
            .formatted(k, column, column));
  }

  @BeforeAll
  static void start() {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.extensions", "io.github.sparkndarray.sql.NDArrayExtensions")
            .config("spark.driver.bindAddress", "127.0.0.1")
            // Compiling is most of the time that small queries take.
            .config("spark.sql.codegen.wholeStage", "false")
            .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
            .config("spark.sql.adaptive.enabled", "false")
            .getOrCreate();
    spark
        .sql(
            "SELECT id, concat('n', id % 5) AS name, array(double(id), 1D) AS v, IF(id % 5 = 3,"
                + " NULL, array(double(id), 1D)) AS holes, IF(id = 4, array(1D, 2D, 3D), array(1D,"
                + " 2D)) AS ragged FROM range(10)")
        .createOrReplaceTempView("t");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @ParameterizedTest
  @FieldSource("CASES")
  void isRefusedWhereItIsWritten(Case bad) {
    if (bad.when() == When.ANALYSIS) {
      assertThatThrownBy(bad.of()::query)
          .isInstanceOf(AnalysisException.class)
          .satisfies(e -> requireCondition((AnalysisException) e, bad))
          .hasMessageContaining(bad.text());
      return;
    }
    Dataset<Row> rows = bad.of().query();
    if (bad.when() == When.NEVER) {
      assertThat(rows.collectAsList()).hasSize(Integer.parseInt(bad.text()));
    } else if (bad.condition().isEmpty()) {
      assertThatThrownBy(rows::collectAsList).hasStackTraceContaining(bad.text());
    } else {
      assertThatThrownBy(rows::collectAsList)
          .isInstanceOf(AnalysisException.class)
          .satisfies(e -> requireCondition((AnalysisException) e, bad))
          .hasMessageContaining(bad.text());
    }
  }

  /** The command line over this test's session. */
  private record Opened(SparkSession spark) implements Session {
    @Override
    public ScriptHost host() {
      throw new AssertionError("joins run no scripts");
    }

    @Override
    public PhysicalPlan plan(List<Expr> arrays, @Nullable ClusterSpec cluster) {
      throw new AssertionError("joins plan by themselves");
    }

    @Override
    public MeasuredRun measure(List<Expr> arrays) {
      throw new AssertionError("joins are not measured");
    }

    @Override
    public void cancelJobs() {}

    @Override
    public Progress progress() {
      return Progress.NONE;
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nulls | --features hole | Cannot use column hole: 2 rows have null values",
        "nulls that are meant | --features hole --nulls-as-nan | ",
        "ragged rows | --features ragged | vectors have different lengths",
        "a wrong type | --features name | Cannot take numbers from the column 'name'",
        "an unknown metric | --metric euclidian | Cannot use the metric 'euclidian'",
        "k larger than the table | --k 10 | Cannot find the best k=10 rows: there are only 9",
        "k = 0 | --k 0 | Cannot find the best k=0 rows: k is at least 1",
        "k < 0 | --k -1 | Cannot find the best k=-1 rows: k is at least 1",
        "a negative radius | --within -1 | a radius is no negative number",
        "a missing column | --features w | Cannot find the column 'w'",
        "duplicate ids | --id name | ",
      })
  void theCommandSaysItInOneLine(String input, String options, @Nullable String text) {
    Path table = folder.resolve("t.json");
    if (!Files.exists(table)) {
      spark
          .table("t")
          .selectExpr("id", "name", "v", "ragged", "IF(id % 5 = 3, NULL, id) AS hole")
          .coalesce(1)
          .write()
          .json(table.toString());
    }
    List<String> arguments = new ArrayList<>(List.of("pairwise", "--left", table.toString()));
    arguments.addAll(List.of("--output", folder.resolve("out.parquet").toString()));
    arguments.addAll(Arrays.asList(options.split(" ")));
    if (!options.contains("--features")) {
      arguments.addAll(List.of("--features", "v"));
    }
    if (!options.contains("--id")) {
      arguments.addAll(List.of("--id", "id"));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Cli.run(
            arguments.toArray(String[]::new),
            session -> new Opened(spark),
            (session, print) -> print.println("the demo"),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    String said = err.toString(StandardCharsets.UTF_8);
    assertThat(status).as(said).isEqualTo(text == null ? 0 : 1);
    if (text == null) {
      assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("10 pairs in ");
    } else {
      assertThat(said).contains(text).hasLineCount(1);
    }
  }

  /** Of rows at equal distances with equal ids the other columns say which comes first. */
  @Test
  void equalIdsComeInTheSameOrderHoweverTheRowsDo() {
    Dataset<Row> table = sql("SELECT 'n' AS name, id % 4 AS g, 1D AS x, id FROM range(40)");
    List<List<String>> found =
        IntStream.range(0, 3)
            .mapToObj(seed -> table.orderBy(functions.rand(seed)).repartition(3))
            .map(
                shuffled ->
                    Stream.of(PairwiseJoin.nearest(table, shuffled), byGroup(table, shuffled))
                        .flatMap(
                            join ->
                                join
                                    .features("x")
                                    .id("name")
                                    .k(3)
                                    .toDataFrame()
                                    .collectAsList()
                                    .stream())
                        .map(Row::toString)
                        .sorted()
                        .toList())
            .toList();
    assertThat(found.get(0)).hasSize(2 * 40 * 3);
    assertThat(found).allMatch(found.get(0)::equals);
  }

  private static PairwiseJoin byGroup(Dataset<Row> left, Dataset<Row> right) {
    return PairwiseJoin.nearest(left, right).by("g");
  }

  private static void requireCondition(AnalysisException error, Case bad) {
    assertThat(error.getCondition()).as(error.getMessage()).startsWith(bad.condition()).isNotNull();
  }
}
