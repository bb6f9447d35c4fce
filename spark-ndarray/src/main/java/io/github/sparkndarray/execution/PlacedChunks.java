package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import org.apache.spark.Partition;
import org.apache.spark.Partitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.rdd.RDD;
import scala.Option;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Chunks that already lie where a partitioner would put them, so that they need not be shuffled to
 * lie side by side with others that it has put there.
 */
final class PlacedChunks extends RDD<Tuple2<Long, HostArray>> {
  private static final long serialVersionUID = 1L;

  private final transient Partitioner partitioner;

  private PlacedChunks(RDD<Tuple2<Long, HostArray>> chunks, Partitioner partitioner) {
    super(chunks, ClassTag$.MODULE$.<Tuple2<Long, HostArray>>apply(Tuple2.class));
    this.partitioner = partitioner;
  }

  static JavaPairRDD<Long, HostArray> of(
      JavaPairRDD<Long, HostArray> chunks, Partitioner partitioner) {
    ClassTag<Long> key = ClassTag$.MODULE$.apply(Long.class);
    ClassTag<HostArray> value = ClassTag$.MODULE$.apply(HostArray.class);
    return JavaPairRDD.fromRDD(new PlacedChunks(chunks.rdd(), partitioner), key, value);
  }

  @Override
  public Option<Partitioner> partitioner() {
    return Option.apply(partitioner);
  }

  @Override
  public Partition[] getPartitions() {
    return parent().partitions();
  }

  @Override
  public Iterator<Tuple2<Long, HostArray>> compute(Partition split, TaskContext context) {
    return parent().iterator(split, context);
  }

  private RDD<Tuple2<Long, HostArray>> parent() {
    return firstParent(elementClassTag());
  }
}
