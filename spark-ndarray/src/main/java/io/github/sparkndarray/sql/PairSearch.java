package io.github.sparkndarray.sql;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.jspecify.annotations.Nullable;

/** Finds what one row of the left side after the other is joined with; of one task. */
abstract class PairSearch {
  /** Goes on to a row of the left side and tells how many rows come of it. */
  abstract int find(@Nullable ArrayData vector);

  /** What the row is joined with in one of the rows that come of it. */
  abstract InternalRow right(int i);
}
