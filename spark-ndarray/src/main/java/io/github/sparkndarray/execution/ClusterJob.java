package io.github.sparkndarray.execution;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import scala.Function2;
import scala.collection.Iterator;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Runs an RDD of block results as one job, and hands each task's results on as soon as it is done.
 */
final class ClusterJob {
  private ClusterJob() {}

  /**
   * Runs the job and waits for it.
   *
   * @param results gets each result, on one thread at a time
   * @param tasksDone is told after each task how many are done
   * @param driver is told what arrives
   */
  static void run(
      JavaRDD<BlockResult> rdd,
      Consumer<BlockResult> results,
      IntConsumer tasksDone,
      DriverMeter driver) {
    Function2<TaskContext, Iterator<BlockResult>, List<BlockResult>> task = new ListResults();
    Function2<Object, List<BlockResult>, BoxedUnit> handler =
        new AbstractFunction2<>() {
          private int done;

          @Override
          public synchronized BoxedUnit apply(Object partition, List<BlockResult> list) {
            // As it came and as the arrays that it holds.
            driver.passes(2 * list.stream().mapToLong(BlockResult::bytes).sum());
            list.forEach(results);
            tasksDone.accept(++done);
            return BoxedUnit.UNIT;
          }
        };
    rdd.rdd().sparkContext().runJob(rdd.rdd(), task, handler, ClassTag$.MODULE$.apply(List.class));
  }

  /** Serializable, unlike a lambda of Scala's function type. */
  private static final class ListResults
      extends AbstractFunction2<TaskContext, Iterator<BlockResult>, List<BlockResult>>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public List<BlockResult> apply(TaskContext context, Iterator<BlockResult> results) {
      List<BlockResult> list = new ArrayList<>();
      while (results.hasNext()) {
        list.add(results.next());
      }
      TaskMeter meter = TaskMeter.running();
      if (meter != null) {
        meter.sends(list.stream().mapToLong(BlockResult::bytes).sum());
      }
      return list;
    }
  }
}
