package io.github.sparkndarray.frame;

import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.Dependency;
import org.apache.spark.OneToOneDependency;
import org.apache.spark.Partition;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Rows that are worked out when they are first asked for, once: until then a DataFrame of them is
 * nothing but a description. What has to run before its tasks runs on the thread that asks.
 */
public final class LazyRows extends RDD<InternalRow> {
  private static final long serialVersionUID = 1L;
  private static final ClassTag<InternalRow> ROW = ClassTag$.MODULE$.apply(InternalRow.class);

  private final transient Supplier<RDD<InternalRow>> make;
  private transient @Nullable RDD<InternalRow> made;

  /** Rows that a supplier makes when they are first asked for. */
  public LazyRows(SparkContext context, Supplier<RDD<InternalRow>> make) {
    super(context, CollectionConverters.asScala(List.<Dependency<?>>of()).toSeq(), ROW);
    this.make = make;
  }

  private synchronized RDD<InternalRow> rows() {
    RDD<InternalRow> rows = made;
    if (rows == null) {
      rows = make.get();
      made = rows;
    }
    return rows;
  }

  @Override
  public Seq<Dependency<?>> getDependencies() {
    List<Dependency<?>> one = List.of(new OneToOneDependency<>(rows()));
    return CollectionConverters.asScala(one).toSeq();
  }

  @Override
  public Partition[] getPartitions() {
    return rows().partitions();
  }

  @Override
  public Iterator<InternalRow> compute(Partition split, TaskContext context) {
    return firstParent(ROW).iterator(split, context);
  }
}
