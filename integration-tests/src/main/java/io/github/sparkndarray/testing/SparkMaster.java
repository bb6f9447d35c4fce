package io.github.sparkndarray.testing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a test's Spark runs on, parsed from {@link SparkTest#master}. */
sealed interface SparkMaster {

  /** Threads of the test's JVM; the text is Spark's own master URL. */
  record Local(String url) implements SparkMaster {}

  /** Executors in JVMs of their own, under a Master and Workers that share one JVM. */
  record LocalCluster(ExecutorSize size) implements SparkMaster {}

  /** A Master and Workers in a JVM each. */
  record Standalone(ExecutorSize size) implements SparkMaster {}

  /** How many executors there are, and the size of each. */
  record ExecutorSize(int count, int cores, int megabytes) {
    /**
     * What Spark reserves (300 MB) and half as much again: an executor with less does not start.
     */
    static final int LEAST_MEGABYTES = 450;

    public ExecutorSize {
      if (count < 1 || cores < 1) {
        throw new IllegalArgumentException(
            "Cannot make a cluster of "
                + count
                + " executors with "
                + cores
                + " cores each: both must be at least 1");
      }
      if (megabytes < LEAST_MEGABYTES) {
        throw new IllegalArgumentException(
            "Cannot make executors of "
                + megabytes
                + " MB: Spark refuses less than "
                + LEAST_MEGABYTES
                + " MB each");
      }
    }
  }

  Pattern LOCAL = Pattern.compile("local(\\[(\\d+|\\*)(,\\s*\\d+)?])?");
  Pattern CLUSTER =
      Pattern.compile("(local-cluster|standalone)\\[\\s*(\\d+)\\s*,\\s*(\\d+)\\s*,\\s*(\\d+)\\s*]");

  /**
   * Parses a master.
   *
   * @throws IllegalArgumentException when it is none of those that {@link SparkTest#master} lists
   */
  static SparkMaster parse(String text) {
    String master = text.strip();
    if (LOCAL.matcher(master).matches()) {
      return new Local(master);
    }
    Matcher cluster = CLUSTER.matcher(master);
    if (!cluster.matches()) {
      throw new IllegalArgumentException(
          "Cannot test on master \""
              + text
              + "\": use local[N], local-cluster[executors,cores,MB] or"
              + " standalone[workers,cores,MB]");
    }
    ExecutorSize size =
        new ExecutorSize(
            Integer.parseInt(cluster.group(2)),
            Integer.parseInt(cluster.group(3)),
            Integer.parseInt(cluster.group(4)));
    return cluster.group(1).equals("standalone") ? new Standalone(size) : new LocalCluster(size);
  }
}
