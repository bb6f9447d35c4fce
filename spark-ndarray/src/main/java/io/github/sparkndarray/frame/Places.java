package io.github.sparkndarray.frame;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.shape.Box;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;

/** Rows of elements: the index along each of an array's axes, then the element. */
record Places(int axes) implements Serializable {

  /** The row of the element at a C-ordered position of a box. */
  InternalRow row(Box box, long position, Object element) {
    GenericInternalRow row = new GenericInternalRow(axes + 1);
    long rest = position;
    for (int axis = axes - 1; axis >= 0; axis--) {
      long index = box.origin(axis) + rest % box.extent(axis);
      row.setLong(axis, index);
      rest /= box.extent(axis);
    }
    row.update(axes, element);
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
    GenericInternalRow row = new GenericInternalRow(axes + 1);
    for (int axis = 0; axis < axes; axis++) {
      row.setLong(axis, (long) found.get(axis).get(i));
    }
    row.update(axes, found.get(axes).get(i));
    return row;
  }
}
