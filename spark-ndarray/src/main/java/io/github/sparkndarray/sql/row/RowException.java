package io.github.sparkndarray.sql.row;

import io.github.sparkndarray.error.NDArrayException;
import org.apache.spark.SparkThrowable;

/** What only a row's values show to be wrong, as Spark reports it: with a condition. */
final class RowException extends NDArrayException implements SparkThrowable {
  private static final long serialVersionUID = 1L;

  private static final String CONDITION = "ND_INVALID_ARGUMENT";
  private static final String SQL_STATE = "22023";

  RowException(NDArrayException refusal) {
    super(
        refusal.code(),
        "[" + CONDITION + "] " + refusal.getMessage() + " SQLSTATE: " + SQL_STATE,
        refusal);
  }

  @Override
  public String getCondition() {
    return CONDITION;
  }

  @Override
  public String getSqlState() {
    return SQL_STATE;
  }
}
