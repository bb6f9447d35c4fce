package io.github.sparkndarray.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.api.NDArray;
import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.testing.SparkTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of what is stored only what is touched is read, and it is what was stored. */
@SparkTest(conf = {TinyBlocks.NOTHING_ON_THE_DRIVER, CountedFileSystem.SETTING})
class StoredReadsTest {
  private static final int ROWS = 100_000;

  @TempDir private Path folder;

  private static long bytes(NDArray array) {
    return CountedFileSystem.bytesReadBy(array::toDoubleArray);
  }

  @Test
  void slicesOfAnNpyFileReadTheirRows(SparkSession spark) {
    NDContext nd = NDContext.of(spark);
    String file = folder.resolve("x.npy").toString();
    nd.random(7, ROWS, 8).write(file);
    NDArray x = nd.read("counted:" + file);
    NDArray made = nd.random(7, ROWS, 8);
    long row = 64;

    assertThat(bytes(x)).isBetween(ROWS * row, ROWS * row * 11 / 10);
    assertThat(bytes(x.at("500:600, 2:4"))).isBetween(100 * 16L, 100 * row + 10_000);
    assertThat(bytes(x.at("-1"))).isLessThan(10_000);
    assertThat(bytes(x.at("17, 3"))).isLessThan(10_000);
    assertThat(bytes(x.at("20000:30000").sum(0))).isLessThan(10_000 * row + 20_000);
    assertThat(bytes(x.sum(1).at("40000:40100"))).isLessThan(100 * row + 20_000);
    assertThat(x.at("40000:40100, ::-1").toDoubleArray())
        .isEqualTo(made.at("40000:40100, ::-1").toDoubleArray());
  }

  @Test
  void takesReadTheirRows(SparkSession spark) {
    NDContext nd = NDContext.of(spark);
    String file = folder.resolve("x.npy").toString();
    NDArray made = nd.random(7, ROWS, 8);
    made.write(file);
    NDArray x = nd.read("counted:" + file);
    List<String> works =
        List.of(
            "x[[5, 99999, 70000, 5]]",
            "x[np.array([-1, 17, 3])] * 2.0",
            "(x * 2.0 + 1.0)[[17, 90000]]",
            "x[:, ::-2][[4, 50000]]",
            "x[::-3][[4, 20000]]",
            "x[7::20000, ::2]",
            "x[::-30000].T",
            "x[[7, 60000], [3, 1]]",
            "x.sum(axis=1)[[7, 30000, 90001]]",
            "np.sort(x[[9, 1, 40000]], axis=1)",
            "x[np.arange(10) * np.arange(10) * 1000]",
            "(x * np.arange(100000)[:, None])[[2, 40000]]");
    for (String work : works) {
      NDArray taken = nd.eval(work, Map.of("x", x));
      assertThat(bytes(taken)).as(work).isLessThan(600_000);
      assertThat(taken.toDoubleArray())
          .as(work)
          .isEqualTo(nd.eval(work, Map.of("x", made)).toDoubleArray());
    }
    assertThat(bytes(nd.eval("x[[5, 70000]]", Map.of("x", x)))).isLessThan(20_000);
    assertThat(nd.eval("x[[5, 70000]]", Map.of("x", x)).explain())
        .contains("x.npy[indices], float64 (2, 8)")
        .doesNotContain("the take");
  }

  private String table(SparkSession spark, String name, int files, String... columns) {
    String path = folder.resolve(name + ".parquet").toString();
    Dataset<Row> rows = spark.range(0, ROWS, 1, files).selectExpr(columns);
    rows.write()
        .option("parquet.block.size", 200_000)
        .option("parquet.page.size", 20_000)
        .option("parquet.enable.dictionary", "false")
        .option("compression", "none")
        .parquet(path);
    return path;
  }

  @Test
  void slicesOfAParquetTableReadTheirPages(SparkSession spark) {
    String path =
        table(spark, "t", 1, "id * 1.5D as a", "id * 2.5D as b", "id + 0.5D as c", "-id * 1D as d");
    NDContext nd = NDContext.of(spark);
    NDArray x = nd.read("counted:" + path);
    long column = ROWS * 8L;
    long footer = CountedFileSystem.bytesReadBy(() -> nd.read("counted:" + path));

    assertThat(x.shape()).containsExactly(ROWS, 4);
    assertThat(x.explain()).contains("t.parquet, float64 (100000, 4), 3.1 MiB: slices read");
    assertThat(bytes(x)).isBetween(4 * column, 4 * column * 12 / 10 + footer);
    assertThat(bytes(x.at(":, 1"))).as("one column").isLessThan(column * 12 / 10 + footer);
    assertThat(bytes(x.at("50000:50100"))).as("some pages").isLessThan(4 * 50_000 + footer);
    assertThat(bytes(x.at("50000:50100, 2"))).as("a page").isLessThan(50_000 + footer);
    NDArray far = nd.eval("x[[77777, 12, 50000], 1]", Map.of("x", x));
    assertThat(bytes(far)).as("three rows").isLessThan(3 * 50_000 + footer);
    assertThat(far.toDoubleArray()).containsExactly(77777 * 2.5, 12 * 2.5, 50000 * 2.5);
    assertThat(x.at("49990:50010:7, ::2").toDoubleArray())
        .containsExactly(49990 * 1.5, 49990.5, 49997 * 1.5, 49997.5, 50004 * 1.5, 50004.5);
    assertThat(x.sum(0).toDoubleArray())
        .containsExactly(
            nd.arange(ROWS).multiply(1.5).sum().item(),
            nd.arange(ROWS).multiply(2.5).sum().item(),
            nd.arange(ROWS).add(0.5).sum().item(),
            nd.arange(ROWS).multiply(-1).astype("float64").sum().item());
    assertThat(nd.read("counted:" + path, "d", "b").at("3").toDoubleArray())
        .containsExactly(-3, 7.5);
  }

  @Test
  void manyFilesAreOneTableInTheOrderOfTheirNames(SparkSession spark) {
    NDContext nd = NDContext.of(spark);
    NDArray x = nd.read(table(spark, "many", 12, "id * 1D as a", "id * 2D as b"));
    assertThat(x.shape()).containsExactly(ROWS, 2);
    assertThat(x.at(":, 0").toDoubleArray()).isEqualTo(nd.arange(ROWS).toDoubleArray());
    assertThat(x.at("8000:9000, 1").toDoubleArray())
        .isEqualTo(nd.arange(8000, 9000, 1).multiply(2).toDoubleArray());
  }

  @Test
  void columnsArePromotedToOneDtype(SparkSession spark) {
    NDContext nd = NDContext.of(spark);
    String path =
        table(
            spark,
            "types",
            2,
            "cast(id % 100 as tinyint) as i8",
            "cast(id as int) as i32",
            "id as i64",
            "cast(id as float) as f32",
            "cast(id % 3 = 0 as boolean) as b",
            "cast(id as decimal(10, 2)) as money",
            "cast(id as string) as text");
    assertThat(nd.read(path, "i8", "i32").dtype()).isEqualTo(DType.INT32);
    assertThat(nd.read(path, "i8", "i64", "b").dtype()).isEqualTo(DType.INT64);
    assertThat(nd.read(path, "f32", "b").dtype()).isEqualTo(DType.FLOAT32);
    assertThat(nd.read(path, "b").dtype()).isEqualTo(DType.BOOL);
    assertThat(nd.read(path, "f32", "i32").dtype()).isEqualTo(DType.FLOAT64);
    assertThat(nd.read(path, "i64", "b", "i8").at("99:102").toLongArray())
        .containsExactly(99, 1, 99, 100, 0, 0, 101, 0, 1);
    assertThat(nd.read(path, "f32", "b", "i64").at("77777").toDoubleArray())
        .containsExactly(77777, 0, 77777);
    assertThatThrownBy(() -> nd.read(path, "money"))
        .isInstanceOf(NDArrayException.class)
        .hasMessageEndingWith(
            "column 'money' is decimal(10,2); name the numeric columns with columns=[...]");
    assertThatThrownBy(() -> nd.read(path, "nothing"))
        .isInstanceOf(NDArrayException.class)
        .hasMessageContaining("it has no column 'nothing', only [i8, i32,");
  }

  @Test
  void rowsWithoutAValueAreRefused(SparkSession spark) {
    NDContext nd = NDContext.of(spark);
    String path = table(spark, "nulls", 3, "id * 1D as a", "if(id % 1000 = 7, null, id) as b");
    assertThatThrownBy(() -> nd.read(path))
        .isInstanceOf(NDArrayException.class)
        .hasMessage("Cannot read " + path + ": column 'b' has 100 rows without a value");
    assertThat(nd.read(path, "a").sum().item()).isEqualTo(ROWS * (ROWS - 1.0) / 2);
  }

  /** Files that store a column differently, and folders that are columns, are read by Spark. */
  @Test
  void tablesThatAreNotAlikeAreReadBySpark(SparkSession spark) {
    NDContext nd = NDContext.of(spark);
    String path = folder.resolve("parts.parquet").toString();
    spark
        .range(0, 1000)
        .selectExpr("id", "id % 2 as half")
        .write()
        .partitionBy("half")
        .parquet(path);
    NDArray x = nd.read(path, "id", "half");
    assertThat(x.explain()).contains("parts.parquet");
    assertThat(x.sum(0).toLongArray()).containsExactly(499_500, 500);
    assertThat(nd.read(path, "id").explain()).contains("slices read from storage");
  }
}
