package io.github.sparkndarray.sql;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.unsafe.Platform;

/**
 * Rows whose bytes lie one after the other in a few arrays. Any serializer writes those much faster
 * than an object for each row, and none needs to know of them.
 */
final class PackedRows implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The most bytes of an array that has more than one row. */
  private static final int SLAB = 64 << 20;

  private final int fields;
  private final byte[][] slabs;
  private final int[] slabOf;
  private final int[] offsets;
  private final int[] sizes;

  private PackedRows(int fields, byte[][] slabs, int[] slabOf, int[] offsets, int[] sizes) {
    this.fields = fields;
    this.slabs = slabs;
    this.slabOf = slabOf;
    this.offsets = offsets;
    this.sizes = sizes;
  }

  /** Copies of rows of one schema. */
  static PackedRows of(List<UnsafeRow> rows) {
    return of(rows, SLAB);
  }

  /**
   * Copies of rows of one schema.
   *
   * @param most the most bytes of an array that has more than one row
   */
  static PackedRows of(List<UnsafeRow> rows, int most) {
    int[] slabOf = new int[rows.size()];
    int[] offsets = new int[rows.size()];
    int[] sizes = new int[rows.size()];
    int slab = 0;
    int end = 0;
    for (int j = 0; j < rows.size(); j++) {
      sizes[j] = rows.get(j).getSizeInBytes();
      if (end > 0 && (long) end + sizes[j] > most) {
        slab++;
        end = 0;
      }
      slabOf[j] = slab;
      offsets[j] = end;
      end += sizes[j];
    }
    byte[][] slabs = new byte[slab + 1][];
    int last = rows.size();
    for (int i = slab; i >= 0; i--) {
      int first = last;
      while (first > 0 && slabOf[first - 1] == i) {
        first--;
      }
      slabs[i] = new byte[first == last ? 0 : offsets[last - 1] + sizes[last - 1]];
      for (int j = first; j < last; j++) {
        rows.get(j).writeToMemory(slabs[i], Platform.BYTE_ARRAY_OFFSET + offsets[j]);
      }
      last = first;
    }
    int fields = rows.isEmpty() ? 0 : rows.get(0).numFields();
    return new PackedRows(fields, slabs, slabOf, offsets, sizes);
  }

  int size() {
    return sizes.length;
  }

  UnsafeRow row(int j) {
    UnsafeRow row = new UnsafeRow(fields);
    row.pointTo(slabs[slabOf[j]], Platform.BYTE_ARRAY_OFFSET + offsets[j], sizes[j]);
    return row;
  }
}
