package io.github.sparkndarray.frame;

import io.github.sparkndarray.frame.FrameErrors.Condition;
import io.github.sparkndarray.io.ClusterArray;
import io.github.sparkndarray.io.RowIndex;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Makes arrays of DataFrames. A DataFrame must have the same rows in the same order each time it is
 * computed, as for Spark's {@code zipWithIndex}: it is computed to be counted, to be cut into
 * chunks, and for its ids.
 */
public final class FrameReader {
  private static final int FIRST_IDS = 5;

  private FrameReader() {}

  /**
   * The array of shape (rows, …) whose rows are the vectors of a table's rows. All rows are counted
   * and checked now.
   *
   * @param index the column with the rows' ids; null for none
   * @throws org.apache.spark.sql.AnalysisException for columns that are not there or have no
   *     numbers, for missing numbers, for vectors of different lengths and for ids that are not
   *     unique
   */
  public static ClusterArray read(Dataset<Row> table, Features features, @Nullable String index) {
    DataType idType = index == null ? null : TableColumns.field(table, index).dataType();
    RowLayout.Selection selection = RowLayout.select(table, features, 0);
    if (index != null) {
      refuseDuplicates(table, index);
    }
    List<Column> columns = new ArrayList<>(selection.columns());
    if (index != null) {
      columns.add(TableColumns.quoted(index));
    }
    Dataset<Row> selected = table.select(columns.toArray(Column[]::new));
    int idColumn = index == null ? -1 : columns.size() - 1;
    RowLayout layout = selection.layout();
    Vectors<?> vectors =
        ColumnarRows.of(selected)
            .<Vectors<?>>map(
                source ->
                    Vectors.of(source.batches(), source.cursor(layout, idType), layout, features))
            .orElseGet(
                () ->
                    Vectors.ofRows(InternalRows.of(selected), layout, features, idColumn, idType));
    Optional<RowIndex> ids =
        index == null
            ? Optional.empty()
            : Optional.of(
                new RowIndex(index, vectors.count(), ids(table, index, vectors.starts())));
    return VectorChunks.of(vectors, "a DataFrame", ids);
  }

  private static void refuseDuplicates(Dataset<Row> table, String index) {
    Column id = TableColumns.quoted(index);
    Dataset<Row> twice =
        table
            .groupBy(id.as(RowIndex.ID))
            .agg(functions.count(functions.lit(1)).as("count"))
            .filter(functions.col("count").gt(1));
    List<Row> first = twice.orderBy(RowIndex.ID).limit(FIRST_IDS).collectAsList();
    if (!first.isEmpty()) {
      throw FrameErrors.of(
          Condition.ND_DUPLICATE_IDS,
          "Cannot use the column '%s' for ids: %d ids have several rows, the first of them %s",
          index,
          twice.count(),
          String.join(", ", first.stream().map(row -> String.valueOf(row.get(0))).toList()));
    }
  }

  private static Dataset<Row> ids(Dataset<Row> table, String index, long[] starts) {
    Dataset<Row> ids = table.select(TableColumns.quoted(index).as(RowIndex.ID));
    JavaRDD<InternalRow> rows =
        InternalRows.of(ids).mapPartitionsWithIndex((p, it) -> new Numbered(it, starts[p]), true);
    StructType schema =
        new StructType()
            .add(RowIndex.POSITION, DataTypes.LongType, false)
            .add(RowIndex.ID, ids.schema().fields()[0].dataType());
    return InternalRows.toDataFrame(table.sparkSession(), rows, schema);
  }

  /** A partition's rows with their numbers in front. */
  static final class Numbered implements Iterator<InternalRow> {
    private final Iterator<InternalRow> rows;
    private final JoinedRow joined = new JoinedRow();
    private final GenericInternalRow number = new GenericInternalRow(1);
    private long next;

    Numbered(Iterator<InternalRow> rows, long first) {
      this.rows = rows;
      this.next = first;
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public InternalRow next() {
      number.setLong(0, next++);
      return joined.apply(number, rows.next());
    }
  }
}
