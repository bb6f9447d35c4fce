package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction2;
import scala.Tuple2;

/**
 * Puts chunks of one number together whose partitions lie side by side, as they come. Where both
 * come in the same order, as they do where tasks have made them, no chunk waits for its partner: a
 * join of Spark's would first have all of a partition.
 */
final class MatchedChunks
    implements FlatMapFunction2<
        Iterator<Tuple2<Long, List<HostArray>>>,
        Iterator<Tuple2<Long, HostArray>>,
        Tuple2<Long, List<HostArray>>> {
  private static final long serialVersionUID = 1L;

  @Override
  public Iterator<Tuple2<Long, List<HostArray>>> call(
      Iterator<Tuple2<Long, List<HostArray>>> first, Iterator<Tuple2<Long, HostArray>> second) {
    Map<Long, HostArray> waiting = new HashMap<>();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return first.hasNext();
      }

      @Override
      public Tuple2<Long, List<HostArray>> next() {
        Tuple2<Long, List<HostArray>> chunk = first.next();
        while (!waiting.containsKey(chunk._1()) && second.hasNext()) {
          Tuple2<Long, HostArray> other = second.next();
          waiting.put(other._1(), other._2());
        }
        HostArray partner = waiting.remove(chunk._1());
        if (partner == null) {
          throw new IllegalStateException("Chunk " + chunk._1() + " has no chunk beside it");
        }
        List<HostArray> all = new ArrayList<>(chunk._2());
        all.add(partner);
        return new Tuple2<>(chunk._1(), all);
      }
    };
  }
}
