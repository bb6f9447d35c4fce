package io.github.sparkndarray.frame;

import io.github.sparkndarray.dtype.DType;
import java.nio.ByteBuffer;
import java.util.Iterator;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.jspecify.annotations.Nullable;

/**
 * Vectors in a column of arrays or of bytes. The numbers of all rows of a batch lie one after the
 * other in one column: those of a vector are copied out of it all at once.
 */
final class BatchOfArrays extends BatchCursor {
  private final RowLayout layout;
  private final DType dtype;
  private @Nullable ColumnVector column;

  /** Whether a vector of the batch, or a number in one, may be missing. */
  private boolean mayLackNumbers;

  BatchOfArrays(Iterator<ColumnarBatch> batches, RowLayout layout, Columns columns) {
    super(batches, columns);
    this.layout = layout;
    this.dtype = layout.dtype();
  }

  @Override
  void open(ColumnarBatch next) {
    ColumnVector vectors = next.column(vectorColumns()[0]);
    column = vectors;
    mayLackNumbers = vectors.hasNull();
    if (layout.form() == RowLayout.Form.ARRAY) {
      ColumnVector inside = vectors;
      for (int axis = 0; axis < layout.count(); axis++) {
        inside = inside.getChild(0);
        mayLackNumbers |= inside.hasNull();
      }
    }
  }

  private ColumnVector column() {
    ColumnVector vectors = column;
    if (vectors == null) {
      throw new IllegalStateException("there is no row");
    }
    return vectors;
  }

  private boolean isNull() {
    return mayLackNumbers && column().isNullAt(row());
  }

  private ColumnarArray array() {
    return column().getArray(row());
  }

  @Override
  public boolean isMissing() {
    return mayLackNumbers
        && (isNull()
            || (layout.form() == RowLayout.Form.ARRAY
                && NestedArrays.lackNumbers(array(), layout.count())));
  }

  @Override
  public int @Nullable [] shape() throws RaggedArrayException {
    if (isNull()) {
      return null;
    }
    return layout.form() == RowLayout.Form.ARRAY
        ? NestedArrays.shape(array(), layout.count())
        : new int[] {Numbers.count(column().getBinary(row()), dtype)};
  }

  @Override
  public boolean fits(int[] shape) {
    if (isNull()) {
      return true;
    }
    return layout.form() == RowLayout.Form.ARRAY
        ? NestedArrays.fit(array(), shape, 0)
        : column().getBinary(row()).length == (long) shape[0] * dtype.itemSize();
  }

  @Override
  public void write(ByteBuffer target, int[] shape) {
    if (isNull()) {
      Numbers.putNaN(target, dtype, Numbers.product(shape, 0));
    } else if (layout.form() == RowLayout.Form.BINARY) {
      target.put(column().getBinary(row()));
    } else if (mayLackNumbers || shape.length > 1) {
      NestedArrays.write(array(), target, dtype, shape, 0);
    } else {
      Numbers.putAll(target, dtype, array());
    }
  }
}
