package io.github.sparkndarray.cli;

import java.io.IOException;
import org.apache.spark.sql.SparkSession;

/** A placeholder for the command line: starts Spark and counts, so that the launcher can be run. */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws IOException {
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[*]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "localhost")
            .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
            .getOrCreate()) {
      System.out.println(String.join("|", args) + " " + spark.range(1000).count());
    }
  }
}
