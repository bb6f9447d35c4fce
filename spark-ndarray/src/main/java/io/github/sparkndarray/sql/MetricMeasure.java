package io.github.sparkndarray.sql;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.sql.row.PairCode;
import io.github.sparkndarray.sql.row.RowArrays;
import io.github.sparkndarray.sql.row.RowOperand;
import io.github.sparkndarray.sql.row.RowPlan;
import io.github.sparkndarray.sql.row.RowProgram;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * An {@code nd_} function with constant parameters as the measure of a join. One kernel has the
 * function's own code, for one vector and many, so that values have the function's bits.
 */
final class MetricMeasure implements PairMeasure {
  private static final long serialVersionUID = 1L;

  private static final int LEFT = 0;
  private static final int RIGHT = 1;

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

  /** The vectors' elements as {@link PairCode} has those of many vectors. */
  @Override
  public Serializable pack(List<ArrayData> vectors, int width) {
    DType dtype = operand(RIGHT).dtype();
    int size = Math.multiplyExact(vectors.size(), width);
    Object all =
        switch (dtype) {
          case FLOAT64 -> new double[size];
          case FLOAT32 -> new float[size];
          case INT64 -> new long[size];
          case BOOL -> new boolean[size];
          default -> new int[size];
        };
    for (int j = 0; j < vectors.size(); j++) {
      Object vector = elements(dtype, vectors.get(j));
      if (PairCode.isByColumns(width)) {
        for (int k = 0; k < width; k++) {
          System.arraycopy(vector, k, all, k * vectors.size() + j, 1);
        }
      } else {
        System.arraycopy(vector, 0, all, j * width, width);
      }
    }
    return (Serializable) all;
  }

  private int position(int side) {
    return isExchanged ? 1 - side : side;
  }

  private RowOperand operand(int side) {
    return function.program().operands().get(position(side));
  }

  private static Object elements(DType dtype, ArrayData array) {
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
    return new Values(table);
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

  private final class Values extends PairValues {
    private final VectorTable table;
    private final @Nullable PairCode code;
    private final Object[] operands;
    private final PairTile tile;

    Values(VectorTable table) {
      super(table);
      this.table = table;
      RowProgram program = function.program();
      this.operands = new Object[(int) givenCount(program)];
      boolean isPossible = fillParameters(program) && !table.isRagged();
      RowPlan planned = isPossible ? program.plan(lengths(program)) : null;
      // What is refused is refused row by row, in Spark's way.
      this.code =
          planned != null && planned.isPossible(false)
              ? planned.pairs(position(RIGHT), table.size(), table.width())
              : null;
      this.tile = PairTile.of(TILE, code != null && code.isNarrow());
    }

    private long givenCount(RowProgram program) {
      return program.operands().stream().filter(operand -> operand.constant() == null).count();
    }

    /** The vectors are the first two; null elements of parameters make all values null. */
    private boolean fillParameters(RowProgram program) {
      Object packed = table.packed();
      if (packed != null) {
        operands[position(RIGHT)] = packed;
      }
      int given = 0;
      for (int i = 0; i < program.operands().size(); i++) {
        RowOperand operand = program.operands().get(i);
        if (operand.constant() != null) {
          continue;
        }
        if (i >= 2) {
          Object value = function.operandExpressions().get(i).eval(null);
          Object flat = flat(operand, value);
          if (flat == null) {
            return false;
          }
          operands[given] = flat;
        }
        given++;
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
      return RowArrays.hasNull(array) ? null : elements(operand.dtype(), array);
    }

    private long[] lengths(RowProgram program) {
      List<Long> lengths = new ArrayList<>();
      for (int i = 0; i < program.operands().size(); i++) {
        RowOperand operand = program.operands().get(i);
        if (i < 2) {
          lengths.add((long) table.width());
        } else if (operand.rank() > 0) {
          ArrayData array = (ArrayData) function.operandExpressions().get(i).eval(null);
          lengths.add((long) array.numElements());
          if (operand.rank() == 2) {
            lengths.add((long) RowArrays.width(array));
          }
        }
      }
      return lengths.stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    boolean take(ArrayData vector) {
      boolean isPlain = code != null && isPlain(vector);
      if (isPlain) {
        operands[position(LEFT)] = elements(operand(LEFT).dtype(), vector);
      }
      return isPlain;
    }

    @Override
    boolean compute(int from, int count, Limit limit) {
      if (code == null) {
        throw new IllegalStateException("these values have no code");
      }
      code.values(operands, from, count, tile.array());
      return false;
    }

    @Override
    PairTile tile() {
      return tile;
    }

    @Override
    @Nullable Double value(ArrayData vector, int row) {
      InternalRow both = new GenericInternalRow(new Object[] {vector, table.vector(row)});
      Number value = (Number) function.eval(both);
      return value == null ? null : value.doubleValue();
    }
  }
}
