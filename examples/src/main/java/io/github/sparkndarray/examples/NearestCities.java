package io.github.sparkndarray.examples;

import io.github.sparkndarray.api.NDArray;
import io.github.sparkndarray.api.NDContext;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * For every point the nearest other point, and how far it is: all pairs, in one pass, without an
 * array of pairs anywhere.
 *
 * <pre>
 * spark-submit --class io.github.sparkndarray.examples.NearestCities \
 *     --jars spark-ndarray-app.jar spark-ndarray-examples.jar \
 *     cities_xyz.npy nearest.npy distance.npy
 * </pre>
 */
public final class NearestCities {
  private NearestCities() {}

  /**
   * Reads float64 points of shape (points, dimensions); writes the nearest's rows (int64) and the
   * distances (float64), each of shape (points,).
   */
  public static void main(String[] args) {
    if (args.length != 3) {
      System.err.println("usage: NearestCities POINTS.npy NEAREST.npy DISTANCE.npy");
      System.exit(2);
    }
    SparkSession spark = SparkSession.builder().appName("nearest cities").getOrCreate();
    try {
      NDContext nd = NDContext.of(spark);

      NDArray x = nd.read(args[0]);
      NDArray distances = x.at(":, None, :").subtract(x).square().sum(-1).sqrt();
      NDArray rows = nd.arange(x.shape()[0]);
      NDArray self = rows.at(":, None").equal(rows);
      NDArray other = nd.where(self, Double.POSITIVE_INFINITY, distances);

      nd.write(Map.of(args[1], other.argmin(1), args[2], other.min(1)));
      System.out.println(nd.explain(other.argmin(1), other.min(1)));
    } finally {
      spark.stop();
    }
  }
}
