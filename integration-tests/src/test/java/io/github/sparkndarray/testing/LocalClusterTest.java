package io.github.sparkndarray.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.junit.jupiter.api.Test;

/** Executors of {@code local-cluster} are processes of their own; everything is serialized. */
@SparkTest(
    master = "local-cluster[2,1,512]",
    conf = "spark.serializer=org.apache.spark.serializer.KryoSerializer")
class LocalClusterTest {

  @Test
  void runsTasksInTwoOtherJvms(ClusterInfo cluster) {
    Set<Long> pids = cluster.executorPids();
    assertThat(cluster.executors()).isEqualTo(2);
    assertThat(cluster.cores()).isEqualTo(2);
    assertThat(pids).hasSize(2).doesNotContain(ProcessHandle.current().pid());
  }

  /** In {@code local[N]} tasks would see the driver's own object. */
  @Test
  void broadcastValuesReachTasksAsCopies(JavaSparkContext context) {
    Broadcast<long[]> broadcast = context.broadcast(new long[] {1, 2, 3});
    List<Long> sums =
        context.parallelize(List.of(10L, 20L), 2).map(x -> x + ++broadcast.value()[0]).collect();
    assertThat(sums).allMatch(sum -> sum > 10);
    assertThat(broadcast.value()[0]).isEqualTo(1);
    broadcast.destroy();
  }

  @Test
  void executorsHaveTheVectorModule(JavaSparkContext context) {
    List<Boolean> found =
        context
            .parallelize(List.of(1, 2), 2)
            .map(x -> ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent())
            .collect();
    assertThat(found).containsExactly(true, true);
  }
}
