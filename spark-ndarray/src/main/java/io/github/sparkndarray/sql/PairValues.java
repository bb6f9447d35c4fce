package io.github.sparkndarray.sql;

import io.github.sparkndarray.sql.row.RowArrays;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.jspecify.annotations.Nullable;

/**
 * The values of a measure for one vector and the rows of a table: a tile at a time where lengths
 * fit and no element is null, otherwise one at a time, as Spark computes them.
 */
abstract class PairValues {
  /** How many values a tile has: what stays in the first cache. */
  static final int TILE = 512;

  /** How many values from a wanted one on are compared one by one, as more may be wanted. */
  private static final int FEW = 8;

  /** After how many values of a tile, each better than those before, the best one is looked for. */
  private static final int SHOWN = 2;

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

  /**
   * Computes a tile: the values for the vector taken and {@code count} rows.
   *
   * @return whether all are surely beyond a limit
   */
  abstract boolean compute(int from, int count, Limit limit);

  /** What was computed last. */
  abstract PairTile tile();

  /** What was computed for values that are surely beyond a limit is at or beyond this. */
  double beyond(Limit limit) {
    return tile().limit(limit);
  }

  /** The value of a row for which something was computed; where there is none, any number. */
  double valueOf(int row, double computed) {
    return computed;
  }

  /** A value that is no better than the one that something computed stands for. */
  double atWorst(double computed, boolean isLower) {
    return computed;
  }

  /** Whether there is no value for some rows. */
  boolean hasNulls() {
    return false;
  }

  /** Whether there is no value for the vector taken and a row. */
  boolean isNull(int row) {
    return false;
  }

  /** Spark's value for a vector and a row; null where there is none. */
  abstract @Nullable Double value(ArrayData vector, int row);

  /** What looks at the values that may be wanted; it may make the limit closer. */
  interface Seen {
    void value(int row, double value);
  }

  /** Shows all values for a vector but some that are beyond a limit, in the order of rows. */
  void forEach(ArrayData vector, Limit limit, Seen seen) {
    forEach(vector, limit, false, seen);
  }

  /**
   * Shows all values for a vector but some that are not the best one: at or beyond a limit, or
   * worse than others.
   */
  void forBest(ArrayData vector, Limit limit, Seen seen) {
    forEach(vector, limit, true, seen);
  }

  private void forEach(ArrayData vector, Limit limit, boolean isForBest, Seen seen) {
    if (!take(vector)) {
      for (int j = 0; j < table.size(); j++) {
        Double value = value(vector, j);
        if (value != null) {
          seen.value(j, value);
        }
      }
      return;
    }
    for (int from = 0; from < table.size(); from += TILE) {
      int count = Math.min(TILE, table.size() - from);
      if (!compute(from, count, limit)) {
        forEach(from, count, limit, isForBest && !hasNulls(), seen);
      }
    }
  }

  private void forEach(int from, int count, Limit limit, boolean isForBest, Seen seen) {
    int left = isForBest ? SHOWN : 0;
    PairTile tile = tile();
    boolean isLower = limit.isLower();
    int j = tile.next(0, count, beyond(limit), isLower);
    while (j < count) {
      int end = Math.min(count, j + FEW);
      while (j < end) {
        if (!isNull(from + j)) {
          seen.value(from + j, valueOf(from + j, tile.at(j)));
          if (left > 0 && --left == 0) {
            limit.notBefore(atWorst(tile.best(count, isLower), isLower));
          }
        }
        j = tile.nextNear(j + 1, end, beyond(limit), isLower);
      }
      j = tile.next(j, count, beyond(limit), isLower);
    }
  }
}
