package io.github.sparkndarray.sql;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Constant;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.frame.FrameErrors;
import io.github.sparkndarray.frame.FrameErrors.Condition;
import io.github.sparkndarray.shape.Shape;
import io.github.sparkndarray.sql.row.RowArrays;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;

/**
 * A column as an operand of a batch.
 *
 * @param name of the column
 * @param ordinal where it is in a row
 * @param dtype of its numbers
 * @param rank 0 for numbers, 1 for arrays
 */
record BatchOperand(String name, int ordinal, DType dtype, int rank) implements Serializable {

  static BatchOperand of(Dataset<Row> table, String column) {
    int ordinal = Arrays.asList(table.schema().fieldNames()).indexOf(column);
    if (ordinal < 0) {
      throw FrameErrors.of(
          Condition.UNRESOLVED_COLUMN,
          "Cannot find the column %s: the table has %s",
          column,
          String.join(", ", table.schema().fieldNames()));
    }
    DataType type = table.schema().fields()[ordinal].dataType();
    int rank = SqlTypes.rank(type);
    if (rank > 1 || SqlTypes.dtype(type).isEmpty()) {
      throw FrameErrors.of(
          Condition.ND_WRONG_TYPE,
          "Cannot use the column %s of type %s: an operand of a batch has numbers or arrays of"
              + " DOUBLE, FLOAT, BIGINT, INT or BOOLEAN",
          column,
          type.sql());
    }
    return new BatchOperand(column, ordinal, SqlTypes.dtype(type).orElseThrow(), rank);
  }

  /** An operand of zeros. */
  Expr typical(long rows, long length) {
    return Constant.of(dtype, 0L).filling(shape(rows, length));
  }

  Shape shape(long rows, long length) {
    return rank == 0 ? Shape.of(rows) : Shape.of(rows, length);
  }

  /** The length of a row's array, 1 of a number; −1 where it, or one of its elements, is null. */
  int length(InternalRow row) {
    if (row.isNullAt(ordinal)) {
      return -1;
    }
    if (rank == 0) {
      return 1;
    }
    ArrayData array = row.getArray(ordinal);
    return RowArrays.hasNull(array) ? -1 : array.numElements();
  }

  /** Appends a row's numbers. */
  void write(InternalRow row, ByteBuffer target) {
    if (rank == 0) {
      writeNumber(row, target);
      return;
    }
    ArrayData array = row.getArray(ordinal);
    switch (dtype) {
      case FLOAT64 -> {
        for (double value : array.toDoubleArray()) {
          target.putDouble(value);
        }
      }
      case FLOAT32 -> {
        for (float value : array.toFloatArray()) {
          target.putFloat(value);
        }
      }
      case INT64 -> {
        for (long value : array.toLongArray()) {
          target.putLong(value);
        }
      }
      case BOOL -> {
        for (boolean value : array.toBooleanArray()) {
          target.put((byte) (value ? 1 : 0));
        }
      }
      default -> {
        for (int value : array.toIntArray()) {
          target.putInt(value);
        }
      }
    }
  }

  private void writeNumber(InternalRow row, ByteBuffer target) {
    switch (dtype) {
      case FLOAT64 -> target.putDouble(row.getDouble(ordinal));
      case FLOAT32 -> target.putFloat(row.getFloat(ordinal));
      case INT64 -> target.putLong(row.getLong(ordinal));
      case BOOL -> target.put((byte) (row.getBoolean(ordinal) ? 1 : 0));
      default -> target.putInt(row.getInt(ordinal));
    }
  }

  /** The array of this operand for rows of one length. */
  HostArray array(Iterable<InternalRow> rows, int count, int length) {
    HostArray array = HostArray.allocate(dtype, shape(count, length));
    ByteBuffer target = array.writableBuffer();
    rows.forEach(row -> write(row, target));
    return array;
  }
}
