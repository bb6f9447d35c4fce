package io.github.sparkndarray.frame;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.util.OptionalLong;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/** DataFrames and the rows Spark has inside them. */
public final class InternalRows {
  private InternalRows() {}

  /** The rows of a DataFrame; a row is only valid until the next one is asked for. */
  public static JavaRDD<InternalRow> of(Dataset<Row> table) {
    if (table instanceof org.apache.spark.sql.classic.Dataset<Row> classic) {
      return classic.queryExecution().toRdd().toJavaRDD();
    }
    throw ofConnect();
  }

  /** How many rows a DataFrame has at most, where Spark knows it without running anything. */
  public static OptionalLong mostRows(Dataset<Row> table) {
    if (table instanceof org.apache.spark.sql.classic.Dataset<Row> classic) {
      Option<Object> most = classic.queryExecution().optimizedPlan().maxRows();
      return most.isDefined() && most.get() instanceof Long rows
          ? OptionalLong.of(rows)
          : OptionalLong.empty();
    }
    return OptionalLong.empty();
  }

  /** A DataFrame of such rows. */
  public static Dataset<Row> toDataFrame(
      SparkSession session, JavaRDD<InternalRow> rows, StructType schema) {
    if (session instanceof org.apache.spark.sql.classic.SparkSession classic) {
      return classic.internalCreateDataFrame(rows.rdd(), schema, false);
    }
    throw ofConnect();
  }

  private static NDArrayException ofConnect() {
    return new NDArrayException(
        ErrorCode.UNSUPPORTED,
        "Cannot make arrays in a Spark Connect client: it has no executors of its own; use the SQL"
            + " functions, or run on the server");
  }
}
