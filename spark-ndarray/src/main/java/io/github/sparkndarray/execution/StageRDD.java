package io.github.sparkndarray.execution;

import io.github.sparkndarray.plan.physical.Blocks;
import java.util.List;
import org.apache.spark.Dependency;
import org.apache.spark.Partition;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;

/**
 * The results of a stage whose blocks lie nowhere yet: each task is told which blocks are its own.
 * An RDD by itself, as Spark analyses the byte code of every function it is given, which takes
 * longer than many a stage.
 */
final class StageRDD extends RDD<BlockResult> {
  private static final long serialVersionUID = 1L;

  private final Blocks blocks;
  private final int tasks;
  private final StageTask task;

  StageRDD(SparkContext context, Blocks blocks, int tasks, StageTask task) {
    super(
        context,
        CollectionConverters.asScala(List.<Dependency<?>>of()).toSeq(),
        ClassTag$.MODULE$.apply(BlockResult.class));
    this.blocks = blocks;
    this.tasks = tasks;
    this.task = task;
  }

  @Override
  public Partition[] getPartitions() {
    Partition[] partitions = new Partition[tasks];
    for (int index = 0; index < tasks; index++) {
      partitions[index] = BlockRange.of(blocks.size(), tasks, index);
    }
    return partitions;
  }

  @Override
  public Iterator<BlockResult> compute(Partition split, TaskContext context) {
    return CollectionConverters.asScala(task.call(((BlockRange) split).of(blocks)));
  }
}
