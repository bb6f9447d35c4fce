package io.github.sparkndarray.cli;

import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.execution.NDArrayKryoRegistrator;
import io.github.sparkndarray.execution.NDArraySettings;
import io.github.sparkndarray.execution.Progress;
import io.github.sparkndarray.execution.SparkAccess;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/** Opens sessions on the master that the command line or spark-submit names. */
final class SparkSessionFactory implements SessionFactory {
  /** Set by bin/spark-ndarray when standard error is a terminal. */
  private static final String TERMINAL = "sparkndarray.terminal";

  private static final String LOCAL = "local[*]";

  @Override
  public Session open(Options options) {
    SparkConf conf = configuration(options);
    Map<String, String> settings = new LinkedHashMap<>();
    for (Tuple2<String, String> setting : conf.getAll()) {
      settings.put(setting._1(), setting._2());
    }
    NDArraySettings.read(settings);
    SparkAccess spark = SparkAccess.whenNeeded(() -> start(conf));
    Progress progress =
        Boolean.getBoolean(TERMINAL)
            ? ProgressLine.onTerminal(System.err)
            : ProgressLine.asLines(System.err);
    return new SparkCommandSession(new NDContext(spark, settings, progress), spark, progress);
  }

  private static SparkSession start(SparkConf conf) {
    try {
      return SparkSession.builder().config(conf).getOrCreate();
    } catch (RuntimeException e) {
      throw new NDArrayException(
          ErrorCode.IO,
          "Cannot start Spark on "
              + conf.get("spark.master")
              + ": "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          e);
    }
  }

  /** What spark-submit and the command line set comes before what suits a command line. */
  private static SparkConf configuration(Options options) {
    SparkConf conf = new SparkConf();
    options.configuration().forEach(conf::set);
    boolean given = !options.master().equals(LOCAL);
    if (given || !conf.contains("spark.master")) {
      conf.set("spark.master", options.master());
    }
    conf.setIfMissing("spark.app.name", "spark-ndarray");
    conf.setIfMissing("spark.ui.enabled", "false");
    conf.setIfMissing("spark.serializer", KryoSerializer.class.getName());
    conf.setIfMissing("spark.kryo.registrator", NDArrayKryoRegistrator.class.getName());
    // What comes to the driver is checked against its memory before a job starts.
    conf.setIfMissing("spark.driver.maxResultSize", "0");
    if (conf.get("spark.master").startsWith("local")) {
      // Executors are this process: a task that runs out of memory fails, and does not end it.
      conf.setIfMissing("spark.executor.killOnFatalError.depth", "0");
    }
    if (!conf.get("spark.master").startsWith("local[") && !conf.contains("spark.jars")) {
      conf.set("spark.jars", applicationJar().toUri().toString());
    }
    return conf;
  }

  /** The jar that this class comes from, for executors to load. */
  private static Path applicationJar() {
    try {
      return Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new NDArrayException(
          ErrorCode.INTERNAL, "Cannot find the application jar: " + e.getMessage(), e);
    }
  }
}
