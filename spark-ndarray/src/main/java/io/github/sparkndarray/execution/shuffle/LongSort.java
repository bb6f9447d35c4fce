package io.github.sparkndarray.execution.shuffle;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.io.ForgetfulStreams;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Sorts rows that several chunks have: each chunk is sorted, samples of all tell where to cut them,
 * and what lies between two cuts comes together and is sorted again. A cut is a value and a
 * position, so that equal elements, too, are shared out evenly.
 */
final class LongSort {
  private static final int SAMPLES = 64;
  private static final int MOST_SAMPLES = 1 << 22;

  private final JavaSparkContext spark;
  private final FlatArray x;
  private final long row;
  private final boolean positions;
  private final ClusterShuffle.Placement placement;

  LongSort(
      JavaSparkContext spark,
      FlatArray x,
      long row,
      boolean positions,
      ClusterShuffle.Placement placement) {
    this.spark = spark;
    this.x = x;
    this.row = row;
    this.positions = positions;
    this.placement = placement;
  }

  /**
   * The sorted elements, or where they were in their rows, in runs at their new positions.
   *
   * @param leftovers gets what frees the sorted chunks, which the result is computed from
   */
  JavaRDD<FlatRuns> runs(List<Runnable> leftovers) {
    FlatGrid grid = x.grid();
    boolean places = positions;
    long length = row;
    JavaPairRDD<Long, SortedPart> sorted =
        ForgetfulStreams.persisted(
            x.chunks()
                .mapToPair(
                    chunk ->
                        new Tuple2<>(
                            chunk._1(),
                            SortedPart.of(chunk._2(), grid.start(chunk._1()), places))));
    leftovers.add(() -> sorted.unpersist(false));
    Broadcast<Cuts> cuts = spark.broadcast(cuts(sorted));
    leftovers.add(() -> cuts.unpersist(false));
    Map<Long, Long> starts =
        starts(
            sorted.flatMapToPair(
                part -> cuts.value().counts(part._2(), grid.start(part._1()) / length).iterator()));
    JavaPairRDD<Long, SortedPart> cut =
        sorted.flatMapToPair(
            part -> cuts.value().cut(part._2(), grid.start(part._1()) / length).iterator());
    long buckets = cuts.value().buckets();
    Partitioner by = placement.of(buckets);
    DType dtype = x.dtype();
    return ForgetfulStreams.shuffled(cut.groupByKey(by))
        .map(
            bucket -> {
              long start = starts.getOrDefault(bucket._1(), 0L);
              HostArray merged =
                  places
                      ? SortedPart.mergedPlaces(bucket._2(), start / length * length)
                      : SortedPart.merged(bucket._2(), dtype);
              return FlatRuns.of(start, merged);
            });
  }

  private Cuts cuts(JavaPairRDD<Long, SortedPart> sorted) {
    FlatGrid grid = x.grid();
    long length = row;
    int each = (int) Math.max(8, Math.min(SAMPLES, MOST_SAMPLES / Math.max(1, grid.size())));
    List<Tuple2<Long, Cuts.Cut>> samples =
        sorted
            .flatMap(
                part -> {
                  List<Tuple2<Long, Cuts.Cut>> own = new ArrayList<>();
                  part._2()
                      .samples(each)
                      .forEach(cut -> own.add(new Tuple2<>(grid.start(part._1()) / length, cut)));
                  return own.iterator();
                })
            .collect();
    Map<Long, List<Cuts.Cut>> byRow = new TreeMap<>();
    samples.forEach(s -> byRow.computeIfAbsent(s._1(), absent -> new ArrayList<>()).add(s._2()));
    int perRow = Math.toIntExact((length + grid.chunk() - 1) / grid.chunk());
    long rows = grid.grid().shape().size() / length;
    return Cuts.of(byRow, perRow, rows);
  }

  /** Where the elements of each bucket begin. */
  private static Map<Long, Long> starts(JavaPairRDD<Long, Long> counts) {
    List<Tuple2<Long, Long>> sizes = new ArrayList<>(counts.reduceByKey(Long::sum).collect());
    sizes.sort(Comparator.comparing(Tuple2::_1));
    Map<Long, Long> starts = new HashMap<>();
    long start = 0;
    for (Tuple2<Long, Long> size : sizes) {
      starts.put(size._1(), start);
      start += size._2();
    }
    return starts;
  }
}
