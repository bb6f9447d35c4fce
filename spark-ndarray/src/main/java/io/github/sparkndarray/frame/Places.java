package io.github.sparkndarray.frame;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.frame.AxisIndexes.AxisIndex;
import io.github.sparkndarray.shape.Box;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;

/**
 * Rows of elements: for each axis an index, or where the axis goes through the rows of a table, the
 * row's position in that; then the element.
 *
 * @param starts for each axis the place of index 0
 * @param steps for each axis how far apart the places of two indices are
 */
@SuppressWarnings("ArrayRecordComponent")
record Places(long[] starts, long[] steps) implements Serializable {

  static Places of(AxisIndexes indexes) {
    return new Places(
        indexes.axes().stream().mapToLong(i -> i.map(AxisIndex::start).orElse(0L)).toArray(),
        indexes.axes().stream().mapToLong(i -> i.map(AxisIndex::step).orElse(1L)).toArray());
  }

  /** The row of the element at a C-ordered position of a box. */
  InternalRow row(Box box, long position, Object element) {
    GenericInternalRow row = new GenericInternalRow(starts.length + 1);
    long rest = position;
    for (int axis = starts.length - 1; axis >= 0; axis--) {
      long index = box.origin(axis) + rest % box.extent(axis);
      row.setLong(axis, starts[axis] + steps[axis] * index);
      rest /= box.extent(axis);
    }
    row.update(starts.length, element);
    return row;
  }

  /**
   * The rows of some elements.
   *
   * @param found indices along each axis, then the elements
   */
  Iterator<InternalRow> rows(List<HostArray> found) {
    List<ElementReader> readers = found.stream().map(ElementReader::new).toList();
    return IntStream.range(0, found.get(0).size()).mapToObj(i -> row(readers, i)).iterator();
  }

  private InternalRow row(List<ElementReader> found, int i) {
    GenericInternalRow row = new GenericInternalRow(starts.length + 1);
    for (int axis = 0; axis < starts.length; axis++) {
      row.setLong(axis, starts[axis] + steps[axis] * (long) found.get(axis).get(i));
    }
    row.update(starts.length, found.get(starts.length).get(i));
    return row;
  }
}
