package io.github.sparkndarray.execution.shuffle;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.kernel.OrderedKeys;
import io.github.sparkndarray.shape.Shape;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.apache.spark.storage.StorageLevel;
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
        x.chunks()
            .mapToPair(
                chunk ->
                    new Tuple2<>(
                        chunk._1(), SortedPart.of(chunk._2(), grid.start(chunk._1()), places)))
            .persist(StorageLevel.MEMORY_AND_DISK_SER());
    leftovers.add(() -> sorted.unpersist(false));
    Broadcast<Cuts> cuts = spark.broadcast(cuts(sorted));
    leftovers.add(() -> cuts.unpersist(false));
    JavaPairRDD<Long, SortedPart> cut =
        sorted.flatMapToPair(
            part -> cuts.value().cut(part._2(), grid.start(part._1()) / length).iterator());
    Map<Long, Long> starts = starts(cut);
    long buckets = cuts.value().buckets();
    Partitioner by = placement.of(buckets);
    DType dtype = x.dtype();
    return cut.groupByKey(by)
        .map(
            bucket -> {
              SortedPart all = SortedPart.merge(bucket._2());
              long start = starts.getOrDefault(bucket._1(), 0L);
              return FlatRuns.of(start, all.result(dtype, start / length * length, places));
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
  private Map<Long, Long> starts(JavaPairRDD<Long, SortedPart> cut) {
    List<Tuple2<Long, Long>> sizes =
        new ArrayList<>(
            cut.mapValues(part -> (long) part.keys().length).reduceByKey(Long::sum).collect());
    sizes.sort(Comparator.comparing(Tuple2::_1));
    Map<Long, Long> starts = new HashMap<>();
    long start = 0;
    for (Tuple2<Long, Long> size : sizes) {
      starts.put(size._1(), start);
      start += size._2();
    }
    return starts;
  }

  /** Sorted keys of one chunk, or of what lies between two cuts, and where each element was. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record SortedPart(long[] keys, long[] positions) implements Serializable {

    static SortedPart of(HostArray chunk, long start, boolean stable) {
      long[] keys = SortKeys.of(chunk, stable);
      long[] places = new long[keys.length];
      if (!stable) {
        // Equal elements cannot be told apart: any numbering that no other chunk has will do.
        Arrays.sort(keys);
        Arrays.setAll(places, i -> start + i);
        return new SortedPart(keys, places);
      }
      long[] sorted = new long[keys.length];
      int[] order = OrderedKeys.order(keys, 0, keys.length);
      for (int i = 0; i < order.length; i++) {
        sorted[i] = keys[order[i]];
        places[i] = start + order[i];
      }
      return new SortedPart(sorted, places);
    }

    /** So many elements at equal distances. */
    List<Cuts.Cut> samples(int count) {
      List<Cuts.Cut> samples = new ArrayList<>();
      int step = Math.max(1, keys.length / count);
      for (int i = step / 2; i < keys.length; i += step) {
        samples.add(new Cuts.Cut(keys[i], positions[i]));
      }
      return samples;
    }

    SortedPart range(int from, int to) {
      return new SortedPart(
          Arrays.copyOfRange(keys, from, to), Arrays.copyOfRange(positions, from, to));
    }

    /** All elements of several parts, in order. */
    static SortedPart merge(Iterable<SortedPart> parts) {
      List<SortedPart> list = new ArrayList<>();
      parts.forEach(list::add);
      // Of equal elements those of earlier chunks come first.
      list.sort(Comparator.comparingLong(part -> part.positions[0]));
      int size = list.stream().mapToInt(part -> part.keys.length).sum();
      long[] keys = new long[size];
      long[] positions = new long[size];
      int at = 0;
      for (SortedPart part : list) {
        System.arraycopy(part.keys, 0, keys, at, part.keys.length);
        System.arraycopy(part.positions, 0, positions, at, part.keys.length);
        at += part.keys.length;
      }
      return new SortedPart(keys, positions);
    }

    /** The elements in order, or where they were, counted from the start of their row. */
    HostArray result(DType dtype, long rowStart, boolean places) {
      Shape shape = Shape.of(keys.length);
      if (!places) {
        Arrays.sort(keys);
        return SortKeys.elements(dtype, shape, keys);
      }
      long[] sorted = new long[keys.length];
      int[] order = OrderedKeys.order(keys, 0, keys.length);
      Arrays.setAll(sorted, i -> positions[order[i]] - rowStart);
      return HostArray.ofLongs(shape, sorted);
    }
  }
}
