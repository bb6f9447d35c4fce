package io.github.sparkndarray.execution.shuffle;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.io.ForgetfulStreams;
import io.github.sparkndarray.shape.Shape;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.apache.spark.Partitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Elements by their places in the order of rows that several chunks have. Nothing is sorted or
 * moved: chunks are read a few times to count what is in ever narrower ranges of keys, as a radix
 * sort would, but only where a sought element is.
 */
final class LongSelect {
  /** The counts of so many tasks are added up by one. */
  private static final int TOGETHER = 64;

  private final JavaSparkContext spark;
  private final FlatArray x;
  private final FlatGrid grid;
  private final long row;
  private final int rows;
  private final ClusterShuffle.Placement placement;

  /** What is known of the elements of each row. */
  record Known(Map<Long, SoughtKeys> byRow) implements Serializable {
    SoughtKeys of(long row) {
      return Objects.requireNonNull(byRow.get(row));
    }
  }

  LongSelect(JavaSparkContext spark, FlatArray x, long row, ClusterShuffle.Placement placement) {
    this.spark = spark;
    this.x = x;
    this.grid = x.grid();
    this.row = row;
    this.rows = Math.toIntExact(x.shape().size() / row);
    this.placement = placement;
  }

  /**
   * The elements, which are a few for rows that are long: the driver has room for them.
   *
   * @param places of each row, in any order
   * @param shape of what is selected
   */
  HostArray values(LongFunction<long[]> places, Shape shape) {
    Map<Long, SoughtKeys> sought = new HashMap<>();
    for (long r = 0; r < rows; r++) {
      sought.put(r, SoughtKeys.of(row, LongStream.of(places.apply(r)).sorted().toArray()));
    }
    Map<Long, SoughtKeys> wide = wide(sought);
    while (!wide.isEmpty()) {
      sought.putAll(narrowed(new Known(wide)));
      wide = wide(sought);
    }
    Map<Long, long[]> found = found(new Known(sought));
    long[] keys = new long[Math.toIntExact(shape.size())];
    for (long r = 0; r < rows; r++) {
      long[] own = places.apply(r);
      long[] ranks = LongStream.of(own).sorted().toArray();
      for (int i = 0; i < own.length; i++) {
        int to = (int) r * own.length + i;
        keys[to] = Objects.requireNonNull(found.get(r))[Arrays.binarySearch(ranks, own[i])];
      }
    }
    return SortKeys.elements(x.dtype(), shape, keys);
  }

  /** Of rows those with more keys left than one task should bring together. */
  private Map<Long, SoughtKeys> wide(Map<Long, SoughtKeys> sought) {
    Map<Long, SoughtKeys> wide = new HashMap<>(sought);
    wide.values().removeIf(keys -> keys.left() <= grid.chunk());
    return wide;
  }

  /** What is known when the keys that are left have been counted. */
  private Map<Long, SoughtKeys> narrowed(Known wide) {
    long length = row;
    FlatGrid from = grid;
    int groups = 1 + x.chunks().getNumPartitions() / TOGETHER;
    Partitioner byRow = placement.of(rows);
    try (Sent<Known> sent = new Sent<>(spark.broadcast(wide))) {
      Broadcast<Known> known = sent.value();
      JavaPairRDD<Long, KeyCounts> counts =
          x.chunks()
              .mapPartitionsToPair(
                  chunks -> {
                    int group = TaskContext.getPartitionId() % groups;
                    return counts(chunks, known.value(), from, length).entrySet().stream()
                        .map(own -> new Tuple2<>(own.getKey() * groups + group, own.getValue()))
                        .iterator();
                  });
      if (groups > 1) {
        counts = added(counts, placement.of((long) rows * groups));
      }
      return new HashMap<>(
          added(counts.mapToPair(own -> new Tuple2<>(own._1() / groups, own._2())), byRow)
              .mapToPair(
                  own -> new Tuple2<>(own._1(), known.value().of(own._1()).narrowed(own._2())))
              .collectAsMap());
    }
  }

  private static JavaPairRDD<Long, KeyCounts> added(
      JavaPairRDD<Long, KeyCounts> counts, Partitioner by) {
    return ForgetfulStreams.shuffled(counts.reduceByKey(by, KeyCounts::plus));
  }

  private static Map<Long, KeyCounts> counts(
      Iterator<Tuple2<Long, HostArray>> chunks, Known known, FlatGrid grid, long row) {
    Map<Long, KeyCounts> counts = new HashMap<>();
    while (chunks.hasNext()) {
      Tuple2<Long, HostArray> chunk = chunks.next();
      long r = grid.start(chunk._1()) / row;
      SoughtKeys sought = known.byRow().get(r);
      if (sought != null) {
        counts
            .computeIfAbsent(r, absent -> new KeyCounts(sought.ranges()))
            .add(SortKeys.of(chunk._2(), false));
      }
    }
    return counts;
  }

  /** The keys of each row's elements, found among the few that are left. */
  private Map<Long, long[]> found(Known sought) {
    long length = row;
    FlatGrid from = grid;
    try (Sent<Known> sent = new Sent<>(spark.broadcast(sought))) {
      Broadcast<Known> known = sent.value();
      JavaPairRDD<Long, long[]> left =
          x.chunks()
              .mapToPair(
                  chunk -> {
                    long r = from.start(chunk._1()) / length;
                    SoughtKeys own = known.value().of(r);
                    return new Tuple2<>(r, own.among(SortKeys.of(chunk._2(), false)));
                  });
      return ForgetfulStreams.shuffled(left.groupByKey(placement.of(rows)))
          .mapToPair(all -> new Tuple2<>(all._1(), known.value().of(all._1()).found(all._2())))
          .collectAsMap();
    }
  }

  /** A broadcast variable that is no longer there when its reader is done. */
  private record Sent<T>(Broadcast<T> value) implements AutoCloseable {
    @Override
    public void close() {
      value.destroy();
    }
  }
}
