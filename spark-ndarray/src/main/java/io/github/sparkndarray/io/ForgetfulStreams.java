package io.github.sparkndarray.io;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.CoGroupedRDD;
import org.apache.spark.rdd.MapPartitionsRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.rdd.ShuffledRDD;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.storage.StorageLevel;

/**
 * Spark's Java serializer, which is its default, holds on to the last hundred objects that a stream
 * has written or read: hundreds of megabytes of chunks. What is shuffled here goes through one that
 * forgets each at once, and what is persisted is bytes by then. Kryo forgets by itself: where a
 * session has it, nothing is changed.
 */
public final class ForgetfulStreams {
  private ForgetfulStreams() {}

  private static boolean isForgetful() {
    return !(SparkEnv.get().serializer() instanceof JavaSerializer);
  }

  /**
   * The same RDD, which has just been made of a shuffle, and whose records are forgotten as soon as
   * they are written or read.
   */
  public static <K, V> JavaPairRDD<K, V> shuffled(JavaPairRDD<K, V> made) {
    RDD<?> rdd = made.rdd();
    while (rdd instanceof MapPartitionsRDD<?, ?>) {
      rdd = rdd.dependencies().head().rdd();
    }
    if (!isForgetful() && rdd instanceof ShuffledRDD<?, ?, ?> shuffle) {
      shuffle.setSerializer(forgetful());
    } else if (!isForgetful() && rdd instanceof CoGroupedRDD<?> shuffle) {
      shuffle.setSerializer(forgetful());
    }
    return made;
  }

  private static Serializer forgetful() {
    SparkConf conf = SparkEnv.get().conf().clone();
    return new JavaSerializer(conf.set("spark.serializer.objectStreamReset", "1"));
  }

  /** The same records, to be persisted as what {@link #kept} says. */
  public static <K, V> JavaPairRDD<K, V> toPersist(JavaPairRDD<K, V> records) {
    return isForgetful()
        ? records
        : JavaPairRDD.fromRDD(
            new RecordsOfBytes<>(records.rdd()), records.kClassTag(), records.vClassTag());
  }

  /** What is persisted of an RDD: its bytes, where it is made of such. */
  public static RDD<?> kept(RDD<?> records) {
    return records instanceof RecordsOfBytes<?> made ? made.bytes() : records;
  }

  /** The same records, kept in the cluster's memory, serialized, and on its disks. */
  public static <K, V> JavaPairRDD<K, V> persisted(JavaPairRDD<K, V> records) {
    return toPersist(records).persist(StorageLevel.MEMORY_AND_DISK_SER());
  }

  /** The same records, kept in the cluster's memory, serialized, and on its disks. */
  public static <T> JavaRDD<T> persisted(JavaRDD<T> records) {
    JavaRDD<T> kept =
        isForgetful()
            ? records
            : JavaRDD.fromRDD(new RecordsOfBytes<>(records.rdd()), records.classTag());
    return kept.persist(StorageLevel.MEMORY_AND_DISK_SER());
  }
}
