package io.github.sparkndarray.sql;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.sql.row.LaneCode;
import io.github.sparkndarray.sql.row.PairCode;
import io.github.sparkndarray.sql.row.RowArrays;
import io.github.sparkndarray.sql.row.RowOperand;
import io.github.sparkndarray.sql.row.RowPlan;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** An {@code nd_} function with constant parameters as the measure of a join. */
final class MetricMeasure implements PairMeasure {
  private static final long serialVersionUID = 1L;

  static final int LEFT = 0;
  static final int RIGHT = 1;

  /** The function over the left vector, bound to 0, and the right one, bound to 1. */
  private final MetricFunction function;

  private final boolean isExchanged;

  private MetricMeasure(MetricFunction function, boolean isExchanged) {
    this.function = function;
    this.isExchanged = isExchanged;
  }

  /**
   * The measure that a function is.
   *
   * @param isExchanged whether its first vector is that of the right side
   * @return null where a parameter is not the same in all rows, or null
   */
  static @Nullable MetricMeasure of(MetricFunction function, boolean isExchanged) {
    List<Expression> bound = new ArrayList<>();
    List<Expression> arguments = function.operandExpressions();
    for (int i = 0; i < arguments.size(); i++) {
      Expression argument = arguments.get(i);
      if (i < 2) {
        int side = (i == 0) == isExchanged ? RIGHT : LEFT;
        bound.add(new BoundReference(side, argument.dataType(), true));
      } else {
        Object value = argument.foldable() ? argument.eval(null) : null;
        if (value == null) {
          return null;
        }
        bound.add(new Literal(value, argument.dataType()));
      }
    }
    boolean isReal =
        function.dataType().equals(DataTypes.DoubleType)
            || function.dataType().equals(DataTypes.FloatType);
    return isReal
        ? new MetricMeasure(
            (MetricFunction) function.with(CollectionConverters.asScala(bound).toSeq()),
            isExchanged)
        : null;
  }

  @Override
  public String sqlName() {
    return function.prettyName();
  }

  /** The vectors' elements; by columns where several values are computed at a time. */
  @Override
  public Serializable pack(List<ArrayData> vectors, int width) {
    int count = vectors.size();
    boolean byColumns = width <= PairCode.MOST_UNROLLED || lanes(width) != null;
    int step = byColumns ? PackedVectors.padded(count) : width;
    DType dtype = operand(RIGHT).dtype();
    Object all = fresh(dtype, Math.multiplyExact(byColumns ? step : count, width));
    for (int j = 0; j < (byColumns ? step : count); j++) {
      Object vector = elements(dtype, vectors.get(Math.min(j, count - 1)));
      if (byColumns) {
        for (int k = 0; k < width; k++) {
          System.arraycopy(vector, k, all, k * step + j, 1);
        }
      } else {
        System.arraycopy(vector, 0, all, j * width, width);
      }
    }
    return new PackedVectors(all, byColumns, step);
  }

  private static Object fresh(DType dtype, int size) {
    return switch (dtype) {
      case FLOAT64 -> new double[size];
      case FLOAT32 -> new float[size];
      case INT64 -> new long[size];
      case BOOL -> new boolean[size];
      default -> new int[size];
    };
  }

  private @Nullable LaneCode lanes(int width) {
    RowPlan plan = function.program().plan(lengths(width));
    return plan.isPossible(false) ? plan.lanes(position(RIGHT)) : null;
  }

  MetricFunction function() {
    return function;
  }

  /** The position of a side's vector among the function's arguments. */
  int position(int side) {
    return isExchanged ? 1 - side : side;
  }

  RowOperand operand(int side) {
    return function.program().operands().get(position(side));
  }

  /** The lengths of all arrays where vectors have one of a width. */
  long[] lengths(int width) {
    List<Long> lengths = new ArrayList<>();
    List<RowOperand> operands = function.program().operands();
    for (int i = 0; i < operands.size(); i++) {
      if (i < 2) {
        lengths.add((long) width);
      } else if (operands.get(i).rank() > 0) {
        ArrayData array = (ArrayData) function.operandExpressions().get(i).eval(null);
        lengths.add((long) array.numElements());
        if (operands.get(i).rank() == 2) {
          lengths.add((long) RowArrays.width(array));
        }
      }
    }
    return lengths.stream().mapToLong(Long::longValue).toArray();
  }

  static Object elements(DType dtype, ArrayData array) {
    return switch (dtype) {
      case FLOAT64 -> array.toDoubleArray();
      case FLOAT32 -> array.toFloatArray();
      case INT64 -> array.toLongArray();
      case BOOL -> array.toBooleanArray();
      default -> array.toIntArray();
    };
  }

  @Override
  public PairValues over(VectorTable table) {
    return new MetricValues(this, table);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MetricMeasure measure
        && measure.isExchanged == isExchanged
        && measure.function.equals(function);
  }

  @Override
  public int hashCode() {
    return 31 * function.hashCode() + Boolean.hashCode(isExchanged);
  }
}
