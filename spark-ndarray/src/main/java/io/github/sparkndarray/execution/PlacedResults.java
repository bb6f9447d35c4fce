package io.github.sparkndarray.execution;

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
 * Results that already lie where a partitioner would put them, so that they need not be shuffled to
 * lie side by side with others that it has put there.
 */
final class PlacedResults extends RDD<Tuple2<Long, BlockResult>> {
  private static final long serialVersionUID = 1L;

  private final transient Partitioner partitioner;

  private PlacedResults(RDD<Tuple2<Long, BlockResult>> results, Partitioner partitioner) {
    super(results, ClassTag$.MODULE$.<Tuple2<Long, BlockResult>>apply(Tuple2.class));
    this.partitioner = partitioner;
  }

  static JavaPairRDD<Long, BlockResult> of(
      JavaPairRDD<Long, BlockResult> results, Partitioner partitioner) {
    ClassTag<Long> key = ClassTag$.MODULE$.apply(Long.class);
    ClassTag<BlockResult> value = ClassTag$.MODULE$.apply(BlockResult.class);
    return JavaPairRDD.fromRDD(new PlacedResults(results.rdd(), partitioner), key, value);
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
  public Iterator<Tuple2<Long, BlockResult>> compute(Partition split, TaskContext context) {
    return parent().iterator(split, context);
  }

  private RDD<Tuple2<Long, BlockResult>> parent() {
    return firstParent(elementClassTag());
  }
}
