package io.github.sparkndarray.frame;

import io.github.sparkndarray.dtype.DType;
import java.nio.ByteBuffer;
import java.util.Iterator;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.jspecify.annotations.Nullable;

/** Vectors whose elements are columns: a column's numbers are taken out of a batch all at once. */
final class BatchOfNumbers extends BatchCursor {
  private final DType dtype;

  /** The numbers of a batch, element by element: primitive arrays of the dtype. */
  private final Object[] numbers;

  private final @Nullable ColumnVector[] withNulls;

  BatchOfNumbers(Iterator<ColumnarBatch> batches, DType dtype, Columns columns) {
    super(batches, columns);
    this.dtype = dtype;
    this.numbers = new Object[columns.vectors().length];
    this.withNulls = new ColumnVector[columns.vectors().length];
  }

  @Override
  void open(ColumnarBatch next) {
    int rows = next.numRows();
    for (int c = 0; c < numbers.length; c++) {
      ColumnVector column = next.column(vectorColumns()[c]);
      withNulls[c] = column.hasNull() ? column : null;
      numbers[c] =
          switch (dtype) {
            case BOOL -> column.getBooleans(0, rows);
            case INT32 -> column.getInts(0, rows);
            case INT64 -> column.getLongs(0, rows);
            case FLOAT32 -> column.getFloats(0, rows);
            default -> column.getDoubles(0, rows);
          };
    }
  }

  private boolean isNull(int column) {
    ColumnVector vector = withNulls[column];
    return vector != null && vector.isNullAt(row());
  }

  @Override
  public boolean isMissing() {
    for (int c = 0; c < numbers.length; c++) {
      if (isNull(c)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int[] shape() {
    return new int[] {numbers.length};
  }

  @Override
  public boolean fits(int[] shape) {
    return true;
  }

  @Override
  public void write(ByteBuffer target, int[] shape) {
    for (int c = 0; c < numbers.length; c++) {
      if (isNull(c)) {
        Numbers.putNaN(target, dtype, 1);
        continue;
      }
      switch (dtype) {
        case BOOL -> target.put((byte) (((boolean[]) numbers[c])[row()] ? 1 : 0));
        case INT32 -> target.putInt(((int[]) numbers[c])[row()]);
        case INT64 -> target.putLong(((long[]) numbers[c])[row()]);
        case FLOAT32 -> target.putFloat(((float[]) numbers[c])[row()]);
        default -> target.putDouble(((double[]) numbers[c])[row()]);
      }
    }
  }
}
