package io.github.sparkndarray.sql;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.jspecify.annotations.Nullable;

/** The rows of a table whose values are on one side of a threshold, in the table's order. */
final class RowsWithin extends PairSearch {
  private final WithinSpec spec;
  private final VectorTable table;
  private final PairValues pairs;
  private final Limit limit;
  private int[] found = new int[PairValues.TILE];
  private int count;

  RowsWithin(WithinSpec spec, VectorTable table) {
    this.spec = spec;
    this.table = table;
    this.pairs = spec.measure().over(table);
    this.limit = spec.limit();
  }

  @Override
  int find(@Nullable ArrayData vector) {
    count = 0;
    if (vector != null) {
      pairs.forEach(vector, limit, this::consider);
    }
    return count;
  }

  private void consider(int row, double value) {
    if (spec.comparison().holds(value, spec.threshold())) {
      add(row);
    }
  }

  private void add(int row) {
    if (count == found.length) {
      found = Arrays.copyOf(found, Math.multiplyExact(count, 2));
    }
    found[count++] = row;
  }

  @Override
  InternalRow right(int i) {
    return table.row(found[i]);
  }
}
