package io.github.sparkndarray.execution.shuffle;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.io.ForgetfulStreams;
import io.github.sparkndarray.io.MappedIterator;
import io.github.sparkndarray.shape.Shape;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import scala.Tuple2;

/** Elements on their way to the chunks that have their positions, each with its position. */
final class Updates {
  private Updates() {}

  /**
   * Elements for one chunk from one chunk of those that are sent.
   *
   * @param order which chunk they come from
   */
  record Update(long order, HostArray positions, HostArray values) implements Serializable {}

  /** What a chunk does with elements that come to it. */
  interface Taking extends Serializable {
    /** Changes a chunk, which is the caller's own, and which begins at a position. */
    void take(HostArray chunk, long start, HostArray positions, HostArray values);
  }

  /**
   * The array with what is sent to each of its chunks, in the order in which it lies.
   *
   * @param sent positions, int64, and elements; what the array does not have is left out
   */
  static FlatArray apply(
      FlatArray x,
      JavaPairRDD<Long, Tuple2<HostArray, HostArray>> sent,
      Taking taking,
      Partitioner by) {
    FlatGrid grid = x.grid();
    JavaPairRDD<Long, Update> updates =
        sent.flatMapToPair(
            pair -> split(pair._1(), pair._2()._1(), pair._2()._2(), grid).iterator());
    JavaPairRDD<Long, HostArray> chunks =
        ForgetfulStreams.shuffled(x.chunks().cogroup(updates, by))
            .mapPartitionsToPair(
                groups ->
                    new MappedIterator<>(
                        groups,
                        group ->
                            new Tuple2<>(
                                group._1(),
                                updated(
                                    group._2()._1().iterator().next(),
                                    grid.start(group._1()),
                                    group._2()._2(),
                                    taking))),
                true);
    return new FlatArray(x.dtype(), grid, chunks);
  }

  private static List<Tuple2<Long, Update>> split(
      long order, HostArray positions, HostArray values, FlatGrid grid) {
    long size = grid.grid().shape().size();
    Map<Long, FlatRuns.Builder> where = new LinkedHashMap<>();
    Map<Long, FlatRuns.Builder> what = new LinkedHashMap<>();
    for (int i = 0; i < positions.size(); i++) {
      long position = positions.getLong(i);
      if (position < 0 || position >= size) {
        continue;
      }
      long number = grid.chunkAt(position);
      where
          .computeIfAbsent(number, absent -> new FlatRuns.Builder(DType.INT64))
          .add(i, positions, i, 1);
      what.computeIfAbsent(number, absent -> new FlatRuns.Builder(values.dtype()))
          .add(i, values, i, 1);
    }
    List<Tuple2<Long, Update>> updates = new ArrayList<>();
    where.forEach(
        (number, builder) -> {
          HostArray elements = what.getOrDefault(number, builder).build().values();
          updates.add(new Tuple2<>(number, new Update(order, builder.build().values(), elements)));
        });
    return updates;
  }

  private static HostArray updated(
      HostArray chunk, long start, Iterable<Update> updates, Taking taking) {
    List<Update> inOrder = new ArrayList<>();
    updates.forEach(inOrder::add);
    if (inOrder.isEmpty()) {
      return chunk;
    }
    inOrder.sort(Comparator.comparingLong(Update::order));
    Shape shape = chunk.shape();
    HostArray result = HostArray.wrap(chunk.dtype(), shape, chunk.bytes().clone());
    inOrder.forEach(update -> taking.take(result, start, update.positions(), update.values()));
    return result;
  }
}
