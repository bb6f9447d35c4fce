package io.github.sparkndarray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.sql.LocalSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code spark-ndarray pairwise} over files of every format, and with every option. */
class PairwiseCommandTest {
  private static final List<String> LINES =
      List.of("id,name,g,x,y", "0,a,1,0,0", "1,b,1,3,4", "2,c,2,6,8", "3,d,2,0,1");

  @TempDir private static Path folder;

  private static SparkSession spark;

  @BeforeAll
  static void start() throws IOException {
    spark = LocalSession.start();
    LocalSession.interpret(spark);
    Files.write(folder.resolve("t.csv"), LINES);
    try (var out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("t.csv.gz")))) {
      out.write(String.join("\n", LINES).getBytes(StandardCharsets.UTF_8));
    }
    Dataset<Row> table =
        spark
            .read()
            .option("header", true)
            .option("inferSchema", true)
            .csv(folder.resolve("t.csv").toString())
            .selectExpr("*", "array(double(x), double(y)) AS features");
    table.write().parquet(folder.resolve("t.parquet").toString());
    table.write().json(folder.resolve("t.json").toString());
    NDContext.of(spark)
        .array(new double[][] {{0, 0}, {3, 4}, {6, 8}, {0, 1}})
        .write(folder.resolve("t.npy").toString());
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "t.csv.gz  | --features x,y                    | 0-3 1-3 2-1 3-0",
        "t.json    |                                   | 0-3 1-3 2-1 3-0",
        "t.npy     |                                   | 0-3 1-3 2-1 3-0",
        "t.npy     | --right RIGHT                     | 0-0 1-1 2-2 3-3",
        "t.parquet | --k 3 --within 5                  | 0-3 0-1 1-3 1-0 1-2 2-1 3-0 3-1",
        "t.parquet | --farthest                        | 0-2 1-0 2-0 3-2",
        "t.parquet | --most-similar                    | 0-1 1-2 2-1 3-2",
        "t.parquet | --most-similar --metric rbf --param gamma=0.5 | 0-3 1-3 2-1 3-0",
        "t.parquet | --metric minkowski --param p=1 --param w=0,1  | 0-3 1-3 2-1 3-0",
        "t.parquet | --metric (w*abs(a-b)**power).sum(-1) --param power=1 --param w=0,1 |"
            + " 0-3 1-3 2-1 3-0",
        "t.parquet | --metric (w*abs(a-b)).sum(-1) --param w=0,1 --by g | 0-1 1-0 2-3 3-2",
        "t.parquet | --metric mahalanobis --param VI=1,0;0,0       | 0-3 1-0 2-1 3-0",
        "t.parquet | --metric mahalanobis --param VI=1,0;0,0 --by g | 0-1 1-0 2-3 3-2",
      })
  void findsPairs(String table, String options, String pairs) {
    List<String> arguments = new ArrayList<>(List.of("pairwise", "--id", "id"));
    arguments.addAll(List.of("--left", folder.resolve(table).toString()));
    if (options != null) {
      String right = folder.resolve("t.npy").toString();
      arguments.addAll(List.of(options.replace("RIGHT", right).split(" ")));
    }
    for (String ending : List.of("csv", "parquet")) {
      Path target = folder.resolve("out." + ending);
      List<String> all = new ArrayList<>(arguments);
      all.addAll(List.of("--output", target.toString()));
      boolean fits = ending.equals("parquet") || !table.equals("t.parquet");
      if (fits) {
        int count = pairs.split(" ").length;
        assertThat(run(all)).startsWith(count + " pairs in ").contains("distances from ");
        assertThat(pairs(target)).isEqualTo(pairs);
      }
    }
  }

  private static String run(List<String> arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Cli.run(
            arguments.toArray(String[]::new),
            session -> new BadInputsTest.Opened(spark),
            (session, print) -> print.println("the demo"),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    assertThat(status).as(err.toString(StandardCharsets.UTF_8)).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Ids of both sides in the order of left ids and ranks. */
  private static String pairs(Path target) {
    Dataset<Row> rows =
        target.toString().endsWith("csv")
            ? spark.read().option("header", true).option("inferSchema", true).csv(target.toString())
            : spark.read().parquet(target.toString());
    List<String> all =
        rows.orderBy("id", "rank").selectExpr("id || '-' || id_right").collectAsList().stream()
            .map(row -> row.getString(0))
            .toList();
    return String.join(" ", all);
  }
}
