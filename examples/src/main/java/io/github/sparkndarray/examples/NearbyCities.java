package io.github.sparkndarray.examples;

import io.github.sparkndarray.sql.PairwiseJoin;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * The five nearest other cities of every city, and all pairs of one country that are at most 50 km
 * apart, along the surface of the Earth.
 *
 * <pre>
 * spark-submit --class io.github.sparkndarray.examples.NearbyCities \
 *     --jars spark-ndarray-app.jar spark-ndarray-examples.jar \
 *     cities.csv.gz nearest.parquet within.parquet
 * </pre>
 */
public final class NearbyCities {
  private NearbyCities() {}

  /** Reads a CSV with the columns id, name, country, lat and lng; writes two Parquet tables. */
  public static void main(String[] args) {
    if (args.length != 3) {
      System.err.println("usage: NearbyCities CITIES.csv NEAREST.parquet WITHIN.parquet");
      System.exit(2);
    }
    SparkSession spark = SparkSession.builder().appName("nearby cities").getOrCreate();
    try {
      Dataset<Row> cities =
          spark.read().option("header", true).option("inferSchema", true).csv(args[0]);
      PairwiseJoin join =
          PairwiseJoin.nearest(cities).features("lat", "lng").id("id").metric("haversine");

      join.k(5).toDataFrame().write().mode("overwrite").parquet(args[1]);
      join.by("country").within(50).toDataFrame().write().mode("overwrite").parquet(args[2]);

      spark
          .read()
          .parquet(args[1])
          .where("rank = 1")
          .orderBy(functions.col("distance").desc())
          .selectExpr("name", "country", "name_right AS nearest", "round(distance, 1) AS km")
          .show(5, false);
      System.out.println(spark.read().parquet(args[2]).count() / 2 + " pairs within 50 km");
    } finally {
      spark.stop();
    }
  }
}
