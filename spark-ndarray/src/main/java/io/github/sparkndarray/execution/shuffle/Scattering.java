package io.github.sparkndarray.execution.shuffle;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
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

/**
 * Elements put where positions say: each chunk gets those for it, and takes them in their order.
 */
final class Scattering {
  private Scattering() {}

  /**
   * Elements for one chunk from one chunk of those to be put.
   *
   * @param order which chunk they come from
   */
  record Update(long order, HostArray positions, HostArray values) implements Serializable {}

  static FlatArray of(FlatArray x, FlatArray positions, FlatArray values, Partitioner by) {
    FlatGrid grid = x.grid();
    JavaPairRDD<Long, Update> updates =
        positions
            .chunks()
            .join(values.chunks())
            .flatMapToPair(
                pair -> split(pair._1(), pair._2()._1(), pair._2()._2(), grid).iterator());
    JavaPairRDD<Long, HostArray> chunks =
        x.chunks()
            .cogroup(updates, by)
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
                                    group._2()._2()))),
                true);
    return new FlatArray(x.dtype(), grid, chunks);
  }

  private static List<Tuple2<Long, Update>> split(
      long order, HostArray positions, HostArray values, FlatGrid grid) {
    Map<Long, FlatRuns.Builder> where = new LinkedHashMap<>();
    Map<Long, FlatRuns.Builder> what = new LinkedHashMap<>();
    for (int i = 0; i < positions.size(); i++) {
      long number = grid.chunkAt(positions.getLong(i));
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

  private static HostArray updated(HostArray chunk, long start, Iterable<Update> updates) {
    List<Update> inOrder = new ArrayList<>();
    updates.forEach(inOrder::add);
    if (inOrder.isEmpty()) {
      return chunk;
    }
    inOrder.sort(Comparator.comparingLong(Update::order));
    Shape shape = chunk.shape();
    HostArray result = HostArray.wrap(chunk.dtype(), shape, chunk.bytes().clone());
    inOrder.forEach(
        update -> LocalShuffle.scatter(result, start, update.positions(), update.values()));
    return result;
  }
}
