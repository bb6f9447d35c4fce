package io.github.sparkndarray.testing;

import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.jspecify.annotations.Nullable;

/** The settings of a test's session; the test's own win. */
final class SessionConf {
  private SessionConf() {}

  static SparkConf of(SparkSettings settings, @Nullable Cluster cluster, Path folder) {
    SparkConf conf = common(settings.name(), folder);
    if (cluster == null) {
      conf.setMaster(((SparkMaster.Local) settings.master()).url());
    } else {
      addCluster(conf, cluster);
    }
    settings.conf().forEach(conf::set);
    return conf;
  }

  private static SparkConf common(String name, Path folder) {
    return new SparkConf(false)
        .setAppName(name)
        .set("spark.ui.enabled", "false")
        .set("spark.ui.showConsoleProgress", "false")
        .set("spark.driver.host", "127.0.0.1")
        .set("spark.driver.bindAddress", "127.0.0.1")
        .set("spark.sql.warehouse.dir", folder.resolve("warehouse").toUri().toString())
        .set("spark.sql.catalogImplementation", "in-memory")
        .set("spark.sql.shuffle.partitions", "2")
        .set("spark.unsafe.exceptionOnMemoryLeak", "true");
  }

  private static void addCluster(SparkConf conf, Cluster cluster) {
    SparkMaster.ExecutorSize size = cluster.size();
    conf.setMaster(cluster.masterUrl())
        .set("spark.executor.cores", Integer.toString(size.cores()))
        .set("spark.executor.memory", size.megabytes() + "m")
        .set("spark.cores.max", Integer.toString(size.count() * size.cores()))
        .set("spark.executor.extraClassPath", ClassPath.ofThisJvm())
        // All executors are on this machine: without this they would read each other's files
        // instead of fetching blocks, which executors on several machines have to.
        .set("spark.shuffle.readHostLocalDisk", "false");
  }
}
