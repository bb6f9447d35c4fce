package io.github.sparkndarray.frame;

import io.github.sparkndarray.dtype.DType;
import java.util.Iterator;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.jspecify.annotations.Nullable;

/** Vectors in columnar batches, whose numbers are taken out of columns and not out of rows. */
abstract class BatchCursor implements VectorCursor {

  /**
   * Where the columns of a table are in its batches.
   *
   * @param vectors those of the vectors, in their order
   * @param id that of the rows' ids; -1 if there is none
   * @param idType their type; null if there is none
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Columns(int[] vectors, int id, @Nullable DataType idType)
      implements java.io.Serializable {}

  private final Iterator<ColumnarBatch> batches;
  private final Columns columns;
  private @Nullable ColumnarBatch batch;
  private int rows;
  private int row = -1;

  BatchCursor(Iterator<ColumnarBatch> batches, Columns columns) {
    this.batches = batches;
    this.columns = columns;
  }

  /** What goes through vectors of a layout. */
  static Function<Iterator<ColumnarBatch>, VectorCursor> of(RowLayout layout, Columns columns) {
    DType dtype = layout.dtype();
    return switch (layout.form()) {
      case COLUMNS -> it -> new BatchOfNumbers(it, dtype, columns);
      case ARRAY, BINARY -> it -> new BatchOfArrays(it, layout, columns);
    };
  }

  /** Begins with the rows of another batch. */
  abstract void open(ColumnarBatch next);

  int[] vectorColumns() {
    return columns.vectors();
  }

  /** The present row's place in its batch. */
  int row() {
    return row;
  }

  @Override
  public boolean next() {
    row++;
    while (row >= rows) {
      if (!batches.hasNext()) {
        return false;
      }
      ColumnarBatch next = batches.next();
      batch = next;
      rows = next.numRows();
      row = 0;
      open(next);
    }
    return true;
  }

  @Override
  public String id() {
    ColumnarBatch of = batch;
    DataType type = columns.idType();
    return of == null || type == null ? "" : String.valueOf(of.getRow(row).get(columns.id(), type));
  }
}
