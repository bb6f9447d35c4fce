package io.github.sparkndarray.testing;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.LocalSparkCluster;

/**
 * The main class of the JVMs of a cluster. Runs another main class, {@code CLASS ARGUMENT…}, or a
 * Master with Workers in this one JVM, {@code local-cluster WORKERS CORES MEGABYTES}; and ends this
 * JVM when standard input does, so that none is left over when the JVM of the tests is killed.
 */
public final class ClusterDaemon {
  static final String LOCAL_CLUSTER = "local-cluster";

  private ClusterDaemon() {}

  /** Runs the daemon. */
  public static void main(String[] arguments)
      throws ReflectiveOperationException, InterruptedException {
    Thread watch = new Thread(ClusterDaemon::exitAtEndOfInput, "end-of-input");
    watch.setDaemon(true);
    watch.start();
    if (arguments[0].equals(LOCAL_CLUSTER)) {
      startLocalCluster(
          Integer.parseInt(arguments[1]),
          Integer.parseInt(arguments[2]),
          Integer.parseInt(arguments[3]));
      watch.join();
    } else {
      run(arguments[0], Arrays.copyOfRange(arguments, 1, arguments.length));
    }
  }

  private static void startLocalCluster(int workers, int cores, int megabytes) {
    LocalSparkCluster.apply(workers, cores, megabytes, new SparkConf()).start();
  }

  private static void run(String mainClass, String[] arguments)
      throws ReflectiveOperationException {
    try {
      Class.forName(mainClass).getMethod("main", String[].class).invoke(null, (Object) arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("Cannot run " + mainClass, e.getCause());
    }
  }

  private static void exitAtEndOfInput() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is said to a daemon; only the end matters.
      }
    } catch (IOException e) {
      // A broken pipe is an end too.
    }
    System.exit(0);
  }
}
