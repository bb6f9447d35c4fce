package io.github.sparkndarray.sql;

import io.github.sparkndarray.execution.NDArraySettings;
import java.math.BigInteger;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/**
 * Settings of joins of vectors, which are settings of a session: {@code SET} changes them.
 *
 * @param isNearestEnabled whether {@code NEAREST BY} is planned onto this library's operator
 * @param isCrossEnabled whether joins by a distance's comparison, and the least distance of a cross
 *     join, are
 * @param maxRightBytes how large Spark may estimate the side that is broadcast
 */
record VectorJoinSettings(boolean isNearestEnabled, boolean isCrossEnabled, long maxRightBytes) {

  static VectorJoinSettings of(SparkSession spark) {
    return new VectorJoinSettings(
        Boolean.parseBoolean(spark.conf().get(NDArraySettings.SQL_NEAREST, "true")),
        Boolean.parseBoolean(spark.conf().get(NDArraySettings.SQL_CROSS, "true")),
        JavaUtils.byteStringAsBytes(spark.conf().get(NDArraySettings.SQL_NEAREST_RIGHT, "128m")));
  }

  /** Whether a side is known to be small enough to be broadcast. */
  boolean fits(LogicalPlan side) {
    BigInteger size = side.stats().sizeInBytes().bigInteger();
    return size.compareTo(BigInteger.valueOf(maxRightBytes)) <= 0;
  }
}
