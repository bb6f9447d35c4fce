package io.github.sparkndarray.sql;

import java.io.Serializable;
import java.util.ArrayList;
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
    List<Integer> ends = new ArrayList<>();
    int end = 0;
    for (int j = 0; j < rows.size(); j++) {
      sizes[j] = rows.get(j).getSizeInBytes();
      if (end > 0 && (long) end + sizes[j] > most) {
        ends.add(end);
        end = 0;
      }
      slabOf[j] = ends.size();
      offsets[j] = end;
      end += sizes[j];
    }
    ends.add(end);
    byte[][] slabs = ends.stream().map(byte[]::new).toArray(byte[][]::new);
    for (int j = 0; j < rows.size(); j++) {
      rows.get(j).writeToMemory(slabs[slabOf[j]], Platform.BYTE_ARRAY_OFFSET + offsets[j]);
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
