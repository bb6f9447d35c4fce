package io.github.sparkndarray.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.io.ForgetfulStreams;
import io.github.sparkndarray.testing.SparkTest;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

/** Spark's default serializer, which most sessions have, must not hold on to chunks. */
@SparkTest(conf = "spark.serializer=org.apache.spark.serializer.JavaSerializer")
class JavaSerializerTest {
  private static final Queue<WeakReference<Chunk>> MADE = new ConcurrentLinkedQueue<>();

  /** Fewer than after how many Spark's serializer forgets. */
  private static final int CHUNKS = 90;

  private static final class Chunk implements Serializable {
    private static final long serialVersionUID = 1L;

    private final byte[] bytes = new byte[1 << 10];
  }

  /** Chunks of one task, the last of which looks what has become of the others. */
  private static JavaPairRDD<Integer, Chunk> chunks(SparkSession spark) {
    MADE.clear();
    List<Integer> numbers = IntStream.range(0, CHUNKS).boxed().toList();
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(numbers, 1)
        .mapToPair(
            number -> {
              Chunk chunk = new Chunk();
              MADE.add(new WeakReference<>(chunk));
              if (number == CHUNKS - 1) {
                System.gc();
                MADE.removeIf(made -> made.get() == null);
              }
              return new Tuple2<>(number, chunk);
            });
  }

  private static long bytes(JavaPairRDD<Integer, Chunk> chunks) {
    return chunks.map(chunk -> (long) chunk._2().bytes.length).reduce(Long::sum);
  }

  @Test
  void whatIsPersistedIsForgottenAtOnce(SparkSession spark) {
    JavaPairRDD<Integer, Chunk> persisted = ForgetfulStreams.persisted(chunks(spark));
    assertThat(bytes(persisted)).isEqualTo((long) CHUNKS << 10);
    assertThat(MADE).as("chunks in memory beside their bytes").hasSizeLessThan(10);
    assertThat(bytes(persisted)).as("from memory").isEqualTo((long) CHUNKS << 10);
    assertThat(ForgetfulStreams.kept(persisted.rdd()).getStorageLevel().useMemory()).isTrue();
    persisted.unpersist(true);
    assertThat(ForgetfulStreams.kept(persisted.rdd()).getStorageLevel().useMemory()).isFalse();
  }

  @Test
  void whatIsShuffledIsForgottenAtOnce(SparkSession spark) {
    JavaPairRDD<Integer, Chunk> shuffled =
        ForgetfulStreams.shuffled(chunks(spark).partitionBy(new HashPartitioner(2)));
    assertThat(bytes(shuffled)).isEqualTo((long) CHUNKS << 10);
    assertThat(MADE).as("chunks in memory beside their bytes").hasSizeLessThan(10);
    JavaRDD<Integer> grouped =
        ForgetfulStreams.shuffled(chunks(spark).groupByKey(new HashPartitioner(2))).keys();
    assertThat(grouped.count()).isEqualTo(CHUNKS);
    assertThat(MADE).as("chunks in memory beside their bytes").hasSizeLessThan(10);
  }
}
