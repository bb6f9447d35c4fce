package io.github.sparkndarray.frame;

import io.github.sparkndarray.dtype.DType;
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

  /** The type whose values are those of a dtype. */
  public static DataType sparkType(DType dtype) {
    return switch (dtype.requireComputable()) {
      case BOOL -> DataTypes.BooleanType;
      case INT32 -> DataTypes.IntegerType;
      case INT64 -> DataTypes.LongType;
      case FLOAT32 -> DataTypes.FloatType;
      default -> DataTypes.DoubleType;
    };
  }
}
