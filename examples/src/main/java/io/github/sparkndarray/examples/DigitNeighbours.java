package io.github.sparkndarray.examples;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.sql.PairwiseJoin;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;

/**
 * Classifies handwritten digits by their five nearest neighbours: each by all others, as 64 float32
 * grey values.
 *
 * <pre>
 * spark-submit --class io.github.sparkndarray.examples.DigitNeighbours \
 *     --jars spark-ndarray-app.jar spark-ndarray-examples.jar digits.npy digits_target.npy
 * </pre>
 */
public final class DigitNeighbours {
  private DigitNeighbours() {}

  /** Reads images of shape (n, pixels) and their digits of shape (n,); prints the accuracy. */
  public static void main(String[] args) {
    if (args.length != 2) {
      System.err.println("usage: DigitNeighbours DIGITS.npy TARGETS.npy");
      System.exit(2);
    }
    SparkSession spark = SparkSession.builder().appName("digit neighbours").getOrCreate();
    try {
      NDContext nd = NDContext.of(spark);
      Dataset<Row> digits =
          nd.read(args[0])
              .toDataFrame()
              .toDF("id", "image")
              .join(nd.read(args[1]).toDataFrame().toDF("id", "digit"), "id");

      Dataset<Row> neighbours =
          PairwiseJoin.nearest(digits).features("image").id("id").k(5).toDataFrame();
      // The digit that most of the five are; the least of several.
      Dataset<Row> votes =
          neighbours.groupBy("id", "digit", "digit_right").agg(count(lit(1)).as("votes"));
      Dataset<Row> voted =
          votes
              .withColumn(
                  "place",
                  row_number()
                      .over(
                          Window.partitionBy("id")
                              .orderBy(col("votes").desc(), col("digit_right"))))
              .where("place = 1");
      double accuracy =
          voted
              .agg(avg(col("digit").equalTo(col("digit_right")).cast("double")))
              .head()
              .getDouble(0);
      System.out.printf("%.2f%% of %d digits are right%n", 100 * accuracy, digits.count());
    } finally {
      spark.stop();
    }
  }
}
