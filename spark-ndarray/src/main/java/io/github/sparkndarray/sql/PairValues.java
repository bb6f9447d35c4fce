package io.github.sparkndarray.sql;

import io.github.sparkndarray.sql.row.RowArrays;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.jspecify.annotations.Nullable;

/**
 * The values of a measure for one vector and the rows of a table: many at a time where lengths fit
 * and no element is null, otherwise one at a time, as Spark computes them.
 */
abstract class PairValues {
  private final VectorTable table;

  PairValues(VectorTable table) {
    this.table = table;
  }

  /** Whether values of a vector can be computed many at a time. */
  boolean isPlain(ArrayData vector) {
    return !table.isRagged() && vector.numElements() == table.width() && !RowArrays.hasNull(vector);
  }

  /** Goes on to a vector for which values are computed many at a time; false where they cannot. */
  abstract boolean take(ArrayData vector);

  /** The values for the vector taken and {@code count} rows; where there is none, any number. */
  abstract void values(int from, int count, double[] out);

  /** Whether there is no value for the vector taken and a row. */
  boolean isNull(int row) {
    return false;
  }

  /** Spark's value for a vector and a row; null where there is none. */
  abstract @Nullable Double value(ArrayData vector, int row);
}
