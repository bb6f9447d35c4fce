package io.github.sparkndarray.sql;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Metric;
import io.github.sparkndarray.sql.row.LaneCode;
import io.github.sparkndarray.sql.row.RowOperand;
import io.github.sparkndarray.sql.row.RowProgram;
import java.util.List;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.jspecify.annotations.Nullable;

/**
 * Spark's Euclidean distances. Sums of squares are compared before roots are taken, and added up
 * side by side, in another order than Spark's: what may be wanted is added up again in its order.
 */
final class L2Values extends PairValues {
  private static final List<RowOperand> OPERANDS =
      List.of(
          new RowOperand("a", DType.FLOAT32, 1, null), new RowOperand("b", DType.FLOAT32, 1, null));

  private final VectorTable table;
  private final @Nullable FloatColumns columns;
  private final @Nullable LanePairs lanes;
  private final PairTile.Floats tile;
  private final Object[] operands = new Object[2];
  private float[] vector = {};

  L2Values(VectorTable table) {
    super(table);
    this.table = table;
    this.columns = (FloatColumns) table.packed();
    this.lanes = columns == null ? null : lanes(columns, table.width());
    this.tile = new PairTile.Floats(lanes == null ? TILE : 0);
  }

  private static @Nullable LanePairs lanes(FloatColumns columns, int width) {
    LaneCode code = RowProgram.of(Metric.EUCLIDEAN, OPERANDS).plan(width, width).lanes(1);
    return code == null ? null : new LanePairs(code, columns.stride());
  }

  @Override
  boolean take(ArrayData of) {
    boolean isPlain = isPlain(of);
    if (isPlain) {
      vector = of.toFloatArray();
      operands[0] = vector;
      operands[1] = requireColumns().elements();
    }
    return isPlain;
  }

  private FloatColumns requireColumns() {
    if (columns == null) {
      throw new IllegalStateException("vectors of several lengths have no columns");
    }
    return columns;
  }

  @Override
  boolean compute(int from, int count, Limit limit) {
    if (lanes != null) {
      return lanes.compute(operands, from, count, limit);
    }
    for (int j = 0; j < count; j++) {
      tile.array()[j] = requireColumns().sumOfSquares(vector, from + j);
    }
    return false;
  }

  @Override
  PairTile tile() {
    return lanes == null ? tile : lanes.tile();
  }

  @Override
  double beyond(Limit limit) {
    return lanes == null ? limit.ofSquares() : lanes.beyond(limit);
  }

  @Override
  double atWorst(double computed, boolean isLower) {
    return lanes == null ? (float) Math.sqrt(computed) : lanes.atWorst(computed, isLower);
  }

  @Override
  double valueOf(int row, double computed) {
    double squares = lanes == null ? computed : requireColumns().sumOfSquares(vector, row);
    return (float) Math.sqrt(squares);
  }

  @Override
  @Nullable Double value(ArrayData of, int row) {
    Float value = VectorMeasure.L2_DISTANCE.value(of, table.vector(row));
    return value == null ? null : Double.valueOf(value);
  }
}
