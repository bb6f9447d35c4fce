package io.github.sparkndarray.sql;

import io.github.sparkndarray.execution.NDArraySettings;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.SparkSession;

/**
 * Settings of nearest joins, which are settings of a session: {@code SET} changes them.
 *
 * @param isEnabled whether {@code NEAREST BY} is planned onto this library's operator
 * @param maxRightBytes how large Spark may estimate the right side
 */
record NearestSettings(boolean isEnabled, long maxRightBytes) {

  static NearestSettings of(SparkSession spark) {
    return new NearestSettings(
        Boolean.parseBoolean(spark.conf().get(NDArraySettings.SQL_NEAREST, "true")),
        JavaUtils.byteStringAsBytes(spark.conf().get(NDArraySettings.SQL_NEAREST_RIGHT, "128m")));
  }
}
