package io.github.sparkndarray.frame;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.shape.Shape;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.InterpretedOrdering;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * How the vectors of a group's rows are read, and in what order.
 *
 * @param layout where the numbers are
 * @param itemShape the shape of a vector
 * @param idType the type of the ids by which rows are in order; empty where they are in none
 * @param idColumn which column has them
 */
@SuppressWarnings("ArrayRecordComponent")
public record GroupLayout(RowLayout layout, int[] itemShape, List<DataType> idType, int idColumn)
    implements Serializable {

  /** The rows by id, rows of the same id by their bytes, so that the order is always the same. */
  public List<InternalRow> inOrder(List<InternalRow> rows) {
    Comparator<InternalRow> byBytes =
        (a, b) -> Arrays.compare(((UnsafeRow) a).getBytes(), ((UnsafeRow) b).getBytes());
    List<InternalRow> sorted = new ArrayList<>(rows);
    if (idType.isEmpty()) {
      return sorted;
    }
    InterpretedOrdering ordering =
        InterpretedOrdering.forSchema(CollectionConverters.asScala(idType).toSeq());
    Comparator<InternalRow> byId = (a, b) -> ordering.compare(id(a), id(b));
    sorted.sort(byId.thenComparing(byBytes));
    return sorted;
  }

  private InternalRow id(InternalRow row) {
    GenericInternalRow id = new GenericInternalRow(1);
    id.update(0, row.isNullAt(idColumn) ? null : row.get(idColumn, idType.get(0)));
    return id;
  }

  /** The array of shape (rows, …) of the vectors of some rows. */
  public HostArray vectors(List<InternalRow> rows) {
    long[] extents = new long[1 + itemShape.length];
    extents[0] = rows.size();
    for (int axis = 0; axis < itemShape.length; axis++) {
      extents[1 + axis] = itemShape[axis];
    }
    HostArray array = HostArray.allocate(layout.dtype(), Shape.of(extents));
    ByteBuffer target = array.writableBuffer();
    RowCursor cursor = new RowCursor(rows.iterator(), layout, 0, null);
    while (cursor.next()) {
      cursor.write(target, itemShape);
    }
    return array;
  }
}
