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
  private final Limit limit;
  private final InternalRow noRow;
  private final Object[] value = new Object[1];
  private final JoinedRow right = new JoinedRow();
  private double best;
  private int row;

  BestRow(BestSpec spec, VectorTable table, int rightColumns) {
    this.table = table;
    this.pairs = spec.measure().over(table);
    this.ascending = spec.ascending();
    this.limit = spec.ascending() ? Limit.above() : Limit.below();
    this.isSingle = spec.value().dataType().equals(DataTypes.FloatType);
    this.noRow = new GenericInternalRow(rightColumns);
    right.withRight(new GenericInternalRow(value));
  }

  @Override
  int find(@Nullable ArrayData vector) {
    row = NONE;
    limit.clear();
    if (vector != null) {
      pairs.forBest(vector, limit, this::consider);
    }
    return table.isEmpty() ? 0 : 1;
  }

  private void consider(int j, double of) {
    int compared = row == NONE ? 1 : SQLOrderingUtil.compareDoubles(best, of);
    boolean isBetter = row == NONE || (ascending ? compared > 0 : compared < 0);
    if (isBetter) {
      best = of;
      limit.after(of);
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
