package io.github.sparkndarray.io;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.dtype.Promotion;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.ArraySource;
import io.github.sparkndarray.io.ParquetFooter.Wanted;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * Reads numeric columns of CSV and Parquet files as an array of shape (rows, columns). A CSV's
 * numbers are float64, as {@code np.loadtxt} has them; Parquet's columns are promoted to one dtype.
 */
public final class TableReader {
  private final SparkSession spark;

  public TableReader(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * Reads a CSV file whose first line names its columns; {@code .gz} and the other endings that
   * Hadoop knows are decompressed.
   *
   * @param columns the columns wanted, in this order; none means all
   */
  public ClusterArray csv(String path, List<String> columns) {
    Dataset<Row> text = open(path, () -> spark.read().option("header", true).csv(path));
    List<String> wanted = columns.isEmpty() ? Arrays.asList(text.columns()) : columns;
    Dataset<Row> table =
        text.select(wanted.stream().map(c -> column(text, path, c)).toArray(Column[]::new));
    refuseText(path, table);
    Column[] numbers =
        Arrays.stream(table.columns())
            .map(name -> quoted(name).cast(DataTypes.DoubleType))
            .toArray(Column[]::new);
    return RowChunks.chunk(path, table.select(numbers), DType.FLOAT64);
  }

  /**
   * Reads a Parquet file or a folder of them. Tasks read the row groups and columns that they need,
   * in the order of the files' names, as far as all files store the columns alike; otherwise Spark
   * reads the table now.
   *
   * @param columns the columns wanted, in this order; none means all
   */
  public ArraySource parquet(String path, List<String> columns) {
    Dataset<Row> all = open(path, () -> spark.read().parquet(path));
    List<String> wanted = columns.isEmpty() ? Arrays.asList(all.columns()) : columns;
    Dataset<Row> table =
        all.select(wanted.stream().map(c -> column(all, path, c)).toArray(Column[]::new));
    DType dtype = null;
    for (StructField field : table.schema().fields()) {
      DType own = dtypeOf(path, field);
      dtype = dtype == null ? own : Promotion.promote(dtype, own);
    }
    if (dtype == null) {
      throw NDArrayException.of(ErrorCode.FORMAT, "Cannot read %s: it has no columns", path);
    }
    Optional<ParquetTable> stored = stored(path, all, table, dtype);
    if (stored.isPresent()) {
      return stored.get();
    }
    DataType common = sparkType(dtype);
    List<Column> converted = new ArrayList<>();
    for (String name : table.columns()) {
      converted.add(quoted(name).cast(common));
    }
    return RowChunks.chunk(path, table.select(converted.toArray(Column[]::new)), dtype);
  }

  /**
   * The table as its files have it; nothing if they differ or do not say where values are missing.
   */
  private Optional<ParquetTable> stored(
      String path, Dataset<Row> all, Dataset<Row> table, DType dtype) {
    if (Arrays.stream(table.columns()).distinct().count() < table.columns().length) {
      return Optional.empty();
    }
    List<Wanted> wanted = new ArrayList<>();
    for (StructField field : table.schema().fields()) {
      wanted.add(new Wanted(field.name(), parquetType(field.dataType())));
    }
    List<String> files = new ArrayList<>();
    for (String file : all.inputFiles()) {
      files.add(new Path(URI.create(file)).toString());
    }
    files.sort(Comparator.naturalOrder());
    HadoopSettings hadoop = HadoopSettings.of(spark.sparkContext().hadoopConfiguration());
    List<ParquetFooter> footers = ParquetFooters.read(spark, files, wanted, hadoop);
    boolean alike =
        footers.stream().allMatch(f -> f.nullCounts().size() == wanted.size() && f.knowsNulls());
    return alike
        ? Optional.of(new ParquetTable(path, List.of(table.columns()), dtype, footers, hadoop))
        : Optional.empty();
  }

  /** How Parquet stores the numbers of a type of Spark's. */
  private static PrimitiveTypeName parquetType(DataType type) {
    if (type.equals(DataTypes.DoubleType)) {
      return PrimitiveTypeName.DOUBLE;
    } else if (type.equals(DataTypes.FloatType)) {
      return PrimitiveTypeName.FLOAT;
    } else if (type.equals(DataTypes.LongType)) {
      return PrimitiveTypeName.INT64;
    }
    return type.equals(DataTypes.BooleanType) ? PrimitiveTypeName.BOOLEAN : PrimitiveTypeName.INT32;
  }

  /** Opens a file, of which Spark may find that it is not there. */
  interface Opening {
    Dataset<Row> open();
  }

  static Dataset<Row> open(String path, Opening opening) {
    try {
      return opening.open();
    } catch (Exception e) {
      if (e instanceof AnalysisException) {
        throw new NDArrayException(ErrorCode.IO, "Cannot read " + path + ": " + firstLine(e), e);
      }
      throw e;
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
  }

  private static Column column(Dataset<Row> table, String path, String name) {
    if (!Arrays.asList(table.columns()).contains(name)) {
      throw NDArrayException.of(
          ErrorCode.NAME,
          "Cannot read %s: it has no column '%s', only %s",
          path,
          name,
          Arrays.toString(table.columns()));
    }
    return quoted(name);
  }

  private static Column quoted(String name) {
    return functions.col("`" + name.replace("`", "``") + "`");
  }

  private static void refuseText(String path, Dataset<Row> table) {
    Column bad = functions.lit(false);
    for (String name : table.columns()) {
      bad = bad.or(quoted(name).try_cast(DataTypes.DoubleType).isNull());
    }
    List<Row> first = table.filter(bad).limit(1).collectAsList();
    if (first.isEmpty()) {
      return;
    }
    Row row = first.get(0);
    for (int i = 0; i < row.length(); i++) {
      String text = row.getString(i);
      if (text == null) {
        throw NDArrayException.of(
            ErrorCode.FORMAT,
            "Cannot read %s: column '%s' has rows without a value",
            path,
            table.columns()[i]);
      }
      if (!isNumber(text)) {
        throw NDArrayException.of(
            ErrorCode.FORMAT,
            "Cannot read %s: could not convert string to float: '%s' in column '%s'",
            path,
            text,
            table.columns()[i]);
      }
    }
    throw NDArrayException.of(ErrorCode.FORMAT, "Cannot read %s: not all numbers: %s", path, row);
  }

  private static boolean isNumber(String text) {
    try {
      Double.parseDouble(text.strip());
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static DType dtypeOf(String path, StructField field) {
    DataType type = field.dataType();
    if (type.equals(DataTypes.DoubleType)) {
      return DType.FLOAT64;
    } else if (type.equals(DataTypes.FloatType)) {
      return DType.FLOAT32;
    } else if (type.equals(DataTypes.LongType)) {
      return DType.INT64;
    } else if (type.equals(DataTypes.IntegerType)
        || type.equals(DataTypes.ShortType)
        || type.equals(DataTypes.ByteType)) {
      return DType.INT32;
    } else if (type.equals(DataTypes.BooleanType)) {
      return DType.BOOL;
    }
    throw NDArrayException.of(
        ErrorCode.FORMAT,
        "Cannot read %s: column '%s' is %s; name the numeric columns with columns=[...]",
        path,
        field.name(),
        type.simpleString());
  }

  private static DataType sparkType(DType dtype) {
    return switch (dtype) {
      case BOOL -> DataTypes.BooleanType;
      case INT32 -> DataTypes.IntegerType;
      case INT64 -> DataTypes.LongType;
      case FLOAT32 -> DataTypes.FloatType;
      default -> DataTypes.DoubleType;
    };
  }
}
