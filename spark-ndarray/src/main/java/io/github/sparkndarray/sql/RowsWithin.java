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
  private final double[] values = new double[TILE];
  private int[] found = new int[TILE];
  private int count;

  RowsWithin(WithinSpec spec, VectorTable table) {
    this.spec = spec;
    this.table = table;
    this.pairs = spec.measure().over(table);
  }

  @Override
  int find(@Nullable ArrayData vector) {
    count = 0;
    if (vector == null) {
      return 0;
    }
    if (pairs.take(vector)) {
      for (int from = 0; from < table.size(); from += TILE) {
        int length = Math.min(TILE, table.size() - from);
        pairs.values(from, length, values);
        addTile(from, length);
      }
    } else {
      for (int j = 0; j < table.size(); j++) {
        Double value = pairs.value(vector, j);
        if (value != null && spec.comparison().holds(value, spec.threshold())) {
          add(j);
        }
      }
    }
    return count;
  }

  private void addTile(int from, int length) {
    WithinSpec.Comparison comparison = spec.comparison();
    double threshold = spec.threshold();
    for (int j = 0; j < length; j++) {
      if (comparison.holds(values[j], threshold) && !pairs.isNull(from + j)) {
        add(from + j);
      }
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
