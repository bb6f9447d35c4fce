package io.github.sparkndarray.frame;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Expr;
import java.util.Optional;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;

/** Spark's numeric types and the dtypes that hold their values; decimals become float64. */
public final class NumberTypes {
  private NumberTypes() {}

  /** The dtype of a numeric type or of booleans; nothing for any other. */
  public static Optional<DType> dtype(DataType type) {
    if (type instanceof DoubleType || type instanceof DecimalType) {
      return Optional.of(DType.FLOAT64);
    } else if (type instanceof FloatType) {
      return Optional.of(DType.FLOAT32);
    } else if (type instanceof LongType) {
      return Optional.of(DType.INT64);
    } else if (type instanceof IntegerType
        || type instanceof ShortType
        || type instanceof ByteType) {
      return Optional.of(DType.INT32);
    }
    return type instanceof BooleanType ? Optional.of(DType.BOOL) : Optional.empty();
  }

  /**
   * A dtype that a type of Spark's has the values of.
   *
   * @throws NDArrayException for integer dtypes that Spark has not
   */
  static DType requireSparks(DType dtype) {
    if (dtype.isOnlyStored()) {
      throw NDArrayException.of(
          ErrorCode.DTYPE,
          "Cannot exchange dtype %s with DataFrames: convert the array to int32, int64 or float64"
              + " first",
          dtype);
    }
    return dtype;
  }

  /** The array in a dtype that Spark has: int32 or int64 for integers that fit one of them. */
  static Expr inSparks(Expr array) {
    DType dtype = array.dtype();
    return dtype == DType.UINT64 ? array : Convert.of(array, dtype.computed());
  }

  /** The type whose values are those of a dtype. */
  public static DataType sparkType(DType dtype) {
    return switch (requireSparks(dtype)) {
      case BOOL -> DataTypes.BooleanType;
      case INT32 -> DataTypes.IntegerType;
      case INT64 -> DataTypes.LongType;
      case FLOAT32 -> DataTypes.FloatType;
      default -> DataTypes.DoubleType;
    };
  }
}
