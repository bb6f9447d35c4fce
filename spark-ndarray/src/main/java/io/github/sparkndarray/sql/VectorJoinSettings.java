package io.github.sparkndarray.sql;

import io.github.sparkndarray.execution.NDArraySettings;
import java.math.BigInteger;
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
        NDArraySettings.plansNearest(spark),
        NDArraySettings.plansCrossJoins(spark),
        NDArraySettings.maxRightBytes(spark));
  }

  /** Whether a side is known to be small enough to be broadcast. */
  boolean fits(LogicalPlan side) {
    BigInteger size = side.stats().sizeInBytes().bigInteger();
    return size.compareTo(BigInteger.valueOf(maxRightBytes)) <= 0;
  }
}
