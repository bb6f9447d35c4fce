package io.github.sparkndarray.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** A session in the test's JVM on a real standalone cluster; executors know the test's classes. */
class StandaloneSessionTest {

  @Test
  @SparkTest(master = "standalone[2,1,512]")
  void runsTasksOnTheWorkers(SparkSession spark, ClusterInfo info) {
    assertThat(info.master()).startsWith("spark://127.0.0.1:");
    assertThat(info.executorPids()).hasSize(2).doesNotContain(ProcessHandle.current().pid());
    assertThat(spark.range(1000).repartition(4).count()).isEqualTo(1000);
  }
}
