package io.github.sparkndarray.testing;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** A small Spark application, submitted by {@link StandaloneClusterTest}. */
public final class TinyApp {
  private TinyApp() {}

  /** Prints the sum of its arguments' lengths; fails on the argument {@code fail}. */
  public static void main(String[] arguments) {
    SparkSession spark = SparkSession.builder().getOrCreate();
    try {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      List<String> words = List.of(arguments);
      int total = context.parallelize(words, 2).map(TinyApp::length).reduce(Integer::sum);
      System.out.println("total " + total + " on " + context.master());
    } finally {
      spark.stop();
    }
  }

  private static int length(String word) {
    if (word.equals("fail")) {
      throw new IllegalArgumentException("told to fail");
    }
    return word.length();
  }
}
