package io.github.sparkndarray.sql;

import io.github.sparkndarray.sql.row.LaneCode;
import io.github.sparkndarray.sql.row.PairCode;
import io.github.sparkndarray.sql.row.RowArrays;
import io.github.sparkndarray.sql.row.RowOperand;
import io.github.sparkndarray.sql.row.RowPlan;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.jspecify.annotations.Nullable;

/**
 * The values of an {@code nd_} function. A kernel has the function's own code, for one vector and
 * many, so that values have the function's bits; where values can be computed side by side, that is
 * done first, and the kernel computes what is left.
 */
final class MetricValues extends PairValues {
  private final MetricMeasure measure;
  private final VectorTable table;
  private final List<RowOperand> operands;
  private final Object[] given;
  private final @Nullable LanePairs lanes;

  /** Null where values are computed row by row, or side by side without an error. */
  private final @Nullable PairCode code;

  private final PairTile tile;

  MetricValues(MetricMeasure measure, VectorTable table) {
    super(table);
    this.measure = measure;
    this.table = table;
    this.operands = measure.function().program().operands();
    this.given =
        new Object[(int) operands.stream().filter(operand -> operand.constant() == null).count()];
    PackedVectors packed = (PackedVectors) table.packed();
    RowPlan plan =
        packed != null && fillParameters()
            ? measure.function().program().plan(measure.lengths(table.width()))
            : null;
    // What is refused is refused row by row, in Spark's way.
    if (packed == null || plan == null || !plan.isPossible(false)) {
      this.lanes = null;
      this.code = null;
      this.tile = PairTile.of(0, false);
      return;
    }
    int many = measure.position(MetricMeasure.RIGHT);
    given[many] = packed.elements();
    LaneCode side = packed.isByColumns() ? plan.lanes(many) : null;
    this.lanes = side == null ? null : new LanePairs(side, packed.step());
    this.code =
        lanes != null && lanes.isExact()
            ? null
            : plan.pairs(many, packed.isByColumns(), packed.step());
    this.tile = PairTile.of(lanes == null ? TILE : 1, code != null && code.isNarrow());
  }

  /** The vectors are the first two; null elements of parameters make all values null. */
  private boolean fillParameters() {
    int next = 0;
    for (int i = 0; i < operands.size(); i++) {
      if (operands.get(i).constant() != null) {
        continue;
      }
      if (i >= 2) {
        Object value = measure.function().operandExpressions().get(i).eval(null);
        Object flat = flat(operands.get(i), value);
        if (flat == null) {
          return false;
        }
        given[next] = flat;
      }
      next++;
    }
    return true;
  }

  private static @Nullable Object flat(RowOperand operand, Object value) {
    if (operand.rank() == 0) {
      return value;
    }
    ArrayData array = (ArrayData) value;
    if (operand.rank() == 2) {
      return RowInterpreter.flat(operand.dtype(), array);
    }
    return RowArrays.hasNull(array) ? null : MetricMeasure.elements(operand.dtype(), array);
  }

  @Override
  boolean take(ArrayData vector) {
    boolean isPlain = (code != null || lanes != null) && isPlain(vector);
    if (isPlain) {
      RowOperand left = measure.operand(MetricMeasure.LEFT);
      given[measure.position(MetricMeasure.LEFT)] = MetricMeasure.elements(left.dtype(), vector);
    }
    return isPlain;
  }

  @Override
  boolean compute(int from, int count, Limit limit) {
    if (lanes != null) {
      return lanes.compute(given, from, count, limit);
    }
    requireCode().values(given, from, count, tile.array());
    return false;
  }

  private PairCode requireCode() {
    if (code == null) {
      throw new IllegalStateException("these values have no code");
    }
    return code;
  }

  @Override
  PairTile tile() {
    return lanes == null ? tile : lanes.tile();
  }

  @Override
  double beyond(Limit limit) {
    return lanes == null ? super.beyond(limit) : lanes.beyond(limit);
  }

  @Override
  double atWorst(double computed, boolean isLower) {
    return lanes == null ? computed : lanes.atWorst(computed, isLower);
  }

  @Override
  double valueOf(int row, double computed) {
    if (lanes == null) {
      return computed;
    }
    if (lanes.isExact()) {
      return lanes.value(computed);
    }
    requireCode().values(given, row, 1, tile.array());
    return tile.at(0);
  }

  @Override
  @Nullable Double value(ArrayData vector, int row) {
    InternalRow both = new GenericInternalRow(new Object[] {vector, table.vector(row)});
    Number value = (Number) measure.function().eval(both);
    return value == null ? null : value.doubleValue();
  }
}
