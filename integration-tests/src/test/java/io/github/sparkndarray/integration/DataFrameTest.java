package io.github.sparkndarray.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.api.FrameArray;
import io.github.sparkndarray.api.NDArray;
import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.testing.SparkTest;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** DataFrames as arrays and back, as Spark jobs. */
@SparkTest(
    conf = {
      TinyBlocks.NOTHING_ON_THE_DRIVER,
      TinyBlocks.NO_INTERMEDIATES_ON_THE_DRIVER,
      TinyBlocks.KRYO,
      TinyBlocks.KRYO_REGISTRATOR
    })
class DataFrameTest {
  /** Ids 10, 11, … of points on a line, and the same as arrays, nested arrays and bytes. */
  private static Dataset<Row> points(SparkSession spark, int rows) {
    return spark
        .range(0, rows, 1, 3)
        .selectExpr(
            "id + 10 AS id",
            "CAST(id AS DOUBLE) AS x",
            "CAST(2 * id AS FLOAT) AS y",
            "CAST(3 * id AS INT) AS z",
            "array(CAST(id AS FLOAT), CAST(2 * id AS FLOAT)) AS v",
            "array(array(id, 2 * id), array(3 * id, 4 * id), array(0L, 1L)) AS nested",
            "CAST(id AS STRING) AS text");
  }

  @Test
  void columnsBecomeAnArrayAndItsRowsRowsAgain(SparkSession spark) {
    NDContext nd = NDContext.of(spark);
    NDArray x = nd.fromDataFrame(points(spark, 50)).index("id").columns("x", "y", "z");
    assertThat(x).hasToString("NDArray[float64, (50, 3)]");

    Dataset<Row> back = x.add(0.5).toDataFrame("a", "b", "c");
    assertThat(back.schema().simpleString())
        .isEqualTo("struct<id:bigint,a:double,b:double,c:double>");
    assertThat(texts(back.orderBy("id").limit(2)))
        .containsExactly("[10,0.5,0.5,0.5]", "[11,1.5,2.5,3.5]");
    assertThat(back.count()).isEqualTo(50);
    assertThat(texts(x.sum(1).toDataFrame().where("id = 13"))).containsExactly("[13,18.0]");
    assertThat(texts(x.at("10:40:-1").toDataFrame().where("id = 13"))).isEmpty();
    assertThat(texts(x.at("::-10").sum(1).toDataFrame().orderBy("id").limit(2)))
        .containsExactly("[19,54.0]", "[29,114.0]");
  }

  @Test
  void arraysNestedArraysAndBytesBecomeArrays(SparkSession spark) {
    NDContext nd = NDContext.of(spark);
    Dataset<Row> points = points(spark, 20);
    assertThat(nd.fromDataFrame(points).column("v")).hasToString("NDArray[float32, (20, 2)]");
    NDArray nested = nd.fromDataFrame(points).index("id").column("nested");
    assertThat(nested).hasToString("NDArray[int64, (20, 3, 2)]");
    assertThat(texts(nested.multiply(2).toDataFrame().where("id = 12")))
        .containsExactly("[12,ArraySeq(ArraySeq(4, 8), ArraySeq(12, 16), ArraySeq(0, 2))]");
    Dataset<Row> bytes =
        spark.sql("SELECT id, unhex('0000803F00000040') AS b FROM range(4)"); // 1f, 2f
    assertThat(nd.fromDataFrame(bytes).dtype("float32").column("b").sum(0).toDoubleArray())
        .containsExactly(4, 8);
    assertThat(nd.fromDataFrame(bytes).column("b").shape()).containsExactly(4, 1);
  }

  @Test
  void answersComeBackAsIds(SparkSession spark) {
    NDContext nd = NDContext.of(spark);
    NDArray x = nd.fromDataFrame(points(spark, 40)).index("id").columns("x");
    NDArray y = nd.fromDataFrame(points(spark, 30)).index("id").columns("x");
    NDArray d = x.at(":, None, :").subtract(y.add(0.25)).square().sum(-1).sqrt();

    assertThat(texts(d.argmin(1).toDataFrame().where("id IN (15, 49)").orderBy("id")))
        .containsExactly("[15,15]", "[49,39]");
    assertThat(texts(d.argSmallest(3, 1).toDataFrame().where("id = 15")))
        .containsExactly("[15,ArraySeq(15, 14, 16)]");
    assertThat(texts(d.toLongDataFrame(d.less(0.5)).orderBy("i").limit(2)))
        .containsExactly("[10,10,0.25]", "[11,11,0.25]");
    assertThat(d.toLongDataFrame(d.less(0.5)).count()).isEqualTo(30);
    assertThat(d.toLongDataFrame().count()).isEqualTo(1200);
    assertThat(texts(d.less(0.5).toLongDataFrame().where("value").orderBy("i").limit(1)))
        .containsExactly("[10,10,true]");
  }

  @Test
  void whatSparkHasInColumnsIsReadInColumns(SparkSession spark, @TempDir Path folder) {
    NDContext nd = NDContext.of(spark);
    String path = folder.resolve("points.parquet").toUri().toString();
    points(spark, 10_000)
        .selectExpr("*", "unhex('0000803F00000040') AS bytes")
        .selectExpr("*", "IF(id % 4000 = 17, NULL, x) AS n", "IF(id = 13, array(1F), v) AS ragged")
        .selectExpr("*", "array(x, n) AS holes")
        .coalesce(1)
        .write()
        .parquet(path);
    Dataset<Row> stored = spark.read().parquet(path);
    double expected = 9999 * 10_000 / 2.0;
    assertThat(nd.fromDataFrame(stored).index("id").columns("x").sum().item()).isEqualTo(expected);
    assertThat(nd.fromDataFrame(stored).columns("y").sum().item()).isEqualTo(2 * expected);

    assertThat(nd.fromDataFrame(stored).index("id").column("v").sum(0).toDoubleArray())
        .containsExactly(expected, 2 * expected);
    assertThat(nd.fromDataFrame(stored).column("nested").at(":, 1, 1").sum().item())
        .isEqualTo(4 * expected);
    NDArray bytes = nd.fromDataFrame(stored).dtype("float32").column("bytes");
    assertThat(bytes.sum(0).toDoubleArray()).containsExactly(10_000, 20_000);
    assertThat(nd.fromDataFrame(stored).nulls(Double.NaN).column("holes").isnan().sum().item())
        .isEqualTo(3);
    assertRefused(
        () -> nd.fromDataFrame(stored).index("text").columns("n"),
        "Cannot use column n: 3 rows have null values, the first of them with ids 7, 4007, 8007;");
    assertRefused(
        () -> nd.fromDataFrame(stored).index("id").column("holes"),
        "Cannot use column holes: 3 rows have null values, the first of them with ids 17, 4017,");
    assertRefused(
        () -> nd.fromDataFrame(stored).index("id").column("ragged"),
        "most have 2 elements, but 1 rows do not, the first of them with ids 13 with 1 elements");

    Dataset<Row> cached = stored.select("id", "x").persist();
    NDArray x = nd.fromDataFrame(cached).index("id").columns("x");
    assertThat(texts(x.at(":, 0").toDataFrame().where("id = 1234")))
        .containsExactly("[1234,1224.0]");
    cached.unpersist();
  }

  @Test
  void rowsThatSparkCannotHoldAreRefusedBeforeAJob(SparkSession spark) {
    NDContext nd = NDContext.of(spark);
    TaskCounter counter = TaskCounter.on(spark.sparkContext());
    assertThatThrownBy(() -> nd.random(1, 10, 3_000_000_000L).toDataFrame())
        .isInstanceOf(NDArrayException.class)
        .hasMessage(
            "Cannot make a row of a DataFrame of 22.4 GiB, as an array of shape (10, 3000000000)"
                + " would have: it takes at most 2 GiB; toLongDataFrame() makes one of each"
                + " element");
    assertThatThrownBy(() -> nd.random(1, 10, 20_000, 10_000).toDataFrame().count())
        .isInstanceOf(NDArrayException.class)
        .hasMessageMatching(
            "Cannot run this plan: each of 2 tasks of an executor needs .* GiB beside 0 B of"
                + " broadcast arrays, .*; set spark.executor.memory .*");
    assertThat(counter.jobs()).isZero();
  }

  private static void assertRefused(Supplier<NDArray> array, String message) {
    assertThatThrownBy(array::get)
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining(message);
  }

  @Test
  void idsFollowRowsThatAreTakenAndSorted(SparkSession spark) {
    NDContext nd = NDContext.of(spark);
    NDArray x = nd.fromDataFrame(points(spark, 40)).index("id").columns("x", "y");
    assertThat(texts(x.at("[3, 1, 3]").sum(1).toDataFrame()))
        .containsExactlyInAnyOrder("[13,9.0]", "[11,3.0]", "[13,9.0]");
    NDArray odd = nd.eval("x[x[:, 0] % 2 == 1]", Map.of("x", x));
    assertThat(texts(odd.at("::-10, 0").toDataFrame()))
        .containsExactlyInAnyOrder("[49,39.0]", "[29,19.0]");
    assertThat(texts(nd.eval("np.nonzero(x[:, 0] > 37.5)[0]", Map.of("x", x)).toDataFrame()))
        .containsExactlyInAnyOrder("[0,48]", "[1,49]");

    NDArray d = x.at(":, None, :").subtract(odd).square().sum(-1);
    assertThat(texts(d.argmin(1).toDataFrame().where("id IN (10, 13)")))
        .containsExactlyInAnyOrder("[10,11]", "[13,13]");
    assertThat(texts(nd.eval("d.argsort(1)[3:5, :3]", Map.of("d", d)).toDataFrame()))
        .containsExactlyInAnyOrder("[13,ArraySeq(13, 11, 15)]", "[14,ArraySeq(13, 15, 11)]");
    NDArray twice = nd.eval("d[[3, 3]]", Map.of("d", d));
    assertThat(texts(twice.argSmallest(2, 1).toDataFrame()))
        .containsExactly("[13,ArraySeq(13, 11)]", "[13,ArraySeq(13, 11)]");
    assertThat(texts(twice.toLongDataFrame(twice.less(1))))
        .containsExactly("[13,13,0.0]", "[13,13,0.0]");
    NDArray every = x.at(":, None, :").subtract(x.at("1::2")).square().sum(-1);
    assertThat(texts(every.argmin(1).toDataFrame().where("id = 15"))).containsExactly("[15,15]");
    assertThat(texts(nd.eval("x.reshape(40, 2, 1).cumsum(1)", Map.of("x", x)).toDataFrame()))
        .contains("[12,ArraySeq(ArraySeq(2.0), ArraySeq(6.0))]");
  }

  @Test
  void missingNumbersBecomeNaNOnRequest(SparkSession spark) {
    NDContext nd = NDContext.of(spark);
    Dataset<Row> table =
        spark.sql(
            "SELECT id, IF(id % 4 = 3, NULL, id) AS n, IF(id = 5, NULL, array(1.5, IF(id = 2, NULL,"
                + " 2.5))) AS v FROM range(8)");
    NDArray n = nd.fromDataFrame(table).nulls(Double.NaN).columns("n");
    assertThat(n).hasToString("NDArray[float64, (8, 1)]");
    assertThat(n.isnan().sum().item()).isEqualTo(2);
    NDArray v = nd.fromDataFrame(table).nulls(Double.NaN).column("v");
    assertThat(v.isnan().sum(0).toDoubleArray()).containsExactly(1, 2);
  }

  private static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake(
            "a column that is not there",
            f -> f.columns("x", "w"),
            "UNRESOLVED_COLUMN",
            "Cannot find the column 'w': there are only [id, n, text, v, x, b]"),
        mistake(
            "an index that is not there",
            f -> f.index("key").columns("x"),
            "UNRESOLVED_COLUMN",
            "Cannot find the column 'key': there are only [id, n, text, v, x, b]"),
        mistake(
            "text",
            f -> f.columns("x", "text"),
            "ND_WRONG_TYPE",
            "Cannot take numbers from the column 'text', which is string: columns of a vector are"
                + " numeric"),
        mistake(
            "a number where arrays are wanted",
            f -> f.column("x"),
            "ND_WRONG_TYPE",
            "Cannot take numbers from the column 'x', which is double: a column of vectors has"
                + " arrays of numbers, or bytes"),
        mistake(
            "no columns",
            FrameArray::columns,
            "ND_INVALID_ARGUMENT",
            "Cannot make vectors of no columns: name at least one"),
        mistake(
            "nulls",
            f -> f.columns("n"),
            "ND_NULL_VALUES",
            "Cannot use column n: 3 rows have null values, the first of them rows 3, 7, 11;"),
        mistake(
            "nulls of rows with ids",
            f -> f.index("id").columns("n"),
            "ND_NULL_VALUES",
            "Cannot use column n: 3 rows have null values, the first of them with ids 103, 107,"
                + " 111;"),
        mistake(
            "ragged vectors",
            f -> f.index("id").column("v"),
            "ND_RAGGED_VECTORS",
            "Cannot use column v: vectors have different lengths; most have 2 elements, but 2 rows"
                + " do not, the first of them with ids 104, 109 with 3 elements"),
        mistake(
            "bytes that are no numbers",
            f -> f.index("id").column("b"),
            "ND_RAGGED_VECTORS",
            "Cannot use column b: 2 rows have bytes that are no whole number of float64, the first"
                + " of them with ids 104, 109; say what they are with dtype(name)"),
        mistake(
            "ids that are not unique",
            f -> f.index("text").columns("x"),
            "ND_DUPLICATE_IDS",
            "Cannot use the column 'text' for ids: 2 ids have several rows, the first of them a,"
                + " b"));
  }

  private static Arguments mistake(
      String what, Function<FrameArray, NDArray> build, String condition, String message) {
    return Arguments.of(what, build, condition, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void mistakesAreSparks(
      String what,
      Function<FrameArray, NDArray> build,
      String condition,
      String message,
      SparkSession spark) {
    Dataset<Row> table =
        spark.sql(
            "SELECT id + 100 AS id, IF(id % 4 = 3, NULL, id) AS n, IF(id < 6, 'a', 'b') AS text,"
                + " IF(id IN (4, 9), array(1, 2, 3), array(1, 2)) AS v, 1.5D AS x,"
                + " IF(id IN (4, 9), X'0102', X'0102030405060708') AS b FROM range(12)");
    assertThatThrownBy(() -> build.apply(NDContext.of(spark).fromDataFrame(table)))
        .isInstanceOfSatisfying(
            AnalysisException.class, e -> assertThat(e.getCondition()).isEqualTo(condition))
        .hasMessageContaining(message);
  }

  private static List<String> texts(Dataset<Row> rows) {
    return Arrays.stream((Row[]) rows.collect()).map(Row::toString).toList();
  }
}
