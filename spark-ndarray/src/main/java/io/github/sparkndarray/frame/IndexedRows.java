package io.github.sparkndarray.frame;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Stored;
import io.github.sparkndarray.frame.FrameReader.Numbered;
import io.github.sparkndarray.io.RowIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * A table's rows, numbered, with the array of their vectors. They are kept in the cluster's memory
 * and on its disks as long as somebody refers to them, so that row and vector belong together
 * whatever the table is computed from.
 */
public final class IndexedRows {
  private static final String HIDDEN = "__vector_";

  private final Dataset<Row> table;
  private final JavaRDD<InternalRow> rows;
  private final StructType stored;
  private final Vectors<InternalRow> vectors;
  private final long bytes;

  private IndexedRows(
      Dataset<Row> table,
      JavaRDD<InternalRow> rows,
      StructType stored,
      Vectors<InternalRow> vectors,
      long bytes) {
    this.table = table;
    this.rows = rows;
    this.stored = stored;
    this.vectors = vectors;
    this.bytes = bytes;
  }

  /**
   * Computes a table's rows and keeps them.
   *
   * @param id by which they are numbered, equal ones by what else they have; null to number them as
   *     they come
   */
  public static IndexedRows of(Dataset<Row> table, Features features, @Nullable String id) {
    int width = table.columns().length;
    Dataset<Row> selected = withVectors(table, features);
    if (id != null) {
      Stream<StructField> order = TableColumns.inOrder(table, id).stream();
      selected =
          selected.orderBy(order.map(f -> TableColumns.quoted(f.name())).toArray(Column[]::new));
    }
    RowLayout layout = RowLayout.select(table, features, width).layout();
    JavaRDD<InternalRow> rows =
        InternalRows.of(selected)
            .map(row -> (InternalRow) row.copy())
            .persist(StorageLevel.MEMORY_AND_DISK_SER());
    long bytes =
        rows.mapPartitions(it -> List.of(size(it)).iterator(), true).collect().stream()
            .mapToLong(Long::longValue)
            .sum();
    int idColumn = id == null ? -1 : Arrays.asList(table.columns()).indexOf(id);
    DataType idType = id == null ? null : TableColumns.field(table, id).dataType();
    Vectors<InternalRow> vectors = Vectors.ofRows(rows, layout, features, idColumn, idType);
    return new IndexedRows(table, rows, selected.schema(), vectors, bytes);
  }

  /**
   * The dtype of a table's vectors.
   *
   * @throws org.apache.spark.sql.AnalysisException where there are no such columns, or they do not
   *     hold a vector of numbers in each row
   */
  public static DType requireVectors(Dataset<Row> table, Features features) {
    RowLayout layout = RowLayout.select(table, features, 0).layout();
    if (layout.form() == RowLayout.Form.ARRAY && layout.count() > 1) {
      StructField field = TableColumns.field(table, features.columns().get(0));
      throw FrameErrors.of(
          FrameErrors.Condition.ND_WRONG_TYPE,
          "Cannot take vectors from the column '%s', which is %s: a vector is an array of numbers",
          field.name(),
          field.dataType().simpleString());
    }
    return layout.dtype();
  }

  /** The table with the columns after its own that vectors are read from. */
  static Dataset<Row> withVectors(Dataset<Row> table, Features features) {
    List<Column> columns = new ArrayList<>();
    for (String name : table.columns()) {
      columns.add(TableColumns.quoted(name));
    }
    int number = 0;
    for (Column column : RowLayout.select(table, features, 0).columns()) {
      columns.add(column.as(HIDDEN + number++));
    }
    return table.select(columns.toArray(Column[]::new));
  }

  private static long size(java.util.Iterator<InternalRow> rows) {
    long bytes = 0;
    while (rows.hasNext()) {
      bytes += ((UnsafeRow) rows.next()).getSizeInBytes();
    }
    return bytes;
  }

  /** How many rows there are. */
  public long count() {
    return vectors.count();
  }

  /** The size of all rows. */
  public long bytes() {
    return bytes;
  }

  /** The lengths of the axes of a vector. */
  public int[] vectorShape() {
    return vectors.itemShape();
  }

  /** The array of shape (rows, …) of the vectors. */
  public Expr array(String name) {
    return new Stored(VectorChunks.of(vectors, name, Optional.empty()));
  }

  /** The rows with their numbers in front of the table's columns. */
  public Dataset<Row> numbered() {
    long[] starts = vectors.starts();
    StructType schema = new StructType().add(RowIndex.POSITION, DataTypes.LongType, false);
    for (var field : stored.fields()) {
      schema = schema.add(field);
    }
    Dataset<Row> all =
        InternalRows.toDataFrame(
            table.sparkSession(),
            rows.mapPartitionsWithIndex((p, it) -> new Numbered(it, starts[p]), true),
            schema);
    List<Column> columns = new ArrayList<>();
    columns.add(TableColumns.quoted(RowIndex.POSITION));
    for (String name : table.columns()) {
      columns.add(TableColumns.quoted(name));
    }
    return all.select(columns.toArray(Column[]::new));
  }
}
