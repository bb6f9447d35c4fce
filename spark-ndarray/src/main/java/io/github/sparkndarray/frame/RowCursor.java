package io.github.sparkndarray.frame;

import io.github.sparkndarray.dtype.DType;
import java.nio.ByteBuffer;
import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;

/** Vectors in Spark's internal rows, of whatever layout. */
final class RowCursor implements VectorCursor {
  private final Iterator<InternalRow> rows;
  private final RowLayout layout;
  private final DType dtype;
  private final int first;
  private final int idColumn;
  private final @Nullable DataType idType;
  private @Nullable InternalRow current;

  /**
   * @param idColumn the number of the column that has the rows' ids
   * @param idType its type; null if there is none
   */
  RowCursor(Iterator<InternalRow> rows, RowLayout layout, int idColumn, @Nullable DataType idType) {
    this.rows = rows;
    this.layout = layout;
    this.dtype = layout.dtype();
    this.first = layout.first();
    this.idColumn = idColumn;
    this.idType = idType;
  }

  @Override
  public boolean next() {
    boolean more = rows.hasNext();
    current = more ? rows.next() : null;
    return more;
  }

  private InternalRow row() {
    InternalRow row = current;
    if (row == null) {
      throw new IllegalStateException("there is no row");
    }
    return row;
  }

  @Override
  public boolean isMissing() {
    InternalRow row = row();
    if (layout.form() != RowLayout.Form.COLUMNS) {
      return row.isNullAt(first)
          || (layout.form() == RowLayout.Form.ARRAY
              && NestedArrays.lackNumbers(row.getArray(first), layout.count()));
    }
    for (int c = first; c < first + layout.count(); c++) {
      if (row.isNullAt(c)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int @Nullable [] shape() throws RaggedArrayException {
    if (layout.form() == RowLayout.Form.COLUMNS) {
      return new int[] {layout.count()};
    }
    InternalRow row = row();
    if (row.isNullAt(first)) {
      return null;
    }
    if (layout.form() == RowLayout.Form.BINARY) {
      return new int[] {Numbers.count(row.getBinary(first), dtype)};
    }
    return NestedArrays.shape(row.getArray(first), layout.count());
  }

  @Override
  public boolean fits(int[] shape) {
    InternalRow row = row();
    return switch (layout.form()) {
      case COLUMNS -> true;
      case BINARY ->
          row.isNullAt(first) || row.getBinary(first).length == (long) shape[0] * dtype.itemSize();
      case ARRAY -> row.isNullAt(first) || NestedArrays.fit(row.getArray(first), shape, 0);
    };
  }

  @Override
  public void write(ByteBuffer target, int[] shape) {
    InternalRow row = row();
    switch (layout.form()) {
      case COLUMNS -> writeColumns(row, target);
      case BINARY -> {
        if (row.isNullAt(first)) {
          Numbers.putNaN(target, dtype, shape[0]);
        } else {
          target.put(row.getBinary(first));
        }
      }
      case ARRAY -> {
        if (row.isNullAt(first)) {
          Numbers.putNaN(target, dtype, Numbers.product(shape, 0));
        } else {
          NestedArrays.write(row.getArray(first), target, dtype, shape, 0);
        }
      }
    }
  }

  private void writeColumns(InternalRow row, ByteBuffer target) {
    for (int c = first; c < first + layout.count(); c++) {
      if (row.isNullAt(c)) {
        Numbers.putNaN(target, dtype, 1);
        continue;
      }
      switch (dtype) {
        case BOOL -> target.put((byte) (row.getBoolean(c) ? 1 : 0));
        case INT32 -> target.putInt(row.getInt(c));
        case INT64 -> target.putLong(row.getLong(c));
        case FLOAT32 -> target.putFloat(row.getFloat(c));
        default -> target.putDouble(row.getDouble(c));
      }
    }
  }

  @Override
  public String id() {
    DataType type = idType;
    return type == null ? "" : String.valueOf(row().get(idColumn, type));
  }
}
