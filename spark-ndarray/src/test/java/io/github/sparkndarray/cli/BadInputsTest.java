package io.github.sparkndarray.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    BadInputs.view(spark);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @ParameterizedTest
  @FieldSource("io.github.sparkndarray.cli.BadInputs#CASES")
  void isRefusedWhereItIsWritten(BadInputs.Case bad) {
    if (bad.when() == BadInputs.When.ANALYSIS) {
      assertThatThrownBy(() -> bad.of().query(spark))
          .isInstanceOf(AnalysisException.class)
          .satisfies(e -> requireCondition((AnalysisException) e, bad))
          .hasMessageContaining(bad.text());
      return;
    }
    Dataset<Row> rows = bad.of().query(spark);
    if (bad.when() == BadInputs.When.NEVER) {
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
  record Opened(SparkSession spark) implements Session {
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
    Dataset<Row> table = spark.sql("SELECT 'n' AS name, id % 4 AS g, 1D AS x, id FROM range(40)");
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

  private static void requireCondition(AnalysisException error, BadInputs.Case bad) {
    assertThat(error.getCondition()).as(error.getMessage()).startsWith(bad.condition()).isNotNull();
  }
}
