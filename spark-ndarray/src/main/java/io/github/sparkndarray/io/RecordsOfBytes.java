package io.github.sparkndarray.io;

import java.nio.ByteBuffer;
import java.util.function.Function;
import org.apache.spark.Partition;
import org.apache.spark.Partitioner;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.serializer.SerializerInstance;
import org.apache.spark.storage.StorageLevel;
import scala.Option;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Records that are made of the bytes of the same records: persisting them is persisting the bytes,
 * which Spark stores one by one, whatever serializer it has for other objects.
 */
final class RecordsOfBytes<T> extends RDD<T> {
  private static final long serialVersionUID = 1L;
  private static final ClassTag<Object> ANY = ClassTag$.MODULE$.apply(Object.class);

  private final transient Bytes bytes;

  RecordsOfBytes(RDD<T> records) {
    this(new Bytes(records), records.elementClassTag());
  }

  private RecordsOfBytes(Bytes bytes, ClassTag<T> type) {
    super(bytes, type);
    this.bytes = bytes;
  }

  /** The bytes of an RDD's records. */
  private static final class Bytes extends RDD<byte[]> {
    private static final long serialVersionUID = 1L;
    private static final ClassTag<byte[]> BYTES = ClassTag$.MODULE$.apply(byte[].class);

    private final transient RDD<?> records;

    Bytes(RDD<?> records) {
      super(records, BYTES);
      this.records = records;
    }

    @Override
    public Option<Partitioner> partitioner() {
      return records.partitioner();
    }

    @Override
    public Partition[] getPartitions() {
      return firstParent(ANY).partitions();
    }

    @Override
    public Iterator<byte[]> compute(Partition split, TaskContext context) {
      SerializerInstance serializer = SparkEnv.get().serializer().newInstance();
      return mapped(
          firstParent(ANY).iterator(split, context),
          record -> bytesOf(serializer.serialize(record, ANY)));
    }

    private static byte[] bytesOf(ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    }
  }

  /** What is persisted of the records. */
  RDD<byte[]> bytes() {
    return bytes;
  }

  @Override
  public RDD<T> persist(StorageLevel level) {
    bytes.persist(level);
    return this;
  }

  @Override
  public RDD<T> unpersist(boolean isBlocking) {
    bytes.unpersist(isBlocking);
    return this;
  }

  @Override
  public Option<Partitioner> partitioner() {
    return bytes.partitioner();
  }

  @Override
  public Partition[] getPartitions() {
    return firstParent(Bytes.BYTES).partitions();
  }

  @Override
  public Iterator<T> compute(Partition split, TaskContext context) {
    SerializerInstance serializer = SparkEnv.get().serializer().newInstance();
    return mapped(
        firstParent(Bytes.BYTES).iterator(split, context),
        record -> serializer.deserialize(ByteBuffer.wrap(record), elementClassTag()));
  }

  private static <A, B> Iterator<B> mapped(Iterator<A> all, Function<A, B> each) {
    return CollectionConverters.asScala(
        new MappedIterator<>(CollectionConverters.asJava(all), each));
  }
}
