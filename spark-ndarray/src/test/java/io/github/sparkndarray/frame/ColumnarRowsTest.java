package io.github.sparkndarray.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.sql.LocalSession;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which DataFrames are read in the batches that Spark has them in. */
class ColumnarRowsTest {
  @Test
  void parquetAndCachedTablesAreReadInBatches(@TempDir Path folder) throws IOException {
    try (SparkSession spark = LocalSession.start()) {
      String path = folder.resolve("t.parquet").toUri().toString();
      spark
          .sql("SELECT id, double(id) AS x, array(float(id)) AS v, hex(id) AS text FROM range(3)")
          .write()
          .parquet(path);
      Dataset<Row> stored = spark.read().parquet(path);
      assertThat(isInBatches(stored.select("x", "id"))).isTrue();
      assertThat(isInBatches(stored.select("v", "text"))).isTrue();
      assertThat(isInBatches(stored.selectExpr("x + 1"))).isFalse();
      assertThat(isInBatches(stored.where("id > 1").select("x"))).isFalse();
      Dataset<Row> cached = stored.select("id", "x").persist();
      assertThat(isInBatches(cached.select("x"))).isTrue();
      assertThat(isInBatches(cached.selectExpr("x + 1"))).isFalse();
      assertThat(isInBatches(spark.range(3).toDF())).isFalse();
    }
  }

  private static boolean isInBatches(Dataset<Row> table) {
    return ColumnarRows.of(table).isPresent();
  }
}
