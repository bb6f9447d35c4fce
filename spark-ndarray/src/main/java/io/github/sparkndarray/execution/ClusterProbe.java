package io.github.sparkndarray.execution;

import io.github.sparkndarray.kernel.run.Simd;
import io.github.sparkndarray.plan.physical.ClusterSpec;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.network.util.JavaUtils;

/** Reads from a running Spark what resources there are to plan for. */
final class ClusterProbe {
  /** Masters whose tasks run in the driver, of which nothing but threads is retried. */
  private static final Pattern LOCAL = Pattern.compile("local(?:\\[([0-9]{1,6}|\\*)(?:,.*)?])?");

  private static final String MAX_RESULT_SIZE = "spark.driver.maxResultSize";

  private ClusterProbe() {}

  /** This JVM alone, with the given number of task threads. */
  static ClusterSpec local(int cores, long maxResultSize) {
    long heap = Runtime.getRuntime().maxMemory();
    return withVectors(new ClusterSpec(1, Math.max(1, cores), heap, heap, maxResultSize))
        .withinDriver();
  }

  /**
   * What the driver can do by itself as long as no session has been started.
   *
   * @param configuration that of the session to be started
   */
  static ClusterSpec unstarted(Map<String, String> configuration) {
    String master = configuration.getOrDefault("spark.master", "local[*]");
    Matcher local = LOCAL.matcher(master);
    int cores = Runtime.getRuntime().availableProcessors();
    if (local.matches()) {
      String given = local.group(1);
      boolean isGiven = given != null && !given.equals("*");
      long limit = JavaUtils.byteStringAsBytes(configuration.getOrDefault(MAX_RESULT_SIZE, "0"));
      return local(
          master.equals("local") ? 1 : isGiven ? Integer.parseInt(given) : cores,
          limit == 0 ? Long.MAX_VALUE : limit);
    }
    long heap = Runtime.getRuntime().maxMemory();
    return withVectors(new ClusterSpec(1, cores, heap, heap, Long.MAX_VALUE));
  }

  static ClusterSpec of(SparkContext context) {
    SparkConf conf = context.getConf();
    long limit = conf.getSizeAsBytes(MAX_RESULT_SIZE, "1g");
    long maxResultSize = limit == 0 ? Long.MAX_VALUE : limit;
    if (context.isLocal()) {
      return withFractions(local(context.defaultParallelism(), maxResultSize), conf);
    }
    // Executors register while the application starts; before that, what was asked for counts.
    int registered = context.statusTracker().getExecutorInfos().length - 1;
    int executors = Math.max(registered, conf.getInt("spark.executor.instances", 1));
    int cores =
        conf.getInt("spark.executor.cores", Math.max(1, context.defaultParallelism() / executors));
    ClusterSpec cluster =
        new ClusterSpec(
            executors,
            cores,
            conf.getSizeAsBytes("spark.executor.memory", "1g"),
            Runtime.getRuntime().maxMemory(),
            maxResultSize);
    return withFractions(withVectors(cluster), conf);
  }

  /** Executors are taken to have the vectors of the driver's machine. */
  private static ClusterSpec withVectors(ClusterSpec cluster) {
    return cluster.withVectors(Math.max(1, Simd.lanes64()) * Double.SIZE);
  }

  private static ClusterSpec withFractions(ClusterSpec cluster, SparkConf conf) {
    return cluster.withFractions(
        conf.getDouble("spark.memory.fraction", cluster.memoryFraction()),
        conf.getDouble("spark.memory.storageFraction", cluster.storageFraction()));
  }
}
