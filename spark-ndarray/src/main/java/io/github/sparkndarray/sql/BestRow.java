package io.github.sparkndarray.sql;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.SQLOrderingUtil;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * The best row of a table. Of equal values Spark's {@code min} keeps the first, {@code min_by} the
 * row of the last.
 */
final class BestRow extends PairSearch {
  private static final int NONE = -1;

  private final VectorTable table;
  private final PairValues pairs;
  private final boolean ascending;
  private final boolean isSingle;
  private final double[] values = new double[TILE];
  private final InternalRow noRow;
  private final Object[] value = new Object[1];
  private final JoinedRow right = new JoinedRow();
  private double best;
  private int row;

  BestRow(BestSpec spec, VectorTable table, int rightColumns) {
    this.table = table;
    this.pairs = spec.measure().over(table);
    this.ascending = spec.ascending();
    this.isSingle = spec.value().dataType().equals(DataTypes.FloatType);
    this.noRow = new GenericInternalRow(rightColumns);
    right.withRight(new GenericInternalRow(value));
  }

  @Override
  int find(@Nullable ArrayData vector) {
    row = NONE;
    best = Double.NaN;
    if (vector != null && pairs.take(vector)) {
      for (int from = 0; from < table.size(); from += TILE) {
        int count = Math.min(TILE, table.size() - from);
        pairs.values(from, count, values);
        considerTile(from, count);
      }
    } else if (vector != null) {
      for (int j = 0; j < table.size(); j++) {
        Double of = pairs.value(vector, j);
        if (of != null) {
          consider(j, of);
        }
      }
    }
    return table.isEmpty() ? 0 : 1;
  }

  private void considerTile(int from, int count) {
    for (int j = 0; j < count; j++) {
      // Also where either is NaN.
      boolean mayBeBetter = ascending ? !(values[j] > best) : !(values[j] < best);
      if (mayBeBetter && !pairs.isNull(from + j)) {
        consider(from + j, values[j]);
      }
    }
  }

  private void consider(int j, double of) {
    int compared = row == NONE ? 1 : SQLOrderingUtil.compareDoubles(best, of);
    boolean isBetter = row == NONE || (ascending ? compared > 0 : compared < 0);
    if (isBetter) {
      best = of;
    }
    if (isBetter || compared == 0) {
      row = j;
    }
  }

  @Override
  InternalRow right(int i) {
    if (row == NONE) {
      value[0] = null;
    } else {
      value[0] = isSingle ? (Object) (float) best : (Object) best;
    }
    return right.withLeft(row == NONE ? noRow : table.row(row));
  }
}
