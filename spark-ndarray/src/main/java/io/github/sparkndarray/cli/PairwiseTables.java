package io.github.sparkndarray.cli;

import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructField;

/** Reads and writes the tables of {@code pairwise}, the format by the path's ending. */
final class PairwiseTables {
  private static final String COMPRESSED = "(\\.(gz|bz2|zst|lz4|deflate))?";

  private final SparkSession spark;

  PairwiseTables(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * The table in a file: CSV with a line of names, Parquet, JSON lines, or an npy array of shape
   * (rows, n), which becomes columns {@code id}, from 0 on, and {@code features}.
   */
  Dataset<Row> read(String path) {
    String name = path.toLowerCase(Locale.ROOT);
    if (name.matches(".*\\.csv" + COMPRESSED)) {
      return spark.read().option("header", true).option("inferSchema", true).csv(path);
    } else if (name.matches(".*\\.parquet/?")) {
      return spark.read().parquet(path);
    } else if (name.matches(".*\\.jsonl?" + COMPRESSED)) {
      return spark.read().json(path);
    } else if (name.endsWith(".npy")) {
      return NDContext.of(spark).read(path).toDataFrame().toDF("id", "features");
    }
    throw NDArrayException.of(
        ErrorCode.UNSUPPORTED,
        "Cannot read %s: the format goes by the ending, .csv, .csv.gz, .parquet, .json or .npy",
        path);
  }

  /** Refuses a path that tables cannot be written to. */
  static void requireWritable(String path) {
    String name = path.toLowerCase(Locale.ROOT);
    if (!name.endsWith(".parquet") && !name.endsWith(".csv")) {
      throw NDArrayException.of(
          ErrorCode.UNSUPPORTED,
          "Cannot write %s: the format goes by the ending, .parquet or .csv",
          path);
    }
  }

  /**
   * Writes a table as a folder of files, as Spark does. It takes the path's place when it is whole:
   * a write that fails leaves what was there before.
   */
  void write(Dataset<Row> table, String path) {
    requireWritable(path);
    Path target = new Path(path);
    Path parent = target.getParent() == null ? new Path(".") : target.getParent();
    Path unfinished = new Path(parent, "." + target.getName() + "-" + UUID.randomUUID());
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    try {
      FileSystem files = target.getFileSystem(hadoop);
      try {
        if (path.toLowerCase(Locale.ROOT).endsWith(".csv")) {
          asText(table).write().option("header", true).csv(unfinished.toString());
        } else {
          table.write().parquet(unfinished.toString());
        }
        files.delete(target, true);
        if (!files.rename(unfinished, target)) {
          throw NDArrayException.of(
              ErrorCode.IO, "Cannot write %s: %s cannot be renamed to it", path, unfinished);
        }
      } finally {
        files.delete(unfinished, true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path + ": " + e.getMessage(), e);
    }
  }

  /** The table with its arrays as JSON, since CSV has only text and numbers. */
  private static Dataset<Row> asText(Dataset<Row> table) {
    Dataset<Row> text = table;
    for (StructField field : table.schema().fields()) {
      if (field.dataType() instanceof ArrayType) {
        Column array = table.col("`" + field.name().replace("`", "``") + "`");
        text = text.withColumn(field.name(), functions.to_json(array));
      }
    }
    return text;
  }
}
