package io.github.sparkndarray.sql;

import io.github.sparkndarray.sql.row.RowArrays;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.jspecify.annotations.Nullable;

/**
 * The right side of a join of vectors, as it is broadcast: the rows that have a vector, in Spark's
 * order, and their vectors packed for a measure.
 */
final class VectorTable implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Expression vector;
  private final PackedRows rows;
  private final boolean isEmpty;
  private final int width;
  private final @Nullable Serializable packed;

  private VectorTable(
      Expression vector,
      PackedRows rows,
      boolean isEmpty,
      int width,
      @Nullable Serializable packed) {
    this.vector = vector;
    this.rows = rows;
    this.isEmpty = isEmpty;
    this.width = width;
    this.packed = packed;
  }

  /**
   * A table of all rows of a side.
   *
   * @param vector the expression of a row's vector
   */
  static VectorTable of(PairMeasure measure, Expression vector, InternalRow[] all) {
    List<UnsafeRow> rows = new ArrayList<>(all.length);
    List<ArrayData> vectors = new ArrayList<>(all.length);
    boolean isRagged = false;
    for (InternalRow row : all) {
      ArrayData of = (ArrayData) vector.eval(row);
      if (of != null) {
        rows.add((UnsafeRow) row);
        vectors.add(of);
        isRagged |= of.numElements() != vectors.get(0).numElements() || RowArrays.hasNull(of);
      }
    }
    int width = vectors.isEmpty() ? 0 : vectors.get(0).numElements();
    isRagged |= (long) rows.size() * width > Integer.MAX_VALUE - Long.BYTES;
    return new VectorTable(
        vector,
        PackedRows.of(rows),
        all.length == 0,
        width,
        isRagged ? null : measure.pack(vectors, width));
  }

  /** Whether the side has no rows, not even some without a vector. */
  boolean isEmpty() {
    return isEmpty;
  }

  /** How many rows have a vector. */
  int size() {
    return rows.size();
  }

  UnsafeRow row(int j) {
    return rows.row(j);
  }

  /** Whether some vectors are of other lengths than others, or have null elements. */
  boolean isRagged() {
    return packed == null;
  }

  /** A row's vector as Spark has it. */
  ArrayData vector(int j) {
    return (ArrayData) vector.eval(rows.row(j));
  }

  /** The length of all vectors. */
  int width() {
    return width;
  }

  /** The vectors as the measure packed them; null where the table is ragged. */
  @Nullable Serializable packed() {
    return packed;
  }
}
