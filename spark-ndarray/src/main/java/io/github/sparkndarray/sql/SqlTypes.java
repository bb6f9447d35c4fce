package io.github.sparkndarray.sql;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Which dtype and how many axes the values of a SQL type have, and back. */
final class SqlTypes {
  private SqlTypes() {}

  /** How many arrays lie in one another. */
  static int rank(DataType type) {
    return type instanceof ArrayType array ? 1 + rank(array.elementType()) : 0;
  }

  /** The type of the elements of arrays of any rank. */
  static DataType element(DataType type) {
    return type instanceof ArrayType array ? element(array.elementType()) : type;
  }

  /** Whether an array, or an array in it, may have null elements. */
  static boolean containsNull(DataType type) {
    return type instanceof ArrayType array
        && (array.containsNull() || containsNull(array.elementType()));
  }

  /** The dtype of a type's elements; empty where they are no numbers that arrays have. */
  static Optional<DType> dtype(DataType type) {
    DataType element = element(type);
    if (element.equals(DataTypes.DoubleType)) {
      return Optional.of(DType.FLOAT64);
    } else if (element.equals(DataTypes.FloatType)) {
      return Optional.of(DType.FLOAT32);
    } else if (element.equals(DataTypes.LongType)) {
      return Optional.of(DType.INT64);
    } else if (element.equals(DataTypes.IntegerType)) {
      return Optional.of(DType.INT32);
    } else if (element.equals(DataTypes.BooleanType)) {
      return Optional.of(DType.BOOL);
    }
    return Optional.empty();
  }

  /** The SQL type of a result. */
  static DataType of(DType dtype, int rank) {
    if (rank > 0) {
      return DataTypes.createArrayType(of(dtype, rank - 1), false);
    }
    return switch (dtype) {
      case FLOAT64 -> DataTypes.DoubleType;
      case FLOAT32 -> DataTypes.FloatType;
      case INT64 -> DataTypes.LongType;
      case BOOL -> DataTypes.BooleanType;
      case INT32 -> DataTypes.IntegerType;
      case INT8, INT16, UINT8, UINT16, UINT32, UINT64, COMPLEX64, COMPLEX128 ->
          throw NDArrayException.of(
              ErrorCode.DTYPE,
              "Cannot return dtype %s to SQL: convert the value to int32, int64 or float64",
              dtype);
    };
  }
}
