package io.github.sparkndarray.frame;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.shape.Shape;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.InterpretedOrdering;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import scala.jdk.javaapi.CollectionConverters;

/**
 * How the vectors of a group's rows are read, and in what order.
 *
 * @param layout where the numbers are
 * @param itemShape the shape of a vector
 * @param order by what rows are in order; empty where they are in none
 */
@SuppressWarnings("ArrayRecordComponent")
public record GroupLayout(RowLayout layout, int[] itemShape, List<SortOrder> order)
    implements Serializable {

  /** The rows in order. */
  public List<InternalRow> inOrder(List<InternalRow> rows) {
    List<InternalRow> sorted = new ArrayList<>(rows);
    if (!order.isEmpty()) {
      InterpretedOrdering ordering =
          new InterpretedOrdering(CollectionConverters.asScala(order).toSeq());
      sorted.sort(ordering::compare);
    }
    return sorted;
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
