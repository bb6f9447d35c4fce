package io.github.sparkndarray.sql;

import org.apache.spark.sql.SparkSession;

/** A small local session with the extension, which its starter stops. */
public final class LocalSession {
  private LocalSession() {}

  /** Starts a session, or gives the one that there is. */
  public static SparkSession start() {
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.extensions", "io.github.sparkndarray.sql.NDArrayExtensions")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate();
  }

  /** Has Spark interpret small queries, of which compiling is most of the time. */
  public static void interpret(SparkSession spark) {
    spark.conf().set("spark.sql.codegen.wholeStage", "false");
    spark.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
    spark.conf().set("spark.sql.adaptive.enabled", "false");
  }
}
