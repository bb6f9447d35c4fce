package io.github.sparkndarray.io;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.TextFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;

/** Reads rows of numbers in a text file, as {@code np.loadtxt} does. */
final class TextReader {
  private TextReader() {}

  /**
   * The rows, in an array of shape (rows, columns); nothing if there are none.
   *
   * @throws NDArrayException in NumPy's words for rows of different lengths, for what is no number,
   *     and for columns that are not there
   */
  static Optional<ClusterArray> read(SparkSession spark, String path, TextFormat format) {
    JavaRDD<List<String>> rows = rows(spark, path, format);
    List<List<String>> first = rows.take(1);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    int width = first.get(0).size();
    int[] columns = columns(format, width);
    refuse(rows, format, width, columns);
    DType dtype = format.heldAs();
    JavaRDD<Row> numbers =
        rows.map(
            cells ->
                RowFactory.create(
                    IntStream.of(columns)
                        .mapToObj(column -> TextNumber.of(cells.get(column), format).orElseThrow())
                        .toArray()));
    return Optional.of(
        RowChunks.chunk(
            path, spark.createDataFrame(numbers, schema(dtype, columns.length)), dtype));
  }

  private static JavaRDD<List<String>> rows(SparkSession spark, String path, TextFormat format) {
    JavaRDD<String> lines =
        TableReader.open(path, () -> spark.read().text(path))
            .toJavaRDD()
            .map(row -> row.getString(0));
    long skipped = format.skipRows();
    if (skipped > 0) {
      lines = lines.zipWithIndex().filter(line -> line._2() >= skipped).map(Tuple2::_1);
    }
    JavaRDD<List<String>> rows =
        lines.map(line -> TextNumber.cells(line, format)).filter(cells -> !cells.isEmpty());
    long most = format.mostRows();
    return most == Long.MAX_VALUE
        ? rows
        : rows.zipWithIndex().filter(row -> row._2() < most).map(Tuple2::_1);
  }

  private static int[] columns(TextFormat format, int width) {
    if (format.columns().isEmpty()) {
      return IntStream.range(0, width).toArray();
    }
    return format.columns().stream()
        .mapToInt(
            column -> {
              if (column < -width || column >= width) {
                throw NDArrayException.of(
                    ErrorCode.VALUE,
                    "invalid column index %d at row 1 with %d columns",
                    column,
                    width);
              }
              return column < 0 ? column + width : column;
            })
        .toArray();
  }

  /**
   * Reads all once to find the first row that has something wrong, before anything is made of it.
   */
  private static void refuse(
      JavaRDD<List<String>> rows, TextFormat format, int width, int[] columns) {
    List<String> problems =
        rows.zipWithIndex()
            .map(row -> problem(row._1(), row._2(), format, width, columns))
            .filter(problem -> !problem.isEmpty())
            .take(1);
    if (!problems.isEmpty()) {
      throw new NDArrayException(ErrorCode.VALUE, problems.get(0));
    }
  }

  /** What is wrong with a row; empty if nothing is. */
  private static String problem(
      List<String> cells, long row, TextFormat format, int width, int[] columns) {
    if (format.columns().isEmpty() && cells.size() != width) {
      return "the number of columns changed from %d to %d at row %d; use `usecols` to select a subset and avoid this error"
          .formatted(width, cells.size(), row + 1);
    }
    for (int column : columns) {
      if (column >= cells.size()) {
        return "invalid column index %d at row %d with %d columns"
            .formatted(column, row + 1, cells.size());
      }
      if (TextNumber.of(cells.get(column), format).isEmpty()) {
        return "could not convert string '%s' to %s at row %d, column %d."
            .formatted(cells.get(column), format.dtype().numpyName(), row, column + 1);
      }
    }
    return "";
  }

  private static StructType schema(DType dtype, int columns) {
    DataType type = dtype == DType.INT64 ? DataTypes.LongType : DataTypes.DoubleType;
    return new StructType(
        IntStream.range(0, columns)
            .mapToObj(column -> DataTypes.createStructField("c" + column, type, false))
            .toArray(StructField[]::new));
  }
}
