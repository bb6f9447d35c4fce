package io.github.sparkndarray.sql;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.sql.row.RowArrays;
import io.github.sparkndarray.sql.row.RowOperand;
import io.github.sparkndarray.sql.row.RowPlan;
import io.github.sparkndarray.sql.row.RowProgram;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.jspecify.annotations.Nullable;

/** Evaluates functions of a row outside of Spark's generated code: constants, tests. */
final class RowInterpreter {
  private RowInterpreter() {}

  static @Nullable Object evaluate(
      RowProgram program, List<Expression> operands, boolean ansi, InternalRow input) {
    List<RowOperand> given =
        program.operands().stream().filter(operand -> operand.constant() == null).toList();
    Object[] values = new Object[operands.size()];
    long[] lengths = new long[given.stream().mapToInt(RowOperand::rank).sum()];
    int axis = 0;
    for (int i = 0; i < values.length; i++) {
      Object value = operands.get(i).eval(input);
      if (value == null) {
        return null;
      }
      int rank = given.get(i).rank();
      if (rank > 0) {
        ArrayData array = (ArrayData) value;
        if (RowArrays.hasNull(array)) {
          return null;
        }
        lengths[axis++] = array.numElements();
        if (rank == 2) {
          lengths[axis++] = RowArrays.width(array);
          value = flat(given.get(i).dtype(), array);
          if (value == null) {
            return null;
          }
        }
      }
      values[i] = value;
    }
    RowPlan plan = program.plan(lengths);
    return plan.isPossible(ansi) ? plan.evaluate(values) : null;
  }

  static @Nullable Object flat(DType dtype, ArrayData rows) {
    return switch (dtype) {
      case FLOAT64 -> RowArrays.doubles(rows);
      case FLOAT32 -> RowArrays.floats(rows);
      case INT64 -> RowArrays.longs(rows);
      case BOOL -> RowArrays.booleans(rows);
      default -> RowArrays.ints(rows);
    };
  }
}
